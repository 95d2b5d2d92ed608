package dev.palomar.app;

import dev.palomar.api.http.Resource;
import dev.palomar.api.report.AuditRoutes;
import dev.palomar.api.report.LogRoutes;
import dev.palomar.cluster.Node;
import dev.palomar.database.Database;
import dev.palomar.journal.Entry;
import dev.palomar.journal.Journal;
import dev.palomar.logbook.Line;
import dev.palomar.logbook.LogReader;
import dev.palomar.logbook.Logbook;
import dev.palomar.logbook.Masking;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.event.EventType;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Targets;
import dev.palomar.transport.Errand;
import dev.palomar.transport.cloud.GraphClient;
import dev.palomar.transport.cloud.Spoken;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.EngineHost;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the hub notes about its own work for those who look after it: calls to and from WhatsApp, and
/// what is wrong.
final class Reporting implements AutoCloseable {

    /// Asked all the time, and of no interest afterwards.
    private static final Set<String> SMALL_TALK = Set.of("probe", "presence.set");

    private final Logbook logbook;
    private final LogReader logs;
    private final Targets targets;
    private final Alerting alerting;
    private final EngineHost engines;
    private final Path data;
    private final Hub.Sources sources;

    Reporting(
            Settings settings, Database database, Node node, Journal journal, EngineHost engines, Hub.Sources sources) {
        this.sources = sources;
        this.engines = engines;
        this.data = settings.data();
        this.logbook =
                new Logbook(database, new Masking(settings.report().logPhones()), sources.clock(), sources.ids());
        this.logs = new LogReader(database);
        this.targets = new Targets(database);
        this.alerting = new Alerting(settings, database, node, journal, sources);
    }

    /// Gauges of what only this knows of.
    void measure(MeterRegistry meters) {
        Gauges.reporting(meters, engines, logbook, data);
    }

    void start(GraphClient graph, Journal journal) {
        graph.listen(this::spoken);
        engines.listen(this::asked);
        journal.listen(entries -> entries.stream()
                .filter(entry -> entry.type() == EventType.DEVICE_STATE)
                .forEach(this::moved));
        logbook.start();
        alerting.start();
    }

    Logbook logbook() {
        return logbook;
    }

    List<Resource> resources(Audit audit) {
        List<Resource> resources = new ArrayList<>(List.of(new AuditRoutes(audit, targets), new LogRoutes(logs)));
        resources.addAll(alerting.resources(audit));
        return resources;
    }

    /// Calls that are nobody's, such as the platform's own about its app, are not noted.
    private void spoken(Spoken call) {
        Errand errand = Errand.now();
        Optional<TenantId> tenant = call.tenant().or(errand::tenant);
        if (tenant.isEmpty()) {
            return;
        }
        Optional<ObjectNode> answer = call.answer().flatMap(Reporting::object);
        Optional<ObjectNode> error = answer.flatMap(said -> Json.child(said, "error"));
        boolean answered = call.status() > 0 && call.broken().isEmpty();
        Line.Result result = !answered || call.status() >= 500
                ? Line.Result.FAILED
                : error.isPresent() || call.status() >= 300 ? Line.Result.REFUSED : Line.Result.OK;
        logbook.note(new Line(
                tenant,
                call.device().or(errand::device),
                errand.message(),
                errand.requestId(),
                sources.clock().instant(),
                Line.Direction.OUTBOUND,
                Line.Channel.GRAPH,
                call.what(),
                Optional.of(call.method()),
                Optional.of(call.url()),
                call.status() > 0 ? OptionalInt.of(call.status()) : OptionalInt.empty(),
                result,
                call.broken().or(() -> error.flatMap(one -> Json.string(one, "message"))),
                1,
                call.took(),
                said(call.request()),
                said(answer)));
    }

    private static Supplier<Optional<JsonNode>> said(Optional<ObjectNode> json) {
        return () -> json.map(JsonNode.class::cast);
    }

    private static Optional<ObjectNode> object(Payload body) {
        try {
            return body.size() > 0 && Json.read(body.bytes()) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private void asked(String session, String type, Answer answer, Duration took) {
        Optional<DeviceId> device = DeviceId.read(session);
        if (device.isEmpty() || SMALL_TALK.contains(type)) {
            return;
        }
        Errand errand = Errand.now();
        logbook.note(web(
                device.get(),
                type,
                Line.Direction.OUTBOUND,
                switch (answer) {
                    case Answer.Done _ -> Line.Result.OK;
                    case Answer.Failed _ -> Line.Result.REFUSED;
                    case Answer.Silent _ -> Line.Result.FAILED;
                },
                switch (answer) {
                    case Answer.Done _ -> Optional.empty();
                    case Answer.Failed(String code, String text) -> Optional.of(code + " " + text);
                    case Answer.Silent(String why) -> Optional.of(why);
                },
                errand,
                took,
                Line.NOTHING));
    }

    /// A line's new state is something that WhatsApp Web said. Cloud numbers have none of it in this log: what Meta was
    /// asked is there itself.
    private void moved(Entry entry) {
        entry.device()
                .ifPresent(device -> logbook.note(web(
                        device,
                        "state",
                        Line.Direction.INBOUND,
                        Line.Result.OK,
                        Optional.empty(),
                        Errand.of(entry.tenant()),
                        Duration.ZERO,
                        () -> object(entry.normalized()).map(JsonNode.class::cast))));
    }

    private Line web(
            DeviceId device,
            String what,
            Line.Direction direction,
            Line.Result result,
            Optional<String> error,
            Errand errand,
            Duration took,
            Supplier<Optional<JsonNode>> said) {
        Optional<MessageId> message = errand.message();
        return new Line(
                errand.tenant(),
                Optional.of(device),
                message,
                errand.requestId(),
                sources.clock().instant(),
                direction,
                Line.Channel.WEB,
                what,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                result,
                error,
                1,
                took,
                said,
                Line.NOTHING);
    }

    @Override
    public void close() {
        alerting.close();
        logbook.close();
    }
}
