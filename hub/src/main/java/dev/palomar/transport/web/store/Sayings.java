package dev.palomar.transport.web.store;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.WireId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.transport.web.LineId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What was said over a line, in WhatsApp's own form.
public final class Sayings {

    /// So long somebody who could not read a message of ours may still ask for it.
    private static final Duration SENT_IS_KEPT = Duration.ofDays(30);

    private final Database database;

    public Sayings(Database database) {
        this.database = database;
    }

    /// What was handed to WhatsApp under this name.
    public Optional<JsonNode> sent(LineId line, WireId wireId) {
        return database.worker(tx -> tx.query("""
            SELECT message FROM web_sent
             WHERE tenant_id = :tenant AND device_id = :device AND wire_id = :wireId
            """)
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .bind("wireId", wireId.value())
                .map((row, _) -> Json.read(row.getBytes("message")))
                .findOne());
    }

    /// What somebody else said, or the business from another of its devices, as long as its event is kept.
    public Optional<JsonNode> heard(LineId line, WireId wireId) {
        return database.worker(tx -> recorded(tx, line, wireId).flatMap(one -> raw(tx, line, one)))
                .flatMap(raw -> Json.child(raw, "message"));
    }

    /// How WhatsApp names a message that came in (`Key` of PROTOCOL.md), as long as its event is kept.
    public Optional<ObjectNode> key(LineId line, WireId wireId) {
        return database.worker(tx -> recorded(tx, line, wireId).flatMap(one -> raw(tx, line, one)))
                .map(raw -> {
                    ObjectNode key = Json.object().put("wireId", wireId.value());
                    key.set("chat", raw.get("chat"));
                    key.put("fromMe", raw.path("fromMe").asBoolean(false));
                    Json.child(raw, "sender").ifPresent(sender -> key.set("sender", sender));
                    return key;
                });
    }

    /// Whether a message of this name was recorded.
    public boolean isKnown(LineId line, WireId wireId) {
        return database.worker(tx -> recorded(tx, line, wireId).isPresent());
    }

    private record Recorded(MessageId id, Instant at) {}

    private static Optional<Recorded> recorded(Tx tx, LineId line, WireId wireId) {
        return tx.query("""
            SELECT id, recorded_at FROM message
             WHERE tenant_id = :tenant AND device_id = :device AND wire_id = :wireId
             ORDER BY id DESC LIMIT 1
            """)
                .bind("tenant", line.tenant())
                .bind("device", line.device())
                .bind("wireId", wireId.value())
                .map((row, _) -> new Recorded(new MessageId(Rows.uuid(row, "id")), Rows.instant(row, "recorded_at")))
                .findOne();
    }

    /// A message's event was made in its own transaction, and ids begin with their time.
    private static Optional<ObjectNode> raw(Tx tx, LineId line, Recorded message) {
        return tx.query("""
            SELECT raw FROM event
             WHERE tenant_id = :tenant AND id >= :from AND id < :until AND message_id = :message
               AND raw IS NOT NULL
             ORDER BY id LIMIT 1
            """)
                .bind("tenant", line.tenant())
                .bind("from", IdSource.floor(message.at().minusSeconds(2).toEpochMilli()))
                .bind("until", IdSource.floor(message.at().plusSeconds(60).toEpochMilli()))
                .bind("message", message.id())
                .map((row, _) -> Json.read(row.getBytes("raw")))
                .findOne()
                .flatMap(raw -> raw instanceof ObjectNode object ? Optional.of(object) : Optional.empty());
    }

    /// Lets go of what nobody will ask for any more.
    public static int forget(Tx tx, Instant now) {
        return tx.update("DELETE FROM web_sent WHERE at < :before")
                .bind("before", Timestamp.from(now.minus(SENT_IS_KEPT)))
                .execute();
    }
}
