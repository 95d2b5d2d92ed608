package dev.palomar.app;

import dev.palomar.database.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands in the database, for Prometheus: asked for in one transaction, and for a few seconds not again. While
/// the
/// database is away every figure is NaN, because one that is not known must not look like a good one.
final class Figures {

    static final List<String> NAMES =
            List.of("outbox.queued", "outbox.oldest.seconds", "webhook.parked", "webhook.dead");

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Database database;
    private Optional<Map<String, Double>> last = Optional.empty();
    private long askedAt = Long.MIN_VALUE;

    Figures(Database database) {
        this.database = database;
    }

    /// A figure that nobody has counted is 0.
    synchronized Double get(String name) {
        if (askedAt == Long.MIN_VALUE || System.nanoTime() - askedAt > KEPT.toNanos()) {
            last = ask();
            askedAt = System.nanoTime();
        }
        return last.map(figures -> figures.getOrDefault(name, 0.0)).orElse(Double.NaN);
    }

    private Optional<Map<String, Double>> ask() {
        Map<String, Double> figures = new HashMap<>();
        try {
            database.worker(tx -> tx.query("""
                    SELECT 'outbox.queued' AS name, count(*)::float8 AS value FROM outbox WHERE status = 'queued'
                    UNION ALL
                    SELECT 'outbox.oldest.seconds', coalesce(extract(epoch FROM now() - min(m.recorded_at)), 0)::float8
                      FROM outbox o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
                     WHERE o.status = 'queued'
                    UNION ALL
                    SELECT 'webhook.' || state, count(*)::float8 FROM parked GROUP BY state
                    UNION ALL
                    SELECT 'devices.' || state, count(*)::float8 FROM device GROUP BY state
                    """)
                    .map((row, _) -> figures.merge(row.getString("name"), row.getDouble("value"), Double::sum))
                    .list());
            return Optional.of(figures);
        } catch (RuntimeException away) {
            return Optional.empty();
        }
    }
}
