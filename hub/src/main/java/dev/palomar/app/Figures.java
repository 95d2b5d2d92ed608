package dev.palomar.app;

import dev.palomar.database.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands in the database, for Prometheus: asked for in one transaction, and for a few seconds not
/// again. While the database is away every figure is NaN, because one that is not known must not look like
/// a good one.
final class Figures {

    /// Those that are asked for, with what they say.
    static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("outbox.queued", "Messages that wait to be sent"),
            Map.entry("outbox.oldest.seconds", "For how long the oldest of them has waited"),
            Map.entry("outbox.sending", "Messages that are being sent"),
            Map.entry("outbox.unknown", "Messages of which nobody knows whether they were sent"),
            Map.entry("webhook.parked", "Events that wait because a receiver is down"),
            Map.entry("webhook.dead", "Events that were given up"),
            Map.entry("webhook.oldest.seconds", "For how long the oldest parked event has waited"),
            Map.entry("webhook.behind", "Events that no webhook was looked for yet"),
            Map.entry("statistics.behind", "Events that are not counted yet"),
            Map.entry("alerts.open", "What needs somebody, of all companies and of the operator"),
            Map.entry("alerts.mail.waiting", "Alerts that a mail is to be sent about"));

    /// States of numbers, as they are counted for each transport.
    static final List<String> STATES = List.of(
            "CREATED",
            "CONNECTING",
            "QR",
            "CODE",
            "PASSKEY",
            "SYNCING",
            "ONLINE",
            "RECONNECTING",
            "OFFLINE",
            "LOGGED_OUT",
            "PAUSED",
            "RESTRICTED",
            "ERROR");

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
                    SELECT 'outbox.' || status AS name, count(*)::float8 AS value
                      FROM outbox WHERE status IN ('queued', 'sending') GROUP BY status
                    UNION ALL
                    SELECT 'outbox.unknown', count(*)::float8 FROM outbox WHERE status = 'unknown'
                    UNION ALL
                    SELECT 'outbox.oldest.seconds', coalesce(extract(epoch FROM now() - min(m.recorded_at)), 0)::float8
                      FROM outbox o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
                     WHERE o.status = 'queued'
                    UNION ALL
                    SELECT 'webhook.' || state, count(*)::float8 FROM parked GROUP BY state
                    UNION ALL
                    SELECT 'webhook.oldest.seconds',
                           coalesce(extract(epoch FROM now() - min(parked_at)), 0)::float8
                      FROM parked WHERE state = 'parked'
                    UNION ALL
                    SELECT CASE c.follower WHEN 'webhooks' THEN 'webhook' ELSE c.follower END || '.behind',
                           sum(greatest(0, h.next_seq - 1 - c.seq))::float8
                      FROM slot_cursor c JOIN slot_head h ON h.slot = c.slot GROUP BY c.follower
                    UNION ALL
                    SELECT 'alerts.open', count(*)::float8 FROM alert WHERE closed_at IS NULL
                    UNION ALL
                    SELECT 'alerts.mail.waiting', count(*)::float8 FROM alert WHERE mail_at IS NOT NULL
                    UNION ALL
                    SELECT 'devices.' || transport || '.' || state, count(*)::float8
                      FROM device GROUP BY transport, state
                    """)
                    .map((row, _) -> figures.merge(row.getString("name"), row.getDouble("value"), Double::sum))
                    .list());
            return Optional.of(figures);
        } catch (RuntimeException away) {
            return Optional.empty();
        }
    }
}
