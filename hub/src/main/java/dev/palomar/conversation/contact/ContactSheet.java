package dev.palomar.conversation.contact;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes contacts as CSV for spreadsheets, a row at a time.
public final class ContactSheet {

    private static final List<String> COMPANYS = List.of("phone", "name", "tags", "note");

    private final Writer out;
    private final CsvWriter csv;
    private final List<String> fields;

    /// Writes the first row. `fields` are the names of all fields that contacts may have.
    public ContactSheet(OutputStream out, char separator, List<String> fields) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.fields = List.copyOf(fields);
        // Without it a spreadsheet takes the file for something else than UTF-8.
        this.out.write('\uFEFF');
        this.csv = CsvWriter.builder()
                .fieldSeparator(separator)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(this.out);
        List<String> headers = new ArrayList<>(ContactColumns.TOLD_FIRST);
        headers.addAll(COMPANYS);
        headers.addAll(ContactColumns.TOLD_LAST);
        fields.forEach(field -> headers.add(ContactColumns.shown(ContactColumns.header(field))));
        csv.writeRecord(headers);
    }

    /// `contact` is a `Contact` of the OpenAPI document.
    public void write(ObjectNode contact) {
        List<String> cells = new ArrayList<>();
        ContactColumns.TOLD_FIRST.forEach(column -> cells.add(text(contact.path(column))));
        COMPANYS.forEach(column -> cells.add(text(contact.path(column))));
        ContactColumns.TOLD_LAST.forEach(column -> cells.add(text(contact.path(column))));
        fields.forEach(field -> cells.add(text(contact.path("fields").path(field))));
        csv.writeRecord(cells);
    }

    private static String text(JsonNode value) {
        String text = value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(ContactColumns.BETWEEN_TAGS))
                : value.asString("");
        return ContactColumns.shown(text);
    }

    /// To be called at the end.
    public void flush() throws IOException {
        csv.flush();
        out.flush();
    }
}
