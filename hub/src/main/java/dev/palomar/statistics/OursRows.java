package dev.palomar.statistics;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What is to be known of the tenant's own messages beyond their events: how long somebody had waited for the answer,
/// whether the window was open, which template it was.
final class OursRows {

    /// So many messages back it is looked for the first that nobody had answered.
    private static final int LOOKED_AT = 200;

    /// A message and what was found out.
    ///
    /// @param waited    seconds since the first message of the person that nobody had answered
    /// @param template  its name and language
    /// @param sender    what kind of sender wrote it, where that is known
    record Known(
            Tally.Ours ours,
            boolean windowOpen,
            boolean free,
            Optional<Long> waited,
            Optional<Template> template,
            Optional<String> sender) {}

    record Template(String name, String language) {}

    private OursRows() {}

    /// In the order of `messages`. One that is not there any more is left out.
    static List<Known> look(Tx tx, List<Tally.Ours> messages) throws SQLException {
        List<Known> known = new ArrayList<>();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT u.n, m.type, m.author, CASE WHEN m.type = 'template' THEN m.content END AS template,
                       coalesce(c.window_until > u.at, false) AS open,
                       extract(epoch FROM u.at - before.first)::bigint AS waited
                  FROM unnest(?::int[], ?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[])
                       AS u (n, tenant_id, conversation_id, message_id, at)
                  JOIN message m ON m.tenant_id = u.tenant_id AND m.id = u.message_id
                  JOIN conversation c ON c.tenant_id = u.tenant_id AND c.id = u.conversation_id
                  LEFT JOIN LATERAL (
                       SELECT p.id
                         FROM (SELECT id, inbound, type FROM message
                                WHERE tenant_id = u.tenant_id AND conversation_id = u.conversation_id
                                  AND id < u.message_id
                                ORDER BY id DESC
                                LIMIT ?) p
                        WHERE NOT p.inbound AND p.type NOT IN ('reaction', 'edit', 'revoke')
                        LIMIT 1
                  ) answer ON c.contact_id IS NOT NULL AND m.type NOT IN ('reaction', 'edit', 'revoke')
                  LEFT JOIN LATERAL (
                       SELECT min(p.recorded_at) AS first
                         FROM (SELECT recorded_at, inbound, backfilled, type FROM message
                                WHERE tenant_id = u.tenant_id AND conversation_id = u.conversation_id
                                  AND id < u.message_id
                                  AND id > coalesce(answer.id, '00000000-0000-0000-0000-000000000000')
                                ORDER BY id DESC
                                LIMIT ?) p
                        WHERE p.inbound AND NOT p.backfilled AND p.type NOT IN ('reaction', 'edit', 'revoke')
                  ) before ON c.contact_id IS NOT NULL AND m.type NOT IN ('reaction', 'edit', 'revoke')
                 ORDER BY u.n
                """)) {
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                numbers.add(i);
            }
            new Columns(statement)
                    .add("int4", numbers, number -> number)
                    .add("uuid", messages, one -> one.tenant().value())
                    .add("uuid", messages, one -> one.conversation().value())
                    .add("uuid", messages, one -> one.message().value())
                    .add("timestamptz", messages, Tally.Ours::at)
                    .all(LOOKED_AT)
                    .all(LOOKED_AT);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(read(rows, messages.get(rows.getInt("n"))));
                }
            }
        }
        return known;
    }

    private static Known read(ResultSet row, Tally.Ours ours) throws SQLException {
        long waited = row.getLong("waited");
        boolean answers = !row.wasNull();
        return new Known(
                ours,
                row.getBoolean("open"),
                !row.getString("type").equals("template"),
                answers ? Optional.of(Math.max(0, waited)) : Optional.empty(),
                Rows.maybeText(row, "template").map(OursRows::template),
                Rows.maybeText(row, "author").flatMap(author -> Json.string(Json.readObject(author), "kind")));
    }

    private static Template template(String content) {
        ObjectNode form = Json.child(Json.readObject(content), "template").orElseGet(Json::object);
        return new Template(
                Json.string(form, "name").orElse(""),
                Json.child(form, "language")
                        .flatMap(language -> Json.string(language, "code"))
                        .orElse(""));
    }
}
