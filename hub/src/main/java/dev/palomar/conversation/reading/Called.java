package dev.palomar.conversation.reading;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/// What people are looked for by: parts of a name, user name, tag or number, without regard to case and accents. All
/// words must be there; one of three letters or more anywhere, a shorter one where a word begins.
///
/// @param parts   for `contact.words`
/// @param number  for `contact_identity.key`; a number is found by its digits alone, however it is typed
record Called(List<String> parts, Optional<String> number) {

    /// What is shorter is in no index of parts.
    private static final int INDEXED = 3;

    static Called read(String search) {
        String folded = Normalizer.normalize(search.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("[\\u0300-\\u036f]", "");
        String digits = folded.replaceAll("[\\s().+\\-]", "");
        String named = digits.matches("\\d{3,15}") ? digits : folded;
        return new Called(
                Arrays.stream(folded.split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .map(word -> (word.length() < INDEXED ? "% " : "%") + literally(word) + "%")
                        .toList(),
                named.length() < INDEXED ? Optional.empty() : Optional.of("%:%" + literally(named) + "%"));
    }

    private static String literally(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }

    /// Condition for a row `c` of `contact`. `OFFSET 0`: otherwise all identities would be read, once, instead of
    /// those of the few contacts that are looked at.
    String fits() {
        return " AND (" + words("c.words") + (number.isPresent() ? """
                 OR EXISTS (SELECT FROM contact_identity i
                             WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id AND i.key ILIKE :number OFFSET 0)
                """ : "") + ")";
    }

    /// Binds what is in [#fits].
    Query bind(Query query) {
        IntStream.range(0, parts.size()).forEach(at -> query.bind("part" + at, parts.get(at)));
        number.ifPresent(key -> query.bind("number", key));
        return query;
    }

    private String words(String column) {
        return IntStream.range(0, parts.size())
                .mapToObj(at -> " AND " + column + " LIKE :part" + at)
                .collect(Collectors.joining("", "(true", ")"));
    }

    /// At most `most` of those who are called so, in no order. Asked as the worker: under row level security PostgreSQL
    /// does not look into an index of parts of texts, because comparing them might tell of other tenants' rows.
    List<ContactId> find(Database database, TenantId tenant, int most) {
        return database.worker(tx -> {
            // Otherwise all contacts of the tenant might be walked through, as if the part were in many of them.
            tx.wholeIndexes();
            return bind(tx.query("""
                    SELECT id FROM (
                    (SELECT id FROM contact WHERE tenant_id = :tenant AND %s LIMIT :most)
                    """.formatted(words("words")) + (number.isPresent() ? """
                    UNION
                    (SELECT contact_id FROM contact_identity WHERE tenant_id = :tenant AND key ILIKE :number LIMIT :most)
                    """ : "")
                            + ") AS called LIMIT :most"))
                    .bind("tenant", tenant)
                    .bind("most", most)
                    .map((row, _) -> new ContactId(Rows.uuid(row, "id")))
                    .list();
        });
    }
}
