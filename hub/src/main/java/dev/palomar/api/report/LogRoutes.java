package dev.palomar.api.report;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.logbook.Line;
import dev.palomar.logbook.LogEntry;
import dev.palomar.logbook.LogReader;
import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.LogId;
import dev.palomar.model.id.MessageId;
import dev.palomar.tenant.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Calls to and from WhatsApp.
public final class LogRoutes implements Resource {

    private final LogReader logs;

    public LogRoutes(LogReader logs) {
        this.logs = logs;
    }

    @Override
    public List<Route> routes() {
        Access access = Access.administrators(Scope.LOGS_READ);
        return List.of(Route.get("/v1/logs", access, this::list), Route.get("/v1/logs/{id}", access, this::get));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Optional<DeviceId> device = query.value("deviceId", DeviceId::read, "a device id (dev_…)");
        LogReader.Filter filter = new LogReader.Filter(
                query.value("direction", LogRoutes::inbound, "inbound or outbound"),
                query.value("channel", LogRoutes::channel, "graph, webhook or web"),
                query.value("result", LogRoutes::result, "ok, refused or failed"),
                device,
                query.value("messageId", MessageId::read, "a message id (msg_…)"),
                query.text("requestId", 100),
                query.time("since"),
                query.time("until"),
                call.caller().devices());
        Optional<UUID> cursor = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(logs.list(call.tenant(), filter, cursor, limit), LogRoutes::json);
    }

    private Answer get(Call call) {
        LogId id = call.id("id", LogId::read, "log line");
        LogEntry entry = logs.get(call.tenant(), id, call.caller().devices());
        ObjectNode json = json(entry);
        json.set("request", entry.request().map(Json::read).orElse(null));
        json.set("response", entry.response().map(Json::read).orElse(null));
        return Answer.ok(json);
    }

    private static ObjectNode json(LogEntry entry) {
        return Json.object()
                .put("id", entry.id().text())
                .put("at", Times.text(entry.at()))
                .put("direction", entry.inbound() ? "inbound" : "outbound")
                .put("channel", entry.channel())
                .put("what", entry.what())
                .put("method", entry.method().orElse(null))
                .put("url", entry.url().orElse(null))
                .put("status", entry.status().orElse(null))
                .put("result", entry.result())
                .put("error", entry.error().orElse(null))
                .put("count", entry.count())
                .put("deviceId", entry.device().map(DeviceId::text).orElse(null))
                .put("messageId", entry.message().map(MessageId::text).orElse(null))
                .put("requestId", entry.requestId().orElse(null))
                .put("durationMs", entry.durationMs());
    }

    private static Optional<Boolean> inbound(String word) {
        return switch (word) {
            case "inbound" -> Optional.of(true);
            case "outbound" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<String> channel(String word) {
        return Optional.of(word)
                .filter(Arrays.stream(Line.Channel.values())
                        .map(Line.Channel::word)
                        .toList()::contains);
    }

    private static Optional<String> result(String word) {
        return Optional.of(word)
                .filter(Arrays.stream(Line.Result.values())
                        .map(Line.Result::word)
                        .toList()::contains);
    }
}
