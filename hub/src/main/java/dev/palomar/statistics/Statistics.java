package dev.palomar.statistics;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Figures for the overview.
public final class Statistics {

    /// How often something happened in an hour, by event type.
    public record Hour(Instant hour, Map<String, Long> counts) {}

    /// What stands where now.
    public record Standing(
            Map<String, Long> devicesByState,
            long endpointsEnabled,
            long endpointsDisabled,
            long endpointsFailing,
            Map<String, Long> deliveriesByState,
            long pending,
            long queued,
            long sending,
            long unknown,
            Optional<Instant> oldestQueued) {}

    /// How webhooks went. The times are those of the latest 2,000 attempts.
    public record Deliveries(long attempts, long delivered, Optional<Integer> medianMs, Optional<Integer> p95Ms) {}

    private final Database database;

    public Statistics(Database database) {
        this.database = database;
    }

    /// The hours in which anything happened, oldest first.
    public List<Hour> hours(TenantId tenant, Instant since, Instant until) {
        Map<Instant, Map<String, Long>> hours = new TreeMap<>();
        database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT hour, what, sum(count) AS count FROM stat_hour
                         WHERE tenant_id = :tenant AND hour >= :since AND hour < :until
                         GROUP BY hour, what
                        """)
                        .bind("tenant", tenant)
                        .bind("since", since.truncatedTo(ChronoUnit.HOURS))
                        .bind("until", until)
                        .map((row, _) -> hours.computeIfAbsent(Rows.instant(row, "hour"), _ -> new TreeMap<>())
                                .put(row.getString("what"), row.getLong("count")))
                        .list());
        return hours.entrySet().stream()
                .map(hour -> new Hour(hour.getKey(), hour.getValue()))
                .toList();
    }

    public Standing standing(TenantId tenant) {
        return database.tenant(tenant, tx -> {
            Map<String, Long> devices = new TreeMap<>();
            tx.query("SELECT state, count(*) AS count FROM device WHERE tenant_id = :tenant GROUP BY state")
                    .bind("tenant", tenant)
                    .map((row, _) -> devices.put(row.getString("state"), row.getLong("count")))
                    .list();
            Map<String, Long> deliveries = new TreeMap<>();
            tx.query("SELECT state, count(*) AS count FROM parked WHERE tenant_id = :tenant GROUP BY state")
                    .bind("tenant", tenant)
                    .map((row, _) -> deliveries.put(row.getString("state"), row.getLong("count")))
                    .list();
            record Endpoints(long enabled, long disabled, long failing) {}
            Endpoints endpoints = tx.query("""
                    SELECT count(*) FILTER (WHERE state = 'enabled') AS enabled,
                           count(*) FILTER (WHERE state = 'disabled') AS disabled,
                           count(*) FILTER (WHERE state = 'enabled' AND failing_since IS NOT NULL) AS failing
                      FROM endpoint WHERE tenant_id = :tenant
                    """)
                    .bind("tenant", tenant)
                    .map((row, _) ->
                            new Endpoints(row.getLong("enabled"), row.getLong("disabled"), row.getLong("failing")))
                    .one();
            record Queue(long queued, long sending, long unknown, Optional<Instant> oldest) {}
            Queue queue = tx.query("""
                    SELECT count(*) FILTER (WHERE o.status = 'queued') AS queued,
                           count(*) FILTER (WHERE o.status = 'sending') AS sending,
                           count(*) FILTER (WHERE o.status = 'unknown') AS unknown,
                           min(m.recorded_at) FILTER (WHERE o.status = 'queued') AS oldest
                      FROM outbox o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
                     WHERE o.tenant_id = :tenant AND o.status IN ('queued', 'sending', 'unknown')
                    """)
                    .bind("tenant", tenant)
                    .map((row, _) -> new Queue(
                            row.getLong("queued"),
                            row.getLong("sending"),
                            row.getLong("unknown"),
                            Rows.maybeInstant(row, "oldest")))
                    .one();
            long pending =
                    tx.query("""
                    SELECT count(*) FROM slot_cursor c JOIN event e ON e.slot = c.slot AND e.seq > c.seq
                     WHERE c.follower = 'webhooks' AND e.tenant_id = :tenant
                    """).bind("tenant", tenant).mapTo(Long.class).one();
            return new Standing(
                    devices,
                    endpoints.enabled(),
                    endpoints.disabled(),
                    endpoints.failing(),
                    deliveries,
                    pending,
                    queue.queued(),
                    queue.sending(),
                    queue.unknown(),
                    queue.oldest());
        });
    }

    public Deliveries deliveries(TenantId tenant, Instant since, Instant until) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        WITH told AS (
                            SELECT count(*) AS attempts, count(*) FILTER (WHERE outcome = 'delivered') AS delivered
                              FROM attempt
                             WHERE tenant_id = :tenant AND started_at >= :since AND started_at < :until
                        ), latest AS (
                            SELECT duration_ms FROM attempt
                             WHERE tenant_id = :tenant AND started_at >= :since AND started_at < :until
                             ORDER BY event_id DESC
                             LIMIT 2000
                        )
                        SELECT told.attempts, told.delivered,
                               (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms) FROM latest) AS median,
                               (SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY duration_ms) FROM latest) AS p95
                          FROM told
                        """)
                        .bind("tenant", tenant)
                        .bind("since", since)
                        .bind("until", until)
                        .map((row, _) -> new Deliveries(
                                row.getLong("attempts"),
                                row.getLong("delivered"),
                                Rows.maybeInt(row, "median"),
                                Rows.maybeInt(row, "p95")))
                        .one());
    }
}
