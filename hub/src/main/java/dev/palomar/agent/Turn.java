package dev.palomar.agent;

import dev.palomar.database.Rows;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.RunId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An answer that a conversation is owed.
///
/// @param version   grows with every message that comes
/// @param messages  those that are to be answered
/// @param failures  how often in a row the model did not answer
/// @param restarts  how many answers were thrown away because more came meanwhile
public record Turn(
        TenantId tenant,
        ConversationId conversation,
        DeviceId device,
        int slot,
        RunId run,
        int version,
        List<UUID> messages,
        int failures,
        int restarts,
        Instant openedAt,
        Instant dueAt) {

    static Turn read(ResultSet row) throws SQLException {
        return new Turn(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new ConversationId(Rows.uuid(row, "conversation_id")),
                new DeviceId(Rows.uuid(row, "device_id")),
                row.getInt("slot"),
                new RunId(Rows.uuid(row, "run_id")),
                row.getInt("version"),
                Rows.maybeUuids(row, "message_ids").orElse(List.of()),
                row.getInt("attempts"),
                row.getInt("restarts"),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "due_at"));
    }
}
