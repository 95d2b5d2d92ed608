package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Cursor;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.event.EventType;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeliveryId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.EventId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.webhook.Deliveries;
import dev.palomar.webhook.Delivery;
import dev.palomar.webhook.Replays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of each event at each endpoint.
public final class DeliveryRoutes implements Resource {

    /// As much of an answer as is read of it.
    private static final int MOST_OF_ANSWER = 16 << 10;

    private final Deliveries deliveries;
    private final Replays replays;
    private final Audit audit;

    public DeliveryRoutes(Deliveries deliveries, Replays replays, Audit audit) {
        this.deliveries = deliveries;
        this.replays = replays;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.administrators(Scope.WEBHOOKS_READ);
        return List.of(
                Route.get("/v1/deliveries", read, this::list),
                Route.get("/v1/deliveries/{id}", read, this::get),
                Route.get("/v1/deliveries/{id}/attempts", read, this::attempts),
                Route.post("/v1/deliveries/{id}/retry", Access.administrators(Scope.WEBHOOKS_MANAGE), this::retry));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Deliveries.Filter filter = new Deliveries.Filter(
                query.value("endpointId", EndpointId::read, "an endpoint id"),
                query.value("eventId", EventId::read, "an event id"),
                query.value("state", Delivery.State::read, "pending, delivered, parked, dead or canceled"),
                query.value("eventType", EventType::read, "an event type").map(EventType::word),
                query.time("since"),
                query.time("until"));
        Optional<DeliveryId> before = query.cursor(1).flatMap(parts -> DeliveryId.read(parts.getFirst()));
        int limit = query.limit();
        query.done();
        List<Delivery> found = deliveries.list(call.tenant(), filter, before, limit + 1);
        ArrayNode data = Json.array();
        found.stream().limit(limit).forEach(delivery -> data.add(json(delivery)));
        return Answer.list(
                data,
                found.size() > limit
                        ? Optional.of(Cursor.of(found.get(limit - 1).id().toString()))
                        : Optional.empty());
    }

    private Answer get(Call call) {
        return Answer.ok(json(deliveries.get(call.tenant(), id(call))));
    }

    private Answer attempts(Call call) {
        deliveries.get(call.tenant(), id(call));
        ArrayNode data = Json.array();
        deliveries.attempts(call.tenant(), id(call)).forEach(attempt -> data.add(json(attempt)));
        return Answer.list(data, Optional.empty());
    }

    private Answer retry(Call call) {
        DeliveryId id = id(call);
        deliveries.get(call.tenant(), id);
        replays.retry(call.tenant(), id);
        audit.record(
                call.tenant(),
                call.author(),
                Deed.to(
                        "endpoint",
                        id.endpoint(),
                        "delivery.retried",
                        Json.object().put("deliveryId", id.toString())));
        return Answer.accepted(json(deliveries.get(call.tenant(), id)));
    }

    private static DeliveryId id(Call call) {
        return call.id("id", DeliveryId::read, "delivery");
    }

    private static ObjectNode json(Delivery delivery) {
        ObjectNode json = Json.object();
        json.put("id", delivery.id().toString());
        json.put("eventId", delivery.id().event().text());
        json.put("eventType", delivery.eventType());
        json.put("endpointId", delivery.id().endpoint().text());
        json.put("deviceId", delivery.device().map(DeviceId::text).orElse(null));
        json.put(
                "conversationId",
                delivery.conversation().map(ConversationId::text).orElse(null));
        json.put("state", delivery.state().word());
        json.put("attempts", delivery.attempts());
        json.put("nextAttemptAt", delivery.nextAttemptAt().map(Times::text).orElse(null));
        json.put("lastAttemptAt", delivery.lastAttemptAt().map(Times::text).orElse(null));
        json.put("lastStatus", delivery.lastStatus().orElse(null));
        json.put("lastError", delivery.lastError().orElse(null));
        json.put("deliveredAt", delivery.deliveredAt().map(Times::text).orElse(null));
        json.put("createdAt", Times.text(delivery.createdAt()));
        return json;
    }

    private static ObjectNode json(Deliveries.AttemptView attempt) {
        ObjectNode json = Json.object();
        String delivery = attempt.delivery().toString();
        json.put("id", "att_" + delivery.substring(delivery.indexOf('_') + 1) + "_" + attempt.number());
        json.put("number", attempt.number());
        json.put("startedAt", Times.text(attempt.startedAt()));
        json.put("durationMs", attempt.durationMs());
        ObjectNode request = json.putObject("request");
        request.put("url", attempt.url());
        request.set("headers", Json.readObject(attempt.requestHeaders()));
        request.put("body", attempt.requestBody().map(Payload::text).orElse(null));
        attempt.status()
                .ifPresentOrElse(
                        status -> {
                            ObjectNode response = json.putObject("response");
                            response.put("status", status);
                            response.set(
                                    "headers",
                                    attempt.responseHeaders()
                                            .map(Json::readObject)
                                            .orElseGet(Json::object));
                            response.put("body", attempt.responseBody().text());
                            response.put("truncated", attempt.responseBody().size() >= MOST_OF_ANSWER);
                        },
                        () -> json.putNull("response"));
        json.put("error", attempt.error().orElse(null));
        json.put("outcome", attempt.outcome());
        return json;
    }
}
