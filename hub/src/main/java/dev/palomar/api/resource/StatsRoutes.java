package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Times;
import dev.palomar.statistics.Statistics;
import dev.palomar.tenant.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Figures for the overview.
public final class StatsRoutes implements Resource {

    private static final Duration LONGEST = Duration.ofDays(31);

    private final Statistics statistics;
    private final InstantSource clock;

    public StatsRoutes(Statistics statistics, InstantSource clock) {
        this.statistics = statistics;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/stats", Access.everyRole(Scope.STATS_READ), this::stats));
    }

    private Answer stats(Call call) {
        Parameters query = call.parameters();
        Instant until = query.time("until").orElseGet(clock::instant);
        Instant since = query.time("since").orElse(until.minus(Duration.ofHours(24)));
        query.done();
        if (!since.isBefore(until) || Duration.between(since, until).compareTo(LONGEST) > 0) {
            throw new Rejection.InvalidValue("since", "must be before until, and at most 31 days before");
        }
        Statistics.Standing standing = statistics.standing(call.tenant());
        ObjectNode json = Json.object();
        json.put("since", Times.text(since));
        json.put("until", Times.text(until));
        json.set("messages", messages(statistics.hours(call.tenant(), since, until), since, until));
        ObjectNode devices = json.putObject("devices");
        devices.put(
                "total",
                standing.devicesByState().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        ArrayNode states = devices.putArray("byState");
        standing.devicesByState()
                .forEach(
                        (state, count) -> states.addObject().put("state", state).put("count", count));
        json.set("deliveries", deliveries(statistics.deliveries(call.tenant(), since, until), standing));
        json.putObject("queue")
                .put("queued", standing.queued())
                .put("sending", standing.sending())
                .put("unknown", standing.unknown())
                .put("oldestQueuedAt", standing.oldestQueued().map(Times::text).orElse(null));
        return Answer.ok(json);
    }

    private static ObjectNode messages(List<Statistics.Hour> hours, Instant since, Instant until) {
        Map<Instant, Map<String, Long>> byHour = new HashMap<>();
        Map<String, Long> total = new HashMap<>();
        for (Statistics.Hour hour : hours) {
            byHour.put(hour.hour(), hour.counts());
            hour.counts().forEach((what, count) -> total.merge(what, count, Long::sum));
        }
        ObjectNode json = Json.object();
        json.put("inbound", total.getOrDefault("message.received", 0L));
        json.put("outbound", total.getOrDefault("message.queued", 0L));
        json.put("delivered", total.getOrDefault("message.delivered", 0L));
        json.put("read", total.getOrDefault("message.read", 0L));
        json.put("failed", total.getOrDefault("message.failed", 0L));
        ArrayNode list = json.putArray("byHour");
        Instant hour = since.truncatedTo(ChronoUnit.HOURS);
        for (; hour.isBefore(until); hour = hour.plus(1, ChronoUnit.HOURS)) {
            Map<String, Long> counts = byHour.getOrDefault(hour, Map.of());
            list.addObject()
                    .put("hour", Times.text(hour))
                    .put("inbound", counts.getOrDefault("message.received", 0L))
                    .put("outbound", counts.getOrDefault("message.queued", 0L))
                    .put("failed", counts.getOrDefault("message.failed", 0L));
        }
        return json;
    }

    private static ObjectNode deliveries(Statistics.Deliveries told, Statistics.Standing standing) {
        return Json.object()
                .put("attempts", told.attempts())
                .put("delivered", told.delivered())
                .put("failedAttempts", told.attempts() - told.delivered())
                .put("medianMs", told.medianMs().orElse(null))
                .put("p95Ms", told.p95Ms().orElse(null))
                .put("pending", standing.pending())
                .put("parked", standing.deliveriesByState().getOrDefault("parked", 0L))
                .put("dead", standing.deliveriesByState().getOrDefault("dead", 0L))
                .put("failingEndpoints", standing.endpointsFailing());
    }
}
