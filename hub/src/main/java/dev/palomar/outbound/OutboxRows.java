package dev.palomar.outbound;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The `outbox` table: one row a message of ours.
final class OutboxRows {

    /// A message about to be queued.
    ///
    /// @param name  what WhatsApp will call it, where that is known before it is sent
    record Row(Due due, Optional<WireId> name, Optional<String> clientReference, Optional<MessageId> retryOf) {}

    private OutboxRows() {}

    static void insert(Tx tx, List<Row> rows) {
        tx.tell(
                """
                INSERT INTO outbox (tenant_id, message_id, device_id, conversation_id, slot, recipient, status, due_at,
                                    expires_at, history, client_reference, retry_of, wire_id)
                SELECT u.tenant_id, u.message_id, u.device_id, u.conversation_id, u.slot, u.recipient, 'queued', u.due_at,
                       u.expires_at, u.history, u.client_reference, u.retry_of, u.wire_id
                  FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::smallint[], ?::text[], ?::timestamptz[],
                              ?::timestamptz[], ?::text[], ?::text[], ?::uuid[], ?::text[])
                       AS u (tenant_id, message_id, device_id, conversation_id, slot, recipient, due_at, expires_at,
                             history, client_reference, retry_of, wire_id)
                """,
                columns -> columns.add("uuid", rows, row -> row.due().tenant().value())
                        .add("uuid", rows, row -> row.due().message().value())
                        .add("uuid", rows, row -> row.due().device().value())
                        .add("uuid", rows, row -> row.due().conversation().value())
                        .add("int2", rows, row -> row.due().slot())
                        .add("text", rows, row -> row.due().to().text())
                        .add("timestamptz", rows, row -> row.due().dueAt())
                        .add("timestamptz", rows, row -> row.due().expiresAt())
                        .add(
                                "text",
                                rows,
                                row -> "["
                                        + Ledger.step(
                                                MessageStatus.QUEUED, row.due().dueAt()) + "]")
                        .add("text", rows, row -> row.clientReference().orElse(null))
                        .add(
                                "uuid",
                                rows,
                                row -> row.retryOf().map(MessageId::value).orElse(null))
                        .add("text", rows, row -> row.name().map(WireId::value).orElse(null)));
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
