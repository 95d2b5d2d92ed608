package dev.palomar.conversation.contact;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What the company noted about a person, as it is on record.
///
/// @param nameKept  the company gave the name
public record Details(
        Optional<String> name, boolean nameKept, List<String> tags, Map<String, String> fields, Optional<String> note) {

    public static final int LONGEST_NAME = 200;
    public static final int LONGEST_TAG = 40;
    public static final int MOST_TAGS = 50;
    public static final int LONGEST_FIELD_NAME = 60;
    public static final int LONGEST_FIELD = 1_000;
    public static final int MOST_FIELDS = 50;
    public static final int LONGEST_NOTE = 4_000;

    static final Details NONE = new Details(Optional.empty(), false, List.of(), Map.of(), Optional.empty());

    public Details {
        tags = List.copyOf(tags);
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /// A tag as it is kept; empty when the text cannot be one.
    public static Optional<String> tag(String text) {
        String tag = text.strip();
        return Optional.of(tag)
                .filter(one -> !one.isEmpty()
                        && one.codePointCount(0, one.length()) <= LONGEST_TAG
                        && PlainText.line(one, one.length()).equals(one));
    }

    /// Empty when there is no such contact. It is held until the transaction ends.
    static Optional<Details> lock(Tx tx, TenantId tenant, ContactId contact) {
        return tx.query("""
                SELECT name, name_kept, tags, fields, note FROM contact
                 WHERE tenant_id = :tenant AND id = :contact FOR NO KEY UPDATE
                """)
                .bind("tenant", tenant)
                .bind("contact", contact)
                .map((row, _) -> read(row))
                .findOne();
    }

    /// From a row with `name`, `name_kept`, `tags`, `fields` and `note`.
    private static Details read(ResultSet row) throws SQLException {
        return new Details(
                Rows.maybeText(row, "name"),
                row.getBoolean("name_kept"),
                Rows.texts(row, "tags"),
                fields(row.getString("fields")),
                Rows.maybeText(row, "note"));
    }

    /// The column `fields` as names and values.
    public static Map<String, String> fields(String stored) {
        Map<String, String> fields = new LinkedHashMap<>();
        Json.readObject(stored)
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asString("")));
        return fields;
    }

    /// Throws [Rejection.InvalidValue] when there would be too many fields.
    Details with(ContactChange change) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        change.fields().forEach((field, value) -> {
            if (value.isPresent()) {
                changed.put(field, value.get());
            } else {
                changed.remove(field);
            }
        });
        if (changed.size() > MOST_FIELDS) {
            throw new Rejection.InvalidValue("fields", "there may be at most " + MOST_FIELDS + " of them in all");
        }
        boolean kept = change.name().map(Optional::isPresent).orElse(nameKept);
        return new Details(
                change.name().orElse(name),
                kept,
                change.tags().orElse(tags),
                changed,
                change.note().orElse(note));
    }

    /// With these tags besides its own, as far as there is room.
    Details and(List<String> more) {
        Set<String> all = new LinkedHashSet<>(tags);
        all.addAll(more);
        return new Details(
                name, nameKept, new ArrayList<>(all).subList(0, Math.min(all.size(), MOST_TAGS)), fields, note);
    }

    void write(Tx tx, TenantId tenant, ContactId contact, Instant now) {
        ObjectNode json = Json.object();
        fields.forEach(json::put);
        tx.update("""
                UPDATE contact SET name = :name, name_kept = :kept, tags = :tags, fields = :fields, note = :note,
                       updated_at = :now
                 WHERE tenant_id = :tenant AND id = :contact
                """)
                .bind("name", name.orElse(null))
                .bind("kept", nameKept)
                .bindArray("tags", String.class, tags)
                .bind("fields", Json.text(json))
                .bind("note", note.orElse(null))
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("contact", contact)
                .execute();
    }
}
