package dev.palomar.api.inbox;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.PlainText;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.privacy.Privacy;
import dev.palomar.tenant.privacy.PrivacyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// How long things are kept, and which words end advertising.
public final class PrivacyRoutes implements Resource {

    private static final int MOST_WORDS = 20;
    private static final int LONGEST_WORD = 40;
    private static final int HUNDRED_YEARS = 36_500;

    private final PrivacyRules rules;
    private final int eventDays;

    /// `eventDays` is how long the hub itself keeps the log of events.
    public PrivacyRoutes(PrivacyRules rules, int eventDays) {
        this.rules = rules;
        this.eventDays = eventDays;
    }

    @Override
    public List<Route> routes() {
        Access manage = Access.administrators(Scope.PRIVACY_MANAGE);
        return List.of(
                Route.get(
                        "/v1/privacy",
                        manage,
                        call -> Answer.ok(rules.get(call.tenant()).json())),
                Route.put("/v1/privacy", manage, this::change));
    }

    private Answer change(Call call) {
        Fields body = call.fields();
        Optional<Fields> days = body.optionalObject("retentionDays");
        Optional<Optional<Integer>> messages = days(days, "messages", HUNDRED_YEARS);
        Optional<Optional<Integer>> media = days(days, "media", HUNDRED_YEARS);
        Optional<Optional<Integer>> events = days(days, "events", eventDays);
        Optional<List<String>> out = words(body, "optOutWords");
        Optional<List<String>> in = words(body, "optInWords");
        out.ifPresent(words -> in.filter(others -> others.stream().anyMatch(words::contains))
                .ifPresent(_ -> body.fault("optInWords", "a word cannot mean both")));
        body.mustNotBeEmpty();
        body.done();
        Privacy now = rules.change(
                call.tenant(),
                call.author(),
                before -> new Privacy(
                        new Privacy.Keep(
                                messages.orElse(before.keep().messages()),
                                media.orElse(before.keep().media()),
                                events.orElse(before.keep().events())),
                        out.orElse(before.optOutWords()),
                        in.orElse(before.optInWords())));
        return Answer.ok(now.json());
    }

    private static Optional<Optional<Integer>> days(Optional<Fields> days, String name, int most) {
        return days.flatMap(fields -> fields.nullableInt(name, 1, most));
    }

    private static Optional<List<String>> words(Fields body, String name) {
        Optional<JsonNode> sent = body.raw(name);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (!(sent.get() instanceof ArrayNode list) || list.size() > MOST_WORDS) {
            body.fault(name, "must be a list of at most " + MOST_WORDS + " words");
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (int at = 0; at < list.size(); at++) {
            String word = list.get(at).isString() ? list.get(at).asString().strip() : "";
            if (word.length() > LONGEST_WORD
                    || !PlainText.line(word, LONGEST_WORD).equals(word)
                    || !hasLetter(word)) {
                body.fault(name + "[" + at + "]", "expected a word of 1 to " + LONGEST_WORD + " characters");
            } else if (!words.contains(word)) {
                words.add(word);
            }
        }
        return Optional.of(words);
    }

    private static boolean hasLetter(String word) {
        return word.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
