package dev.palomar.conversation.consent;

import dev.palomar.database.Tx;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConsentId;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.privacy.Privacy;
import dev.palomar.tenant.privacy.PrivacyRules;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Hears when somebody says that they want no advertising, or want it again: in a message that is just one of their
/// company's words for it.
public final class OptOuts {

    /// What somebody said to the company alone, not in a group.
    public record Heard(TenantId tenant, ContactId contact, WireId message, String text, Instant at) {}

    private static final int LONGEST = 60;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern AROUND = Pattern.compile("^[\\p{P}\\p{S}\\s]+|[\\p{P}\\p{S}\\s]+$");

    private final PrivacyRules rules;
    private final Supplier<UUID> ids;

    public OptOuts(PrivacyRules rules, Supplier<UUID> ids) {
        this.rules = rules;
        this.ids = ids;
    }

    /// Records those that are such a word, and answers with them. To be called before slots are locked: it writes to
    /// contacts. A message that comes twice is heard once.
    public Set<Heard> hear(Tx tx, List<Heard> said, Instant now) {
        Set<Heard> kept = new HashSet<>();
        said.stream()
                .filter(one -> one.text().length() <= LONGEST)
                .sorted(Comparator.comparing(one -> one.contact().value()))
                .forEach(one -> meaning(rules.lately(tx, one.tenant()), one.text())
                        .filter(state -> record(tx, one, state, now))
                        .ifPresent(_ -> kept.add(one)));
        return kept;
    }

    private boolean record(Tx tx, Heard heard, Consent.State state, Instant now) {
        Consent consent = new Consent(
                new ConsentId(ids.get()),
                Consent.MARKETING,
                state,
                Consent.KEYWORD,
                Optional.of("message " + heard.message().value()),
                heard.at(),
                Optional.empty());
        boolean news = ConsentRows.insert(tx, heard.tenant(), heard.contact(), consent, now);
        if (news) {
            ConsentRows.conclude(tx, heard.tenant(), heard.contact(), now);
        }
        return news;
    }

    /// What a text says about advertising; empty when it is about something else.
    static Optional<Consent.State> meaning(Privacy privacy, String text) {
        String bare = bare(text);
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        if (among(privacy.optOutWords(), bare)) {
            return Optional.of(Consent.State.WITHDRAWN);
        }
        return among(privacy.optInWords(), bare) ? Optional.of(Consent.State.GRANTED) : Optional.empty();
    }

    private static boolean among(Collection<String> words, String bare) {
        return words.stream().map(OptOuts::bare).anyMatch(bare::equals);
    }

    /// Without case, accents, and what is around it.
    private static String bare(String text) {
        String folded = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
        return AROUND.matcher(folded).replaceAll("");
    }
}
