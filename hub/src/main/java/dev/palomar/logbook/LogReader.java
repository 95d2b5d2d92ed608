package dev.palomar.logbook;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.LogId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Reads the log of a tenant's calls to and from WhatsApp.
public final class LogReader {

    /// Which lines are wanted. Empty means all.
    ///
    /// @param devices  those the caller may see
    public record Filter(
            Optional<Boolean> inbound,
            Optional<String> channel,
            Optional<String> result,
            Optional<DeviceId> device,
            Optional<MessageId> message,
            Optional<String> requestId,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<Set<DeviceId>> devices) {}

    private final Database database;

    public LogReader(Database database) {
        this.database = database;
    }

    /// Newest first. Ids begin with the time, so `since` and `until` are ranges of ids and touch only their days.
    public Page<LogEntry> list(TenantId tenant, Filter filter, Optional<UUID> before, int limit) {
        List<LogEntry> lines = database.tenant(
                tenant,
                tx -> tx.query("""
                SELECT *, NULL AS request, NULL AS response FROM (
                SELECT tenant_id, id, at, inbound, channel, what, method, url, status, result, error, count, device_id,
                       message_id, request_id, duration_ms
                  FROM integration_log
                 WHERE tenant_id = :tenant
                   AND (:before::uuid IS NULL OR id < :before::uuid)
                   AND (:since::uuid IS NULL OR id >= :since::uuid)
                   AND (:until::uuid IS NULL OR id < :until::uuid)
                   AND (:inbound::boolean IS NULL OR inbound = :inbound::boolean)
                   AND (:channel::text IS NULL OR channel = :channel)
                   AND (:result::text IS NULL OR result = :result)
                   AND (:device::uuid IS NULL OR device_id = :device::uuid)
                   AND (:message::uuid IS NULL OR message_id = :message::uuid)
                   AND (:request::text IS NULL OR request_id = :request)
                   AND (:devices::uuid[] IS NULL OR device_id = ANY (:devices::uuid[]))
                 ORDER BY id DESC
                 LIMIT :limit) l
                """)
                        .bind("tenant", tenant)
                        .bind("before", before.orElse(null))
                        .bind("since", filter.since().map(LogReader::first).orElse(null))
                        .bind("until", filter.until().map(LogReader::first).orElse(null))
                        .bind("inbound", filter.inbound().orElse(null))
                        .bind("channel", filter.channel().orElse(null))
                        .bind("result", filter.result().orElse(null))
                        .bind("device", filter.device().map(DeviceId::value).orElse(null))
                        .bind("message", filter.message().map(MessageId::value).orElse(null))
                        .bind("request", filter.requestId().orElse(null))
                        .bind("devices", filter.devices().map(LogReader::uuids).orElse(null))
                        .bind("limit", limit + 1)
                        .map((row, _) -> read(row))
                        .list());
        return Page.of(lines, limit, LogEntry::id);
    }

    /// Throws [Rejection.NotFound] when there is no such line, or it is about another device than `devices`.
    public LogEntry get(TenantId tenant, LogId id, Optional<Set<DeviceId>> devices) {
        return database.tenant(
                        tenant,
                        tx -> tx.query("""
                SELECT * FROM integration_log
                 WHERE tenant_id = :tenant AND id = :id
                   AND (:devices::uuid[] IS NULL OR device_id = ANY (:devices::uuid[]))
                """)
                                .bind("tenant", tenant)
                                .bind("id", id)
                                .bind("devices", devices.map(LogReader::uuids).orElse(null))
                                .map((row, _) -> read(row))
                                .findOne())
                .orElseThrow(() -> new Rejection.NotFound("log line"));
    }

    private static UUID first(Instant at) {
        return IdSource.floor(at.toEpochMilli());
    }

    private static UUID[] uuids(Set<DeviceId> devices) {
        return devices.stream().map(DeviceId::value).toArray(UUID[]::new);
    }

    private static LogEntry read(ResultSet row) throws SQLException {
        return new LogEntry(
                new LogId(Rows.uuid(row, "id")),
                Rows.instant(row, "at"),
                row.getBoolean("inbound"),
                row.getString("channel"),
                row.getString("what"),
                Rows.maybeText(row, "method"),
                Rows.maybeText(row, "url"),
                Rows.maybeInt(row, "status"),
                row.getString("result"),
                Rows.maybeText(row, "error"),
                row.getInt("count"),
                Rows.id(row, "device_id", DeviceId::new),
                Rows.id(row, "message_id", MessageId::new),
                Rows.maybeText(row, "request_id"),
                row.getInt("duration_ms"),
                Rows.maybeText(row, "request"),
                Rows.maybeText(row, "response"));
    }
}
