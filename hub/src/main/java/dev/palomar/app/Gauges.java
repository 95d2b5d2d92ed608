package dev.palomar.app;

import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.model.event.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// What Prometheus reads besides requests: how long the queues are, and how the process fares. Queues in the database
/// are
/// asked for when somebody reads.
final class Gauges {

    private Gauges() {}

    static void register(MeterRegistry meters, Database database, Journal journal, Api.Parts parts) {
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
        counters(meters, journal, parts);
        Figures figures = new Figures(database);
        Figures.NAMES.forEach(name ->
                Gauge.builder("palomar." + name, () -> figures.get(name)).register(meters));
        for (String state : new String[] {"CONNECTING", "ONLINE", "OFFLINE", "PAUSED", "RESTRICTED", "ERROR"}) {
            Gauge.builder("palomar.devices", () -> figures.get("devices." + state))
                    .tag("state", state)
                    .register(meters);
        }
    }

    /// What happened, how long Meta took to answer, and what receivers said.
    private static void counters(MeterRegistry meters, Journal journal, Api.Parts parts) {
        Map<EventType, Counter> events = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            events.put(type, meters.counter("palomar.events", "type", type.word()));
        }
        journal.listen(entries -> entries.forEach(
                entry -> Objects.requireNonNull(events.get(entry.type())).increment()));
        parts.numbers()
                .observe((what, status, took) -> Timer.builder("palomar.whatsapp.calls")
                        .description("Calls to Meta")
                        .tag("what", what)
                        .tag("status", status)
                        .register(meters)
                        .record(took));
        parts.courier()
                .onOutcome((outcome, took) -> Timer.builder("palomar.webhook.attempts")
                        .description("Calls to receivers")
                        .tag("outcome", outcome)
                        .register(meters)
                        .record(took));
    }

    private static void gauge(
            MeterRegistry meters, String name, java.util.function.Supplier<Number> value, String what) {
        Gauge.builder(name, value).description(what).register(meters);
    }
}
