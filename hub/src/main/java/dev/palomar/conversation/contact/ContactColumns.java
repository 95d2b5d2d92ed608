package dev.palomar.conversation.contact;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The columns of a file of contacts: what each cell means, and how it is written so that a spreadsheet takes it for
/// text.
final class ContactColumns {

    /// What the cells of a column are.
    sealed interface Column {
        record Phone() implements Column {}

        record Name() implements Column {}

        record Tags() implements Column {}

        record Note() implements Column {}

        /// A fact of the company's own.
        record Field(String name) implements Column {}

        /// Written by an export, and nothing that an import could change.
        record Told() implements Column {}
    }

    /// Between the tags of one cell.
    static final String BETWEEN_TAGS = "|";

    static final List<String> TOLD_FIRST = List.of("id");
    static final List<String> TOLD_LAST = List.of("username", "lid", "userId", "optedOutAt", "createdAt", "lastSeenAt");

    private static final Map<String, Column> KNOWN = Map.ofEntries(
            Map.entry("phone", new Column.Phone()),
            Map.entry("telefono", new Column.Phone()),
            Map.entry("name", new Column.Name()),
            Map.entry("nombre", new Column.Name()),
            Map.entry("tags", new Column.Tags()),
            Map.entry("etiquetas", new Column.Tags()),
            Map.entry("note", new Column.Note()),
            Map.entry("nota", new Column.Note()),
            Map.entry("id", new Column.Told()),
            Map.entry("username", new Column.Told()),
            Map.entry("lid", new Column.Told()),
            Map.entry("userid", new Column.Told()),
            Map.entry("optedoutat", new Column.Told()),
            Map.entry("createdat", new Column.Told()),
            Map.entry("lastseenat", new Column.Told()));

    /// Before the name of a field that is called like a column.
    private static final String FIELD = "field:";

    private static final Set<Character> FORMULA = Set.of('=', '+', '-', '@', '\t', '\r');

    private ContactColumns() {}

    /// What the first row's cell says; empty when it can be no name of a field either.
    static Optional<Column> read(String header) {
        String plain = Normalizer.normalize(header, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .strip();
        if (KNOWN.containsKey(plain)) {
            return Optional.of(KNOWN.get(plain));
        }
        String name = header.strip().startsWith(FIELD) ? header.strip().substring(FIELD.length()) : header.strip();
        return Optional.of(name)
                .filter(field -> !field.isEmpty() && field.length() <= Details.LONGEST_FIELD_NAME)
                .map(Column.Field::new);
    }

    /// How a field is named in the first row.
    static String header(String field) {
        return read(field).filter(Column.Field.class::isInstance).isPresent() && !field.startsWith(FIELD)
                ? field
                : FIELD + field;
    }

    /// A cell that no spreadsheet carries out: what would begin a formula has an apostrophe before it. A telephone
    /// number is a number to them, and stays as it is. Source: OWASP, "CSV Injection".
    static String shown(String text) {
        boolean formula = !text.isEmpty() && FORMULA.contains(text.charAt(0)) && !text.matches("\\+\\d{7,15}");
        return formula ? "'" + text : text;
    }

    /// The inverse of [#shown].
    static String meant(String cell) {
        String text = cell.strip();
        return text.length() > 1 && text.charAt(0) == '\'' && FORMULA.contains(text.charAt(1))
                ? text.substring(1)
                : text;
    }
}
