package dev.palomar.statistics;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
            long queued,
            java.util.Optional<Instant> oldestQueued) {}

    private final Database database;

    public Statistics(Database database) {
        this.database = database;
    }

    /// The hours since `since` in which anything happened, oldest first.
    public List<Hour> hours(TenantId tenant, Instant since) {
        Map<Instant, Map<String, Long>> hours = new TreeMap<>();
        database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT hour, what, sum(count) AS count FROM stat_hour
                         WHERE tenant_id = :tenant AND hour >= :since
                         GROUP BY hour, what
                        """)
                        .bind("tenant", tenant)
                        .bind("since", since)
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
            record Queue(long queued, java.util.Optional<Instant> oldest) {}
            Queue queue = tx.query("""
                    SELECT count(*) AS queued, min(m.recorded_at) AS oldest
                      FROM outbox o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
                     WHERE o.tenant_id = :tenant AND o.status IN ('queued', 'sending')
                    """)
                    .bind("tenant", tenant)
                    .map((row, _) -> new Queue(row.getLong("queued"), Rows.maybeInstant(row, "oldest")))
                    .one();
            return new Standing(
                    devices,
                    endpoints.enabled(),
                    endpoints.disabled(),
                    endpoints.failing(),
                    deliveries,
                    queue.queued(),
                    queue.oldest());
        });
    }
}
