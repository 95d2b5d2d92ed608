package dev.palomar.conversation.contact;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.palomar.conversation.contact.ContactColumns.Column;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file of contacts: a row of names, then a row for each.
final class ContactFile {

    static final int MOST_ROWS = 50_000;

    private static final int MOST_COLUMNS = Details.MOST_FIELDS + 20;
    private static final Pattern BETWEEN_TAGS = Pattern.compile(Pattern.quote(ContactColumns.BETWEEN_TAGS));

    /// What one row says.
    sealed interface Line {

        /// Its place in the file, which begins with 1.
        int row();

        record Contact(
                int row,
                PhoneNumber phone,
                Optional<String> name,
                List<String> tags,
                Map<String, String> fields,
                Optional<String> note)
                implements Line {}

        /// It cannot be used; `field` is the column as the file names it.
        record Faulty(int row, String field, String problem) implements Line {}

        /// There is nothing in it.
        record Blank(int row) implements Line {}
    }

    private record Named(String header, Column column) {}

    private final List<Named> columns;
    private final List<CsvRecord> rows;

    private ContactFile(List<Named> columns, List<CsvRecord> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /// Throws a [Rejection] when the file as a whole cannot be used.
    static ContactFile read(byte[] bytes) {
        String text = decoded(bytes);
        List<CsvRecord> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(1 << 20)
                .ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                if (records.size() > MOST_ROWS) {
                    throw new Rejection.TooLarge("A file may have at most " + MOST_ROWS + " rows. Send several.");
                }
                records.add(row);
            }
        } catch (CsvParseException notCsv) {
            throw new Rejection.Malformed("The file is not CSV: " + notCsv.getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (records.isEmpty()) {
            throw new Rejection.InvalidValue("body", "the file is empty");
        }
        return new ContactFile(columns(records.getFirst().getFields()), records.subList(1, records.size()));
    }

    private static String decoded(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException otherEncoding) {
            throw new Rejection.Malformed("The file is not in UTF-8. Save it as CSV UTF-8.");
        }
    }

    /// What there is more of in the first row.
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        long commas = first.chars().filter(c -> c == ',').count();
        return first.chars().filter(c -> c == ';').count() > commas ? ';' : ',';
    }

    private static List<Named> columns(List<String> headers) {
        if (headers.size() > MOST_COLUMNS) {
            throw new Rejection.InvalidValue("body", "there may be at most " + MOST_COLUMNS + " columns");
        }
        List<Named> columns = new ArrayList<>();
        List<Rejection.Fault> faults = new ArrayList<>();
        for (String cell : headers) {
            String header = PlainText.line(cell, 200);
            Optional<Column> column = ContactColumns.read(header);
            boolean twice = column.isPresent()
                    && !(column.get() instanceof Column.Told)
                    && columns.stream().anyMatch(known -> known.column().equals(column.get()));
            if (column.isEmpty() || twice) {
                faults.add(new Rejection.Fault(
                        header.isEmpty() ? "column " + (columns.size() + 1) : header,
                        twice ? "is there twice" : "is no name of a column"));
            }
            columns.add(new Named(header, column.orElse(new Column.Told())));
        }
        if (columns.stream().noneMatch(known -> known.column() instanceof Column.Phone)) {
            faults.add(new Rejection.Fault("phone", "is required: the first row must name this column"));
        }
        if (!faults.isEmpty()) {
            throw new Rejection.InvalidValue(faults);
        }
        return columns;
    }

    int size() {
        return rows.size();
    }

    Line line(int index) {
        int row = index + 2;
        List<String> cells = rows.get(index).getFields();
        if (cells.stream().allMatch(String::isBlank)) {
            return new Line.Blank(row);
        }
        if (cells.size() > columns.size()) {
            return new Line.Faulty(row, "row", "has more cells than the first row");
        }
        return new Reading(row, cells).line();
    }

    private final class Reading {

        private final int row;
        private final List<String> cells;
        private Optional<PhoneNumber> phone = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Optional<String> note = Optional.empty();
        private List<String> tags = List.of();
        private final Map<String, String> fields = new LinkedHashMap<>();

        Reading(int row, List<String> cells) {
            this.row = row;
            this.cells = cells;
        }

        Line line() {
            for (int at = 0; at < columns.size(); at++) {
                Named column = columns.get(at);
                String cell = at < cells.size() ? ContactColumns.meant(cells.get(at)) : "";
                Optional<String> fault = PlainText.clean(cell).equals(cell)
                        ? take(column.column(), cell)
                        : Optional.of("holds a character that cannot be kept (NUL or half a surrogate pair)");
                if (fault.isPresent()) {
                    return new Line.Faulty(row, column.header(), fault.get());
                }
            }
            return new Line.Contact(row, phone.orElseThrow(), name, tags, fields, note);
        }

        /// Answers with what is wrong.
        private Optional<String> take(Column column, String cell) {
            return switch (column) {
                case Column.Phone _ -> {
                    phone = PhoneNumber.read(cell);
                    yield phone.isPresent() ? Optional.empty() : Optional.of("expected a number like +5491155550100");
                }
                case Column.Told _ -> Optional.empty();
                case Column _ when cell.isEmpty() -> Optional.empty();
                case Column.Name _ -> {
                    name = Optional.of(cell);
                    yield tooLong(cell, Details.LONGEST_NAME).or(() -> severalLines(cell));
                }
                case Column.Tags _ -> tags(cell);
                case Column.Note _ -> {
                    note = Optional.of(cell);
                    yield tooLong(cell, Details.LONGEST_NOTE);
                }
                case Column.Field(String field) -> {
                    fields.put(field, cell);
                    yield tooLong(cell, Details.LONGEST_FIELD);
                }
            };
        }

        private Optional<String> tags(String cell) {
            LinkedHashSet<String> read = new LinkedHashSet<>();
            for (String part : BETWEEN_TAGS.split(cell, -1)) {
                Optional<String> tag = Details.tag(part);
                if (tag.isEmpty() && !part.isBlank()) {
                    return Optional.of("a tag has at most " + Details.LONGEST_TAG + " characters in one line");
                }
                tag.ifPresent(read::add);
            }
            tags = List.copyOf(read);
            return tags.size() > Details.MOST_TAGS
                    ? Optional.of("there may be at most " + Details.MOST_TAGS + " tags")
                    : Optional.empty();
        }

        private static Optional<String> tooLong(String cell, int longest) {
            return cell.codePointCount(0, cell.length()) > longest
                    ? Optional.of("must have at most " + longest + " characters")
                    : Optional.empty();
        }

        private static Optional<String> severalLines(String cell) {
            return PlainText.line(cell, cell.length()).equals(cell)
                    ? Optional.empty()
                    : Optional.of("must be one line");
        }
    }
}
