package dev.palomar.conversation.search;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;

/// Puts messages into the index. For one thread.
final class Words {

    record Ref(TenantId tenant, MessageId message) {}

    private record Row(Ref ref, String marks, Set<String> words) {}

    private final Stems stems = new Stems();

    /// Those that are gone meanwhile are left out, and none goes until the transaction ends. What is there already is
    /// replaced.
    void write(Tx tx, Collection<Ref> messages) {
        if (messages.isEmpty()) {
            return;
        }
        hold(tx, messages);
        try {
            List<Row> rows = read(tx, List.copyOf(messages));
            Set<String> all = new HashSet<>();
            rows.forEach(row -> all.addAll(row.words()));
            Map<String, String> known = stems.of(tx, all);
            try (PreparedStatement statement = tx.connection().prepareStatement("""
                    INSERT INTO message_words (tenant_id, message_id, words)
                    SELECT u.tenant_id, u.message_id, array_to_tsvector(string_to_array(u.words, ' '))
                      FROM unnest(?::uuid[], ?::uuid[], ?::text[]) AS u (tenant_id, message_id, words)
                    ON CONFLICT (tenant_id, message_id) DO UPDATE SET words = EXCLUDED.words
                    """)) {
                new Columns(statement)
                        .add("uuid", rows, row -> row.ref().tenant().value())
                        .add("uuid", rows, row -> row.ref().message().value())
                        .add("text", rows, row -> entry(row, known));
                statement.executeUpdate();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot write the words of messages", failure);
        }
    }

    /// Deletions of messages of these companies wait until the transaction ends, and it waits for those under way
    /// (`message_gone`).
    private static void hold(Tx tx, Collection<Ref> messages) {
        List<UUID> tenants =
                messages.stream().map(ref -> ref.tenant().value()).distinct().toList();
        tx.tell("""
                SELECT pg_advisory_xact_lock_shared(l.lock)
                  FROM (SELECT DISTINCT words_lock(u.tenant) AS lock FROM unnest(?::uuid[]) AS u (tenant) ORDER BY 1) l
                """, columns -> columns.add("uuid", tenants.toArray()));
    }

    private static List<Row> read(Tx tx, List<Ref> messages) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT m.tenant_id, m.id, m.device_id, m.conversation_id, m.content
                  FROM unnest(?::uuid[], ?::uuid[]) AS u (tenant_id, id)
                  JOIN message m ON m.tenant_id = u.tenant_id AND m.id = u.id
                """)) {
            new Columns(statement)
                    .add("uuid", messages, ref -> ref.tenant().value())
                    .add("uuid", messages, ref -> ref.message().value());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    String text = SaidText.of(ContentJson.read(Json.readObject(found.getString("content"))));
                    if (!text.isBlank()) {
                        rows.add(row(found, once(text)));
                    }
                }
            }
        }
        return rows;
    }

    /// What the index keeps of it: its marks and the stems of its words.
    private static String entry(Row row, Map<String, String> stems) {
        Set<String> parts = new LinkedHashSet<>();
        parts.add(row.marks());
        row.words().forEach(word -> parts.add(stems.getOrDefault(word, "")));
        parts.remove("");
        return String.join(" ", parts);
    }

    /// Every word of it once: the index knows no more.
    private static Set<String> once(String text) {
        Set<String> words = new LinkedHashSet<>();
        StringTokenizer each = new StringTokenizer(text);
        while (each.hasMoreTokens()) {
            words.add(each.nextToken());
        }
        return words;
    }

    private static Row row(ResultSet found, Set<String> words) throws SQLException {
        TenantId tenant = new TenantId(Rows.uuid(found, "tenant_id"));
        MessageId message = new MessageId(Rows.uuid(found, "id"));
        String marks = Marks.of(
                tenant,
                message,
                new DeviceId(Rows.uuid(found, "device_id")),
                new ConversationId(Rows.uuid(found, "conversation_id")));
        return new Row(new Ref(tenant, message), marks, words);
    }
}
