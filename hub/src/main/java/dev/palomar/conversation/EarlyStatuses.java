package dev.palomar.conversation;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Statuses of messages whose sending we have not heard the end of: WhatsApp's receipt was faster than its answer.
/// They wait until the message has its name.
public final class EarlyStatuses {

    /// How long one may wait before it is clear that the message is none of ours.
    public static final Duration PATIENCE = Duration.ofDays(7);

    /// One that waits.
    public record Early(
            TenantId tenant,
            DeviceId device,
            WireId wireId,
            MessageStatus status,
            Instant at,
            Optional<SendError> error,
            Payload raw) {}

    private EarlyStatuses() {}

    public static void keep(Tx tx, List<Early> statuses, Instant now) {
        if (statuses.isEmpty()) {
            return;
        }
        List<Early> rows = statuses.stream()
                .sorted(Comparator.comparing((Early early) -> early.tenant().value())
                        .thenComparing(early -> early.device().value())
                        .thenComparing(early -> early.wireId().value())
                        .thenComparing(Early::status))
                .toList();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO early_status (tenant_id, device_id, wire_id, status, at, error, raw, arrived_at)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::bytea[],
                                     ?::timestamptz[])
                ON CONFLICT (tenant_id, device_id, wire_id, status) DO NOTHING
                """)) {
            new Columns(statement)
                    .add("uuid", rows, row -> row.tenant().value())
                    .add("uuid", rows, row -> row.device().value())
                    .add("text", rows, row -> row.wireId().value())
                    .add("text", rows, row -> row.status().word())
                    .add("timestamptz", rows, Early::at)
                    .add(
                            "text",
                            rows,
                            row -> row.error()
                                    .map(error -> Json.text(error.json()))
                                    .orElse(null))
                    .bytes(rows, row -> row.raw().bytes())
                    .add("timestamptz", rows, _ -> now);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot keep early statuses", failure);
        }
    }

    /// Takes those whose message has its name by now, in the order of their rank. To be applied in this transaction.
    public static List<StatusChange> take(Tx tx, int limit) {
        return tx.query("""
                WITH due AS (
                    SELECT e.tenant_id, e.device_id, e.wire_id, e.status, o.message_id, o.conversation_id, o.slot
                      FROM early_status e
                      JOIN outbox o ON o.tenant_id = e.tenant_id AND o.device_id = e.device_id
                                   AND o.wire_id = e.wire_id
                     LIMIT :limit
                )
                DELETE FROM early_status e USING due
                 WHERE e.tenant_id = due.tenant_id AND e.device_id = due.device_id AND e.wire_id = due.wire_id
                   AND e.status = due.status
                RETURNING e.tenant_id, e.status, e.at, e.error, e.raw, due.message_id, due.conversation_id, due.slot
                """).bind("limit", limit).map((row, _) -> change(row)).list().stream()
                .sorted(Comparator.comparingInt(
                        (StatusChange change) -> change.status().rank()))
                .toList();
    }

    /// As [#take], for messages that were named in this very transaction.
    public static Supplier<List<StatusChange>> take(Tx tx, List<Statuses.WireRef> named) {
        return tx.ask(
                """
                DELETE FROM early_status e
                 USING unnest(?::uuid[], ?::uuid[], ?::text[]) AS u (tenant_id, device_id, wire_id)
                  JOIN outbox o ON o.tenant_id = u.tenant_id AND o.device_id = u.device_id AND o.wire_id = u.wire_id
                 WHERE e.tenant_id = u.tenant_id AND e.device_id = u.device_id AND e.wire_id = u.wire_id
                RETURNING e.tenant_id, e.status, e.at, e.error, e.raw, o.message_id, o.conversation_id, o.slot
                """,
                columns -> columns.add("uuid", named, name -> name.tenant().value())
                        .add("uuid", named, name -> name.device().value())
                        .add("text", named, name -> name.wireId().value()),
                rows -> {
                    List<StatusChange> taken = new ArrayList<>();
                    while (rows.next()) {
                        taken.add(change(rows));
                    }
                    taken.sort(Comparator.comparingInt(
                            (StatusChange change) -> change.status().rank()));
                    return taken;
                });
    }

    /// Lets go of those that nobody will ask for.
    public static int forget(Tx tx, Instant now) {
        return tx.update("DELETE FROM early_status WHERE arrived_at < :before")
                .bind("before", now.minus(PATIENCE))
                .execute();
    }

    private static StatusChange change(ResultSet row) throws SQLException {
        return new StatusChange(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new MessageId(Rows.uuid(row, "message_id")),
                new ConversationId(Rows.uuid(row, "conversation_id")),
                row.getInt("slot"),
                MessageStatus.read(row.getString("status")).orElseThrow(),
                Rows.instant(row, "at"),
                SendError.read(row.getString("error")),
                Optional.empty(),
                Optional.ofNullable(row.getBytes("raw")).map(Payload::of));
    }
}
