package dev.palomar.outbound;

import dev.palomar.conversation.Recipient;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Pointers;
import dev.palomar.transport.SendOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What the table knows to be due. Slots are those of the numbers: the last byte of their ids.
final class Backlog {

    /// A number that may send and has something to send.
    record Sender(TenantId tenant, DeviceId device) {}

    /// How many messages of one conversation are read at once.
    static final int OF_ONE = 50;

    private static final String DUE = """
            SELECT o.tenant_id, o.device_id, d.transport, o.conversation_id, o.slot, o.message_id, o.recipient,
                   m.content, m.context, o.attempts, o.due_at, o.expires_at,
                   (SELECT v.window_until FROM conversation v
                     WHERE v.tenant_id = o.tenant_id AND v.id = o.conversation_id) AS window_until
            """;

    private final Database database;

    Backlog(Database database) {
        this.database = database;
    }

    List<Sender> senders(Collection<Integer> slots) {
        return database.worker(tx -> tx.query("""
                        SELECT d.tenant_id, d.id FROM device d
                         WHERE get_byte(uuid_send(d.id), 15) = ANY (:slots)
                           AND d.connected AND NOT d.paused
                           AND d.state NOT IN ('ERROR', 'OFFLINE', 'CREATED')
                           AND (d.state <> 'RESTRICTED' OR d.transport = 'WEB')
                           AND EXISTS (SELECT FROM outbox o
                                        WHERE o.device_id = d.id AND o.status IN ('queued', 'sending'))
                        """)
                .bindArray("slots", Integer.class, List.copyOf(slots))
                .map((row, _) ->
                        new Sender(new TenantId(Rows.uuid(row, "tenant_id")), new DeviceId(Rows.uuid(row, "id"))))
                .list());
    }

    /// What waits for nothing but its number's line is due now, where the number is online.
    void becomeDue(Collection<DeviceId> devices, Instant now) {
        database.worker(tx -> tx.update("""
                        UPDATE outbox SET due_at = :now
                         WHERE (tenant_id, message_id) IN (
                            SELECT o.tenant_id, o.message_id
                              FROM outbox o
                              JOIN device d ON d.tenant_id = o.tenant_id AND d.id = o.device_id AND d.state = 'ONLINE'
                              JOIN send_attempt a ON a.tenant_id = o.tenant_id AND a.message_id = o.message_id
                                                 AND a.number = o.attempts
                             WHERE o.device_id = ANY (:devices) AND o.status = 'queued' AND o.attempts > 0
                               AND o.due_at > :now AND starts_with(a.detail, :why)
                               FOR UPDATE OF o SKIP LOCKED)
                        """)
                .bindArray("devices", UUID.class, (Object[]) Tx.uuids(devices))
                .bind("now", Timestamp.from(now))
                .bind("why", SendOutcome.NOT_ONLINE)
                .execute());
    }

    /// Conversations of a number whose first waiting message has been due since `before`, at most `limit`, from the one
    /// after `after` on.
    List<ConversationId> lanes(Sender sender, UUID after, Instant before, int limit) {
        return database.worker(tx -> tx.query("""
            WITH RECURSIVE lane AS (
                (SELECT o.conversation_id, o.status, o.due_at FROM outbox o
                  WHERE o.device_id = :device AND o.status IN ('queued', 'sending')
                    AND o.conversation_id > :after
                  ORDER BY o.conversation_id, o.message_id LIMIT 1)
                UNION ALL
                SELECT n.conversation_id, n.status, n.due_at FROM lane l CROSS JOIN LATERAL (
                    SELECT o.conversation_id, o.status, o.due_at FROM outbox o
                     WHERE o.device_id = :device AND o.status IN ('queued', 'sending')
                       AND o.conversation_id > l.conversation_id
                     ORDER BY o.conversation_id, o.message_id LIMIT 1) n
            )
            SELECT conversation_id FROM lane WHERE status = 'queued' AND due_at <= :before LIMIT :limit
            """)
                .bind("device", sender.device())
                .bind("after", after)
                .bind("before", Timestamp.from(before))
                .bind("limit", limit)
                .map((row, _) -> new ConversationId(Rows.uuid(row, "conversation_id")))
                .list());
    }

    /// The waiting messages of these conversations, each conversation's in their order, [#OF_ONE] of each at most.
    List<Due> messages(Sender sender, Collection<ConversationId> conversations) {
        return database.worker(tx -> tx.query(DUE + """
              FROM unnest(:conversations) AS u (conversation_id)
             CROSS JOIN LATERAL (
                   SELECT * FROM outbox w
                    WHERE w.device_id = :device AND w.conversation_id = u.conversation_id
                      AND w.status = 'queued'
                    ORDER BY w.message_id LIMIT :each) o
              JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
              JOIN device d ON d.tenant_id = o.tenant_id AND d.id = o.device_id
             ORDER BY o.conversation_id, o.message_id
            """)
                .bindArray("conversations", UUID.class, (Object[]) Tx.uuids(conversations))
                .bind("device", sender.device())
                .bind("each", OF_ONE)
                .map((row, _) -> due(row))
                .list());
    }

    /// Messages that somebody was sending when the slot changed hands.
    List<Due> interrupted(Set<Integer> slots, int limit) {
        return database.worker(tx -> tx.query(DUE + """
              FROM device d
              JOIN outbox o ON o.device_id = d.id AND o.status = 'sending'
              JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
             WHERE get_byte(uuid_send(d.id), 15) = ANY (:slots)
             LIMIT :limit
            """)
                .bindArray("slots", Integer.class, List.copyOf(slots))
                .bind("limit", limit)
                .map((row, _) -> due(row))
                .list());
    }

    /// Messages that waited too long. None is older than its id, and none lives longer than `life`.
    List<Due> expired(Set<Integer> slots, Instant now, Duration life, int limit) {
        return database.worker(tx -> tx.query(DUE + """
              FROM device d
              JOIN outbox o ON o.device_id = d.id AND o.status = 'queued' AND o.message_id < :born
              JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
             WHERE get_byte(uuid_send(d.id), 15) = ANY (:slots) AND o.expires_at <= :now
             LIMIT :limit
            """)
                .bindArray("slots", Integer.class, List.copyOf(slots))
                .bind("now", Timestamp.from(now))
                .bind("born", IdSource.floor(now.minus(life).plusSeconds(60).toEpochMilli()))
                .bind("limit", limit)
                .map((row, _) -> due(row))
                .list());
    }

    /// Until when free text is or was allowed in the message's conversation, as it stands now.
    Optional<Instant> windowUntil(Due due) {
        return database.worker(tx -> tx.query("""
                        SELECT window_until FROM conversation WHERE tenant_id = :tenant AND id = :conversation
                        """)
                        .bind("tenant", due.tenant())
                        .bind("conversation", due.conversation())
                        .map((row, _) -> Rows.maybeInstant(row, "window_until"))
                        .findOne())
                .flatMap(until -> until);
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new DeviceId(Rows.uuid(row, "device_id")),
                TransportKind.read(row.getString("transport")).orElseThrow(),
                new ConversationId(Rows.uuid(row, "conversation_id")),
                row.getInt("slot"),
                new MessageId(Rows.uuid(row, "message_id")),
                Recipient.read(row.getString("recipient")),
                ContentJson.read(Json.readObject(row.getString("content"))),
                Pointers.read(Rows.maybeText(row, "context")),
                row.getInt("attempts"),
                Rows.instant(row, "due_at"),
                Rows.instant(row, "expires_at"),
                Rows.maybeInstant(row, "window_until"));
    }
}
