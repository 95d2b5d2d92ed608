package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.EventId;
import dev.palomar.model.id.ReplayId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.webhook.Endpoint;
import dev.palomar.webhook.EndpointDraft;
import dev.palomar.webhook.Replays;
import dev.palomar.webhook.RetrySchedule;
import dev.palomar.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where a tenant receives webhooks.
public final class EndpointRoutes implements Resource {

    private static final int LONGEST_URL = 2_048;
    private static final int MOST_TYPES = 50;
    private static final Duration KEEP_OLD = Duration.ofHours(24);

    private final Webhooks webhooks;
    private final Replays replays;
    private final Audit audit;

    public EndpointRoutes(Webhooks webhooks, Replays replays, Audit audit) {
        this.webhooks = webhooks;
        this.replays = replays;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.administrators(Scope.WEBHOOKS_READ);
        Access manage = Access.administrators(Scope.WEBHOOKS_MANAGE);
        String one = "/v1/webhook-endpoints/{id}";
        return List.of(
                Route.get("/v1/webhook-endpoints", read, this::list),
                Route.post("/v1/webhook-endpoints", manage, this::create).idempotent(),
                Route.get(one, read, this::get),
                Route.patch(one, manage, this::change),
                Route.delete(one, manage, this::delete),
                Route.post(one + "/rotate-secret", manage, this::rotate),
                Route.post(one + "/test", manage, this::test),
                Route.post(one + "/enable", manage, this::enable),
                Route.post(one + "/replay", manage, this::replay).idempotent(),
                Route.get(one + "/replays/{replayId}", read, this::getReplay));
    }

    private Answer list(Call call) {
        var query = call.parameters();
        query.limit();
        query.cursor();
        query.done();
        ArrayNode data = Json.array();
        webhooks.list(call.tenant()).forEach(endpoint -> data.add(json(call, endpoint)));
        return Answer.list(data, Optional.empty());
    }

    private Answer create(Call call) {
        Fields body = call.fields();
        String url = body.text("url", LONGEST_URL);
        List<String> types = body.values("eventTypes", MOST_TYPES, Optional::of, "an event type, message.* or *");
        Optional<List<DeviceId>> devices = body.optionalValues("deviceIds", 200, DeviceId::read, "a device id");
        Endpoint.Format format = body.optionalValue("format", EndpointRoutes::format, "palomar or cloud")
                .orElse(Endpoint.Format.PALOMAR);
        String description = body.optionalText("description", 300).orElse("");
        boolean strict = body.optionalFlag("strict").orElse(false);
        Optional<List<Duration>> schedule = schedule(body);
        body.done();
        Webhooks.Created created = webhooks.create(
                call.tenant(),
                new EndpointDraft(url, types, devices.map(LinkedHashSet::new), format, description, strict, schedule));
        audit(call, "endpoint.created", created.endpoint().id());
        ObjectNode json = json(call, created.endpoint());
        json.put("secret", created.secret().reveal());
        return Answer.created(json);
    }

    private Answer get(Call call) {
        return Answer.ok(json(call, webhooks.get(call.tenant(), id(call))));
    }

    private Answer change(Call call) {
        EndpointId id = id(call);
        Endpoint before = webhooks.get(call.tenant(), id);
        EndpointDraft draft = EndpointDraft.of(before);
        Fields body = call.fields();
        Optional<Set<DeviceId>> devices = body.has("deviceIds")
                ? body.optionalValues("deviceIds", 200, DeviceId::read, "a device id")
                        .map(LinkedHashSet::new)
                : draft.devices();
        Optional<List<Duration>> schedule = body.has("retryScheduleSeconds") ? schedule(body) : draft.schedule();
        EndpointDraft wanted = new EndpointDraft(
                body.optionalText("url", LONGEST_URL).orElse(draft.url()),
                body.optionalValues("eventTypes", MOST_TYPES, Optional::of, "an event type, message.* or *")
                        .orElse(draft.eventTypes()),
                devices,
                body.optionalValue("format", EndpointRoutes::format, "palomar or cloud")
                        .orElse(draft.format()),
                body.has("description") ? body.optionalText("description", 300).orElse("") : draft.description(),
                body.optionalFlag("strict").orElse(draft.strict()),
                schedule);
        Optional<String> state = body.optionalValue(
                "state", text -> Optional.of(text).filter("disabled"::equals), "disabled; enable is a call of its own");
        body.mustNotBeEmpty();
        body.done();
        Endpoint changed = webhooks.change(call.tenant(), id, wanted);
        if (state.isPresent()) {
            changed = webhooks.disable(call.tenant(), id);
        }
        audit(call, "endpoint.changed", id);
        return Answer.ok(json(call, changed));
    }

    private Answer delete(Call call) {
        EndpointId id = id(call);
        webhooks.delete(call.tenant(), id);
        audit(call, "endpoint.deleted", id);
        return Answer.none();
    }

    private Answer rotate(Call call) {
        EndpointId id = id(call);
        Fields body = call.fieldsIfAny();
        Duration keep = body.optionalInt("keepOldForSeconds", 0, 30 * 86_400)
                .map(Duration::ofSeconds)
                .orElse(KEEP_OLD);
        body.done();
        Webhooks.Rotated rotated = webhooks.rotateSecret(call.tenant(), id, keep);
        audit(call, "endpoint.secretRotated", id);
        return Answer.ok(Json.object()
                .put("secret", rotated.secret().reveal())
                .put("oldValidUntil", Times.text(rotated.oldValidUntil())));
    }

    private Answer test(Call call) {
        EventId event = webhooks.test(call.tenant(), id(call));
        return Answer.accepted(Json.object()
                .put("eventId", event.text())
                .put("deliveryId", new dev.palomar.model.id.DeliveryId(event, id(call)).toString()));
    }

    private Answer enable(Call call) {
        EndpointId id = id(call);
        Endpoint endpoint = webhooks.enable(call.tenant(), id);
        audit(call, "endpoint.enabled", id);
        return Answer.ok(json(call, endpoint));
    }

    private Answer replay(Call call) {
        EndpointId id = id(call);
        Fields body = call.fields();
        Optional<Instant> since = body.optionalTime("since");
        if (since.isEmpty() && !body.has("since")) {
            body.fault("since", "is required");
        }
        Optional<Instant> until = body.optionalTime("until");
        Optional<List<String>> types =
                body.optionalValues("types", MOST_TYPES, EndpointRoutes::pattern, "an event type, message.* or *");
        boolean failed = body.optionalValue(
                        "only", text -> Optional.of(text).filter(Set.of("failed", "all")::contains), "failed or all")
                .orElse("failed")
                .equals("failed");
        body.done();
        Replays.Replay replay =
                replays.begin(call.tenant(), id, new Replays.Wish(since.orElseThrow(), until, types, failed));
        audit(call, "endpoint.replayed", id);
        return Answer.accepted(json(replay));
    }

    private Answer getReplay(Call call) {
        ReplayId replay = call.id("replayId", ReplayId::read, "replay");
        return Answer.ok(json(replays.get(call.tenant(), id(call), replay)));
    }

    private static Optional<String> pattern(String text) {
        return text.matches("\\*|[a-z]+\\.(\\*|[a-z]+)") ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Endpoint.Format> format(String word) {
        return switch (word) {
            case "palomar" -> Optional.of(Endpoint.Format.PALOMAR);
            case "cloud" -> Optional.of(Endpoint.Format.CLOUD);
            default -> Optional.empty();
        };
    }

    private static Optional<List<Duration>> schedule(Fields body) {
        return body.raw("retryScheduleSeconds").map(node -> {
            boolean fits = node instanceof ArrayNode array && !array.isEmpty() && array.size() <= 20;
            if (fits) {
                for (JsonNode wait : node) {
                    fits &= wait.isInt() && wait.asInt() >= 1 && wait.asInt() <= 86_400;
                }
            }
            if (!fits) {
                body.fault("retryScheduleSeconds", "must be 1 to 20 whole numbers from 1 to 86400");
                return List.of();
            }
            return node.valueStream()
                    .map(wait -> Duration.ofSeconds(wait.asInt()))
                    .toList();
        });
    }

    private static EndpointId id(Call call) {
        return call.id("id", EndpointId::read, "webhook endpoint");
    }

    private void audit(Call call, String action, EndpointId endpoint) {
        audit.record(call.tenant(), call.author(), Deed.of(action, endpoint));
    }

    private ObjectNode json(Call call, Endpoint endpoint) {
        Endpoint.Health health = endpoint.health();
        ObjectNode json = Json.object();
        json.put("id", endpoint.id().text());
        json.put("url", endpoint.url().toString());
        ArrayNode types = json.putArray("eventTypes");
        endpoint.eventTypes().forEach(types::add);
        endpoint.devices()
                .ifPresentOrElse(
                        devices -> {
                            ArrayNode ids = json.putArray("deviceIds");
                            devices.forEach(device -> ids.add(device.text()));
                        },
                        () -> json.putNull("deviceIds"));
        json.put("format", endpoint.format() == Endpoint.Format.CLOUD ? "cloud" : "palomar");
        json.put("description", endpoint.description().isEmpty() ? null : endpoint.description());
        json.put("state", health.enabled() ? "enabled" : "disabled");
        json.put("stateReason", health.disabledWhy().orElse(null));
        json.put("strict", endpoint.strict());
        ArrayNode schedule = json.putArray("retryScheduleSeconds");
        endpoint.schedule().orElse(RetrySchedule.STANDARD.waits()).forEach(wait -> schedule.add(wait.toSeconds()));
        json.put(
                "oldSecretValidUntil",
                webhooks.oldSecretValidUntil(call.tenant(), endpoint.id())
                        .map(Times::text)
                        .orElse(null));
        Webhooks.Backlog backlog = webhooks.backlog(call.tenant(), endpoint.id());
        ObjectNode told = json.putObject("health");
        told.put(
                "status",
                health.failingSince().isPresent()
                        ? "failing"
                        : health.lastSuccessAt().isPresent() ? "healthy" : "unknown");
        told.put("failingSince", health.failingSince().map(Times::text).orElse(null));
        told.put("lastFailureAt", health.lastFailureAt().map(Times::text).orElse(null));
        told.put("lastError", health.lastError().orElse(null));
        told.put("lastSuccessAt", health.lastSuccessAt().map(Times::text).orElse(null));
        told.put("parked", backlog.parked());
        told.put("dead", backlog.dead());
        json.put("createdAt", Times.text(endpoint.createdAt()));
        return json;
    }

    private static ObjectNode json(Replays.Replay replay) {
        ObjectNode json = Json.object();
        json.put("id", replay.id().text());
        json.put("endpointId", replay.endpoint().text());
        json.put("state", replay.state());
        json.put("since", Times.text(replay.since()));
        json.put("until", Times.text(replay.until()));
        replay.types()
                .ifPresentOrElse(types -> types.forEach(json.putArray("types")::add), () -> json.putNull("types"));
        json.put("only", replay.onlyFailed() ? "failed" : "all");
        json.put("parked", replay.parked());
        json.put("createdAt", Times.text(replay.createdAt()));
        json.put("finishedAt", replay.finishedAt().map(Times::text).orElse(null));
        return json;
    }
}
