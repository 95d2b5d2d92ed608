package dev.palomar.api.report;

import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.statistics.Figures;
import dev.palomar.statistics.Span;
import dev.palomar.statistics.Standing;
import dev.palomar.statistics.Statistics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Figures as the API tells them.
final class FiguresJson {

    private FiguresJson() {}

    static ObjectNode of(Figures figures, Instant from, Instant to) {
        Span span = figures.span();
        ObjectNode json = Json.object();
        json.put("from", Times.text(from)).put("to", Times.text(to));
        json.put("since", Times.text(from)).put("until", Times.text(to));
        json.put("by", span.grain().word()).put("timeZone", span.zone().getId());
        json.set("messages", messages(figures));
        ArrayNode series = json.putArray("series");
        figures.series().forEach(point -> series.add(point(point)));
        ArrayNode devices = json.putArray("byDevice");
        figures.byDevice().forEach(device -> devices.add(device(device)));
        ObjectNode senders = json.putObject("bySender");
        List.of("person", "apiKey", "agent", "phone").forEach(kind -> senders.put(kind, figures.sender(kind)));
        json.put("agentShare", figures.agentShare().orElse(null));
        json.set("firstResponse", firstResponse(figures.firstResponse()));
        json.putObject("window")
                .put("free", figures.free())
                .put("templateInside", figures.templatesInside())
                .put("templateOutside", figures.templatesOutside());
        ArrayNode templates = json.putArray("templates");
        figures.templates()
                .forEach(template -> templates
                        .addObject()
                        .put("name", template.name())
                        .put("language", template.language())
                        .put("sent", template.sent()));
        standing(json, figures);
        return json;
    }

    private static ObjectNode messages(Figures figures) {
        Map<String, Long> sums = figures.sums();
        ObjectNode json = counted(Json.object(), sums).put("sent", Figures.sent(sums));
        ObjectNode outcomes = json.putObject("outcomes");
        List.of("failed", "expired", "canceled", "unknown")
                .forEach(status -> outcomes.put(status, figures.outcome(status)));
        ArrayNode byHour = json.putArray("byHour");
        if (figures.span().grain() == Span.Grain.HOUR) {
            figures.series()
                    .forEach(point -> byHour.addObject()
                            .put("hour", Times.text(point.at()))
                            .put("inbound", Figures.inbound(point.counts()))
                            .put("outbound", Figures.outbound(point.counts()))
                            .put("failed", Figures.failed(point.counts())));
        }
        return json;
    }

    private static ObjectNode counted(ObjectNode json, Map<String, Long> counts) {
        return json.put("inbound", Figures.inbound(counts))
                .put("outbound", Figures.outbound(counts))
                .put("delivered", Figures.delivered(counts))
                .put("read", Figures.read(counts))
                .put("failed", Figures.failed(counts));
    }

    private static ObjectNode point(Statistics.Point point) {
        ObjectNode json = Json.object()
                .put("at", Times.text(point.at()))
                .put("day", point.day().map(LocalDate::toString).orElse(null));
        return counted(json, point.counts()).put("sent", Figures.sent(point.counts()));
    }

    private static ObjectNode device(Statistics.OfDevice device) {
        ObjectNode json = Json.object().put("deviceId", device.id().text()).put("name", device.name());
        return counted(json, device.counts());
    }

    private static ObjectNode firstResponse(Figures.FirstResponse told) {
        return Json.object()
                .put("count", told.count())
                .put("averageSeconds", told.average().orElse(null))
                .put("medianSeconds", told.median().orElse(null))
                .put("p90Seconds", told.ninthTenth().orElse(null));
    }

    private static void standing(ObjectNode json, Figures figures) {
        Standing standing = figures.standing();
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
        Figures.Deliveries told = figures.deliveries();
        json.putObject("deliveries")
                .put("attempts", told.attempts())
                .put("delivered", told.delivered())
                .put("failedAttempts", told.attempts() - told.delivered())
                .put("medianMs", told.median().orElse(null))
                .put("p95Ms", told.p95().orElse(null))
                .put("pending", standing.pending())
                .put("parked", standing.parked())
                .put("dead", standing.dead())
                .put("failingEndpoints", standing.failingEndpoints());
        json.putObject("queue")
                .put("queued", standing.queued())
                .put("sending", standing.sending())
                .put("unknown", standing.unknown())
                .put("oldestQueuedAt", standing.oldestQueued().map(Times::text).orElse(null));
    }
}
