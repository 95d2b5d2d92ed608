package dev.palomar.app;

import dev.palomar.alert.Platform;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.logbook.Logbook;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.EventType;
import dev.palomar.transport.web.engine.EngineHost;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// What Prometheus reads besides requests: how long the queues are, and how the process fares. Queues in
/// the database are asked for when somebody reads.
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
        Figures.NAMES.forEach((name, what) -> Gauge.builder("palomar." + name, () -> figures.get(name))
                .description(what)
                .register(meters));
        for (TransportKind transport : TransportKind.values()) {
            for (String state : Figures.STATES) {
                Gauge.builder("palomar.devices", () -> figures.get("devices." + transport.name() + "." + state))
                        .description("Numbers by how they are connected and where they stand")
                        .tag("transport", transport.name())
                        .tag("state", state)
                        .register(meters);
            }
        }
    }

    /// The programs that hold lines to WhatsApp Web, and what is noted about calls.
    static void reporting(MeterRegistry meters, EngineHost engines, Logbook logbook, Path data) {
        gauge(meters, "palomar.engine.processes", () -> engines.health().processes(), "Programs for WhatsApp Web");
        gauge(meters, "palomar.engine.lines", () -> engines.health().lines(), "Lines that they hold");
        gauge(
                meters,
                "palomar.engine.lag.seconds",
                () -> engines.health().lagMillis() / 1_000.0,
                "How late the slowest of them is");
        gauge(meters, "palomar.engine.memory.bytes", () -> engines.health().rssBytes(), "Memory of all of them");
        FunctionCounter.builder("palomar.log.dropped", logbook, Logbook::dropped)
                .description("Calls that were not written into the log")
                .register(meters);
        Supplier<OptionalInt> disk = Platform.diskOf(data);
        gauge(
                meters,
                "palomar.disk.free.ratio",
                () -> {
                    OptionalInt percent = disk.get();
                    return percent.isPresent() ? percent.getAsInt() / 100.0 : Double.NaN;
                },
                "Free part of the disk that holds the data folder");
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

    private static void gauge(MeterRegistry meters, String name, Supplier<Number> value, String what) {
        Gauge.builder(name, value).description(what).register(meters);
    }
}
