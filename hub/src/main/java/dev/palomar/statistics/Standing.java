package dev.palomar.statistics;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/// What stands where now. Of what waits at most [#MOST] are counted, so that looking is as quick on a bad day.
public record Standing(
        Map<String, Long> devicesByState,
        long failingEndpoints,
        long pending,
        long parked,
        long dead,
        long queued,
        long sending,
        long unknown,
        Optional<Instant> oldestQueued) {

    /// So many are counted of each.
    public static final int MOST = 50_000;

    private record Deliveries(long pending, long parked, long dead, long failing) {}

    private record Queue(long queued, long sending, long unknown, Optional<Instant> oldest) {}

    static Standing read(Tx tx, TenantId tenant, Optional<Set<DeviceId>> devices) {
        Map<String, Long> states = new TreeMap<>();
        limited(tx.query("""
                        SELECT state, count(*) AS count FROM device
                         WHERE tenant_id = :tenant AND (:devices::uuid[] IS NULL OR id = ANY (:devices))
                         GROUP BY state
                        """), tenant, devices)
                .map((row, _) -> states.put(row.getString("state"), row.getLong("count")))
                .list();
        Deliveries deliveries = deliveries(tx, tenant, devices);
        Queue queue = queue(tx, tenant, devices);
        return new Standing(
                states,
                deliveries.failing(),
                deliveries.pending(),
                deliveries.parked(),
                deliveries.dead(),
                queue.queued(),
                queue.sending(),
                queue.unknown(),
                queue.oldest());
    }

    /// What is parked belongs to endpoints: to those who may see some devices it is told as far as it is about these.
    private static Deliveries deliveries(Tx tx, TenantId tenant, Optional<Set<DeviceId>> devices) {
        return limited(tx.query("""
                        SELECT (SELECT count(*) FROM (
                                  SELECT FROM slot_cursor c
                                    JOIN slot_head h ON h.slot = c.slot AND h.next_seq - 1 > c.seq
                                    JOIN event e ON e.slot = c.slot AND e.seq > c.seq
                                   WHERE c.follower = 'webhooks' AND e.tenant_id = :tenant
                                     AND (:devices::uuid[] IS NULL OR e.device_id = ANY (:devices))
                                   LIMIT :most) w) AS pending,
                               (SELECT count(*) FROM (SELECT FROM parked p
                                   WHERE p.tenant_id = :tenant AND p.state = 'parked'
                                     AND (:devices::uuid[] IS NULL OR EXISTS (
                                          SELECT FROM event e WHERE e.tenant_id = p.tenant_id AND e.id = p.event_id
                                             AND e.device_id = ANY (:devices)))
                                   LIMIT :most) w) AS parked,
                               (SELECT count(*) FROM (SELECT FROM parked p
                                   WHERE p.tenant_id = :tenant AND p.state = 'dead'
                                     AND (:devices::uuid[] IS NULL OR EXISTS (
                                          SELECT FROM event e WHERE e.tenant_id = p.tenant_id AND e.id = p.event_id
                                             AND e.device_id = ANY (:devices)))
                                   LIMIT :most) w) AS dead,
                               (SELECT count(*) FROM endpoint
                                 WHERE tenant_id = :tenant AND state = 'enabled' AND failing_since IS NOT NULL
                                   AND (:devices::uuid[] IS NULL OR device_ids && :devices)) AS failing
                        """), tenant, devices)
                .bind("most", MOST)
                .map((row, _) -> new Deliveries(
                        row.getLong("pending"), row.getLong("parked"), row.getLong("dead"), row.getLong("failing")))
                .one();
    }

    /// Each status has its own look into the index of what is not settled: PostgreSQL uses it only where the statement
    /// names the status. Ids begin with the time, so the oldest message is the first of the index.
    private static Queue queue(Tx tx, TenantId tenant, Optional<Set<DeviceId>> devices) {
        return limited(tx.query("""
                        SELECT (SELECT count(*) FROM (SELECT FROM outbox
                                   WHERE tenant_id = :tenant AND status = 'queued'
                                     AND (:devices::uuid[] IS NULL OR device_id = ANY (:devices))
                                   LIMIT :most) w) AS queued,
                               (SELECT count(*) FROM (SELECT FROM outbox
                                   WHERE tenant_id = :tenant AND status = 'sending'
                                     AND (:devices::uuid[] IS NULL OR device_id = ANY (:devices))
                                   LIMIT :most) w) AS sending,
                               (SELECT count(*) FROM (SELECT FROM outbox
                                   WHERE tenant_id = :tenant AND status = 'unknown'
                                     AND (:devices::uuid[] IS NULL OR device_id = ANY (:devices))
                                   LIMIT :most) w) AS unknown,
                               (SELECT m.recorded_at
                                  FROM (SELECT message_id FROM outbox
                                         WHERE tenant_id = :tenant AND status = 'queued'
                                           AND (:devices::uuid[] IS NULL OR device_id = ANY (:devices))
                                         ORDER BY message_id LIMIT 1) o
                                  JOIN message m ON m.tenant_id = :tenant AND m.id = o.message_id) AS oldest
                        """), tenant, devices)
                .bind("most", MOST)
                .map((row, _) -> new Queue(
                        row.getLong("queued"),
                        row.getLong("sending"),
                        row.getLong("unknown"),
                        Rows.maybeInstant(row, "oldest")))
                .one();
    }

    private static Query limited(Query query, TenantId tenant, Optional<Set<DeviceId>> devices) {
        return query.bind("tenant", tenant)
                .bind(
                        "devices",
                        devices.map(some -> some.stream().map(DeviceId::value).toArray(UUID[]::new))
                                .orElse(null));
    }
}
