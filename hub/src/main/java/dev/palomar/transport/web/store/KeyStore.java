package dev.palomar.transport.web.store;

import dev.palomar.database.Columns;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.transport.web.LineId;
import dev.palomar.vault.Vault;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `web_key` table: what each line's program knows at WhatsApp. A row is sealed for its tenant, line, type and id,
/// so none can be put in another's place.
public final class KeyStore {

    private final Database database;
    private final Vault vault;
    private final InstantSource clock;

    public KeyStore(Database database, Vault vault, InstantSource clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /// Writes the change in a transaction of its own. Throws [StaleLine].
    public void write(LineId line, long epoch, KeyChange change) {
        database.worker(tx -> {
            write(tx, line, epoch, change);
            return line;
        });
    }

    /// Writes the change together with whatever else is written through `tx`. Throws [StaleLine] when the line is not
    /// at this epoch any more.
    public void write(Tx tx, LineId line, long epoch, KeyChange change) {
        LineRows.mustBe(tx, line, epoch);
        List<Sealed> kept = new ArrayList<>();
        List<KeyChange.Name> dropped = new ArrayList<>();
        change.rows().forEach((name, value) -> {
            if (value.isPresent()) {
                kept.add(new Sealed(
                        name, Payload.of(vault.seal(line.tenant(), place(line, name), Json.bytes(value.get())))));
            } else {
                dropped.add(name);
            }
        });
        try {
            keep(tx, line, kept);
            drop(tx, line, dropped);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot keep a line's keys", failure);
        }
        for (KeyChange.Sent sent : change.sent()) {
            remember(tx, "web_sent", line, sent.wireId(), sent.message());
        }
        change.announced().forEach((wireId, message) -> remember(tx, "web_history", line, wireId, message));
        for (String wireId : change.finished()) {
            tx.update("""
                DELETE FROM web_history WHERE tenant_id = :tenant AND device_id = :device AND wire_id = :wireId
                """)
                    .bind("tenant", line.tenant())
                    .bind("device", line.device())
                    .bind("wireId", wireId)
                    .execute();
        }
    }

    /// The program's credentials; empty while it is linked to nobody.
    public Optional<JsonNode> creds(LineId line) {
        ObjectNode wanted = Json.object();
        wanted.put("type", KeyChange.CREDS.type()).putArray("ids").add(KeyChange.CREDS.id());
        ArrayNode rows = get(line, List.of(wanted));
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0).get("value"));
    }

    /// After how many seconds messages disappear, by the name of the chat.
    public Map<String, Integer> timers(LineId line) {
        Map<String, Integer> timers = new HashMap<>();
        database.worker(tx -> tx.query("""
            SELECT id, sealed FROM web_key WHERE tenant_id = :tenant AND device_id = :device AND type = :type
            """)
                        .bind("tenant", line.tenant())
                        .bind("device", line.device())
                        .bind("type", KeyChange.TIMER)
                        .map((row, _) -> Map.entry(row.getString("id"), row.getBytes("sealed")))
                        .list())
                .forEach(row -> {
                    KeyChange.Name name = new KeyChange.Name(KeyChange.TIMER, row.getKey());
                    byte[] value = vault.open(line.tenant(), place(line, name), row.getValue());
                    timers.put(row.getKey(), Json.read(value).asInt(0));
                });
        return timers;
    }

    /// `wanted` are `{type, ids}`; the answer's elements `{type, id, value}`, without those that are not there.
    public ArrayNode get(LineId line, Iterable<JsonNode> wanted) {
        List<KeyChange.Name> names = new ArrayList<>();
        for (JsonNode group : wanted) {
            String type = group.path("type").asString("");
            for (JsonNode id : Json.elements(group, "ids")) {
                names.add(new KeyChange.Name(type, id.asString("")));
            }
        }
        return database.worker(tx -> {
            try {
                return find(tx, line, names);
            } catch (SQLException failure) {
                throw new IllegalStateException("cannot read a line's keys", failure);
            }
        });
    }

    /// History that was announced and did not come to its end: `[{wireId, message}]`, oldest first.
    public ArrayNode pendingHistory(LineId line) {
        ArrayNode pending = Json.array();
        database.worker(tx -> tx.query("""
            SELECT wire_id, message FROM web_history
             WHERE tenant_id = :tenant AND device_id = :device ORDER BY at, wire_id
            """)
                        .bind("tenant", line.tenant())
                        .bind("device", line.device())
                        .map((row, _) -> Map.entry(row.getString("wire_id"), Json.read(row.getBytes("message"))))
                        .list())
                .forEach(one -> pending.addObject().put("wireId", one.getKey()).set("message", one.getValue()));
        return pending;
    }

    private record Sealed(KeyChange.Name name, Payload value) {}

    private static void keep(Tx tx, LineId line, List<Sealed> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
            INSERT INTO web_key (tenant_id, device_id, type, id, sealed)
            SELECT l.tenant_id, l.device_id, u.type, u.id, u.sealed
              FROM unnest(?::text[], ?::text[], ?::bytea[]) AS u (type, id, sealed),
                   (SELECT ?::uuid, ?::uuid) AS l (tenant_id, device_id)
            ON CONFLICT (tenant_id, device_id, type, id) DO UPDATE SET sealed = excluded.sealed
            """)) {
            new Columns(statement)
                    .add("text", rows, row -> row.name().type())
                    .add("text", rows, row -> row.name().id())
                    .bytes(rows, row -> row.value().bytes());
            statement.setObject(4, line.tenant().value());
            statement.setObject(5, line.device().value());
            statement.executeUpdate();
        }
    }

    private static void drop(Tx tx, LineId line, List<KeyChange.Name> names) throws SQLException {
        if (names.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
            DELETE FROM web_key k USING unnest(?::text[], ?::text[]) AS u (type, id)
             WHERE k.tenant_id = ? AND k.device_id = ? AND k.type = u.type AND k.id = u.id
            """)) {
            new Columns(statement).add("text", names, KeyChange.Name::type).add("text", names, KeyChange.Name::id);
            statement.setObject(3, line.tenant().value());
            statement.setObject(4, line.device().value());
            statement.executeUpdate();
        }
    }

    private ArrayNode find(Tx tx, LineId line, List<KeyChange.Name> names) throws SQLException {
        ArrayNode found = Json.array();
        if (names.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
            SELECT k.type, k.id, k.sealed
              FROM unnest(?::text[], ?::text[]) AS u (type, id)
              JOIN web_key k ON k.tenant_id = ? AND k.device_id = ? AND k.type = u.type AND k.id = u.id
            """)) {
            new Columns(statement).add("text", names, KeyChange.Name::type).add("text", names, KeyChange.Name::id);
            statement.setObject(3, line.tenant().value());
            statement.setObject(4, line.device().value());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    KeyChange.Name name = new KeyChange.Name(rows.getString("type"), rows.getString("id"));
                    byte[] value = vault.open(line.tenant(), place(line, name), rows.getBytes("sealed"));
                    found.addObject()
                            .put("type", name.type())
                            .put("id", name.id())
                            .set("value", Json.read(value));
                }
            }
        }
        return found;
    }

    private void remember(Tx tx, String table, LineId line, String wireId, JsonNode message) {
        tx.update("INSERT INTO " + table + """
             (tenant_id, device_id, wire_id, message, at) VALUES (:tenant, :device, :wireId, :message, :now)
            ON CONFLICT (tenant_id, device_id, wire_id) DO UPDATE SET message = excluded.message
            """)
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .bind("wireId", wireId)
                .bind("message", Json.bytes(message))
                .bind("now", Timestamp.from(clock.instant()))
                .execute();
    }

    private static String place(LineId line, KeyChange.Name name) {
        return "web_key/" + line.device().text() + "/" + name.type() + "/" + name.id();
    }
}
