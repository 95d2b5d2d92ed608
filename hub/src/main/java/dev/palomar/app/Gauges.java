package dev.palomar.app;

import dev.palomar.database.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;

/// What Prometheus reads besides requests: how long the queues are, and how the process fares. Queues in the database
/// are
/// asked for when somebody reads.
final class Gauges {

    private Gauges() {}

    static void register(MeterRegistry meters, Database database, Api.Parts parts) {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        @SuppressWarnings("resource") // lives as long as the process
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(meters);
        gauge(meters, "palomar.intake.waiting", () -> parts.intake().length(), "Signals that wait for their commit");
        gauge(
                meters,
                "palomar.submit.waiting",
                () -> parts.outbox().length(),
                "Submissions that wait for their commit");
        gauge(
                meters,
                "palomar.sending.held",
                () -> parts.sending().held(),
                "Messages in memory, waiting for their turn");
        gauge(
                meters,
                "palomar.webhook.unnoted",
                () -> parts.courier().unnoted(),
                "Deliveries that wait to be written down");
        counted(meters, database, "palomar.outbox.queued", "SELECT count(*) FROM outbox WHERE status = 'queued'");
        counted(meters, database, "palomar.outbox.oldest.seconds", """
                SELECT coalesce(extract(epoch FROM now() - min(m.recorded_at)), 0)::bigint
                  FROM outbox o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
                 WHERE o.status = 'queued'
                """);
        counted(meters, database, "palomar.webhook.parked", "SELECT count(*) FROM parked WHERE state = 'parked'");
        counted(meters, database, "palomar.webhook.dead", "SELECT count(*) FROM parked WHERE state = 'dead'");
        for (String state : new String[] {"CONNECTING", "ONLINE", "OFFLINE", "PAUSED", "RESTRICTED", "ERROR"}) {
            Gauge.builder(
                            "palomar.devices",
                            () -> count(database, "SELECT count(*) FROM device WHERE state = '" + state + "'"))
                    .tag("state", state)
                    .register(meters);
        }
    }

    private static void gauge(
            MeterRegistry meters, String name, java.util.function.Supplier<Number> value, String what) {
        Gauge.builder(name, value).description(what).register(meters);
    }

    private static void counted(MeterRegistry meters, Database database, String name, String sql) {
        Gauge.builder(name, () -> count(database, sql)).register(meters);
    }

    /// NaN while the database is away: a figure that is not known must not look like a good one.
    private static Number count(Database database, String sql) {
        try {
            return database.worker(tx -> tx.query(sql).mapTo(Long.class).one());
        } catch (RuntimeException away) {
            return Double.NaN;
        }
    }
}
