package dev.palomar.privacy;

import dev.palomar.database.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Takes what WhatsApp calls a person out of what others said, such as mentions in groups, answers that quote them
/// and contact cards. The words of the others stay; where a name stood it says [#INSTEAD]. Rows are known by `id`.
///
/// @param said     the id that says when it was said
/// @param columns  texts
record Redaction(String table, String said, List<String> columns) implements Erasable {

    static final String INSTEAD = "erased";

    private static final int AT_ONCE = 1_000;
    private static final String BEGINS = "(?:(?<![0-9])|(?<=\\\\u[0-9A-F]{4}))";

    static Redaction of(String table, String said, String... columns) {
        return new Redaction(table, said, List.of(columns));
    }

    /// Finds the person's numbers and ids in a text, with the `+` before them, and not within longer numbers. Texts
    /// are JSON, too, in which a letter or a picture before the number may end with a digit: `\\u00E1`.
    static String pattern(Subject subject) {
        return subject.names().stream()
                .map(name -> name.replaceAll("[^0-9A-Za-z]", "\\\\$0"))
                .collect(Collectors.joining("|", BEGINS + "\\+?(?:", ")(?![0-9])"));
    }

    @Override
    public String what() {
        return "mentions";
    }

    @Override
    public Set<String> tables() {
        return Set.of(table);
    }

    @Override
    public Part erase(Tx tx, Subject subject, Optional<UUID> from) {
        if (subject.names().isEmpty()) {
            return Part.of(0);
        }
        List<UUID> page = subject.page(tx, table, from, AT_ONCE);
        if (page.isEmpty()) {
            return Part.of(0);
        }
        String set = columns.stream()
                .map(column -> column + " = regexp_replace(t." + column + ", :pattern, '" + INSTEAD + "', 'g')")
                .collect(Collectors.joining(", "));
        String all = columns.stream().map(column -> "t." + column).collect(Collectors.joining(", "));
        int redacted = tx.update("UPDATE " + table + " t SET " + set
                        + " WHERE t.tenant_id = :tenant AND t.id = ANY (:page) AND t." + said
                        + " < :until AND concat_ws(' ', " + all + ") ~ :pattern")
                .bind("until", subject.until())
                .bind("pattern", pattern(subject))
                .bind("tenant", subject.tenant())
                .bindArray("page", UUID.class, page)
                .execute();
        return new Part(redacted, page.size() == AT_ONCE, Optional.of(page.getLast()));
    }
}
