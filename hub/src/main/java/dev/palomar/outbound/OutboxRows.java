package dev.palomar.outbound;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// The `outbox` table: one row a message of ours.
final class OutboxRows {

    /// A message about to be queued.
    ///
    /// @param name  what WhatsApp will call it, where that is known before it is sent
    /// @param start  that it may go at once
    record Row(
            Due due,
            Optional<WireId> name,
            Optional<String> clientReference,
            Optional<MessageId> retryOf,
            Optional<Departures.HeadStart> start) {

        String history(boolean begun) {
            String queued = Ledger.step(MessageStatus.QUEUED, due.dueAt());
            return "[" + queued + (begun ? "," + Ledger.step(MessageStatus.SENDING, due.dueAt()) : "") + "]";
        }
    }

    private OutboxRows() {}

    /// Those that are being sent from now on, by `node`. Their numbers' slots are not taken over before the
    /// transaction ends. The slots of their conversations are locked.
    static Supplier<Set<MessageId>> insert(Tx tx, List<Row> rows, UUID node) {
        List<Integer> slots = rows.stream()
                .flatMap(row -> row.start().stream())
                .map(start -> start.due().deviceSlot())
                .toList();
        if (!slots.isEmpty()) {
            var _ = Ledger.hold(tx, node, slots);
        }
        return tx.ask(
                """
                INSERT INTO outbox (tenant_id, message_id, device_id, conversation_id, slot, recipient, status, attempts,
                                    due_at, expires_at, history, client_reference, retry_of, wire_id)
                SELECT u.tenant_id, u.message_id, u.device_id, u.conversation_id, u.slot, u.recipient,
                       CASE WHEN g.begun THEN 'sending' ELSE 'queued' END, CASE WHEN g.begun THEN 1 ELSE 0 END,
                       u.due_at, u.expires_at, CASE WHEN g.begun THEN u.begun ELSE u.history END,
                       u.client_reference, u.retry_of, u.wire_id
                  FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::smallint[], ?::text[], ?::timestamptz[],
                              ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::smallint[],
                              ?::bigint[])
                       AS u (tenant_id, message_id, device_id, conversation_id, slot, recipient, due_at, expires_at,
                             history, begun, client_reference, retry_of, wire_id, device_slot, epoch)
                  LEFT JOIN LATERAL (
                       SELECT true AS begun FROM slot_lease l, device d
                        WHERE l.slot = u.device_slot AND l.owner = ? AND l.epoch = u.epoch
                          AND d.tenant_id = u.tenant_id AND d.id = u.device_id
                """ + Ledger.MAY_SEND + """
                          AND (SELECT count(*) FROM (
                                  SELECT FROM outbox p
                                   WHERE p.device_id = u.device_id AND p.conversation_id = u.conversation_id
                                     AND p.status IN ('queued', 'sending') LIMIT 1) w) = 0
                        LIMIT 1) g ON true
                RETURNING message_id, status = 'sending' AS begun
                """,
                columns -> columns.add("uuid", rows, row -> row.due().tenant().value())
                        .add("uuid", rows, row -> row.due().message().value())
                        .add("uuid", rows, row -> row.due().device().value())
                        .add("uuid", rows, row -> row.due().conversation().value())
                        .add("int2", rows, row -> row.due().slot())
                        .add("text", rows, row -> row.due().to().text())
                        .add("timestamptz", rows, row -> row.due().dueAt())
                        .add("timestamptz", rows, row -> row.due().expiresAt())
                        .add("text", rows, row -> row.history(false))
                        .add("text", rows, row -> row.history(true))
                        .add("text", rows, row -> row.clientReference().orElse(null))
                        .add(
                                "uuid",
                                rows,
                                row -> row.retryOf().map(MessageId::value).orElse(null))
                        .add("text", rows, row -> row.name().map(WireId::value).orElse(null))
                        .add("int2", rows, row -> row.due().deviceSlot())
                        .add(
                                "int8",
                                rows,
                                row -> row.start()
                                        .map(Departures.HeadStart::epoch)
                                        .orElse(null))
                        .all(node),
                written -> {
                    Set<MessageId> begun = new HashSet<>();
                    while (written.next()) {
                        if (written.getBoolean("begun")) {
                            begun.add(new MessageId(Rows.uuid(written, "message_id")));
                        }
                    }
                    return begun;
                });
    }

    /// Those of `batch` that were submitted before.
    static Supplier<Map<MessageId, Submitted>> known(Tx tx, List<Wanted> batch) {
        return tx.ask(
                """
                SELECT o.message_id, o.status, o.device_id, o.conversation_id, m.recorded_at, o.client_reference,
                       o.retry_of
                  FROM unnest(?::uuid[], ?::uuid[]) AS u (tenant_id, message_id)
                  JOIN outbox o ON o.tenant_id = u.tenant_id AND o.message_id = u.message_id
                  JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
                """,
                columns -> columns.add("uuid", batch, wanted -> wanted.tenant().value())
                        .add("uuid", batch, wanted -> wanted.id().value()),
                rows -> {
                    Map<MessageId, Submitted> known = new HashMap<>();
                    while (rows.next()) {
                        MessageId id = new MessageId(Rows.uuid(rows, "message_id"));
                        known.put(
                                id,
                                new Submitted(
                                        id,
                                        MessageStatus.read(rows.getString("status"))
                                                .orElseThrow(),
                                        new DeviceId(Rows.uuid(rows, "device_id")),
                                        new ConversationId(Rows.uuid(rows, "conversation_id")),
                                        Rows.instant(rows, "recorded_at"),
                                        Rows.maybeText(rows, "client_reference"),
                                        Rows.id(rows, "retry_of", MessageId::new)));
                    }
                    return known;
                });
    }
}
