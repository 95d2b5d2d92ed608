package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.device.WebhookGate;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.transport.Inbound;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;

/// Meta's webhook. A 200 is said when everything of the body is on disk, and not before.
public final class MetaRoutes implements Resource {

    /// Meta sends up to 3 MB (Cloud API, webhooks); a little more is let through.
    private static final long MOST_BYTES = 4 << 20;

    private final WebhookGate gate;
    private final Inbound inbound;
    private final MetaLog log;
    private final Counter accepted;
    private final Counter refused;
    private final Counter unknown;
    private final Counter foreign;
    private final Counter stopped;

    public MetaRoutes(WebhookGate gate, Inbound inbound, MetaLog log, MeterRegistry meters) {
        this.gate = gate;
        this.inbound = inbound;
        this.log = log;
        this.accepted = meters.counter("palomar.inbound.updates", "result", "accepted");
        this.refused = meters.counter("palomar.inbound.bodies", "result", "refused");
        this.unknown = meters.counter("palomar.inbound.updates", "result", "unknownNumber");
        this.foreign = meters.counter("palomar.inbound.updates", "result", "foreignApp");
        this.stopped = meters.counter("palomar.inbound.updates", "result", "disconnected");
    }

    @Override
    public List<Route> routes() {
        Access open = Access.everybody();
        Access asking = Access.strangers();
        return List.of(
                Route.get("/v1/webhooks/whatsapp", asking, call -> verify(call, false)),
                Route.post("/v1/webhooks/whatsapp", open, call -> receive(call, false))
                        .upTo(MOST_BYTES),
                Route.get("/webhooks/meta/whatsapp", asking, call -> verify(call, false)),
                Route.post("/webhooks/meta/whatsapp", open, call -> receive(call, false))
                        .upTo(MOST_BYTES),
                Route.get("/webhooks/meta/whatsapp/{deviceId}", asking, call -> verify(call, true)),
                Route.post("/webhooks/meta/whatsapp/{deviceId}", open, call -> receive(call, true))
                        .upTo(MOST_BYTES));
    }

    private Answer verify(Call call, boolean named) {
        var query = call.parameters();
        String mode = query.text("hub.mode", 100).orElse("");
        String token = query.text("hub.verify_token", 1_000).orElse("");
        String challenge = query.text("hub.challenge", 1_000).orElse("");
        return gate.handshake(device(call, named), mode, token, challenge)
                .map(said -> Answer.of(200, "text/plain; charset=utf-8", Payload.of(said)))
                .orElseThrow(() -> new Rejection.Forbidden("The verify token is not the one that is set here."));
    }

    private Answer receive(Call call, boolean named) {
        MetaLog.Note note = log.begin(call, device(call, named));
        WebhookGate.Passage passage =
                gate.open(device(call, named), call.body().bytes(), call.header("X-Hub-Signature-256"));
        return switch (passage) {
            case WebhookGate.Passage.Shut(String why) -> {
                refused.increment();
                note.refused(why);
                throw new Rejection.Unauthenticated("bad-signature", "The signature does not fit: " + why + ".");
            }
            case WebhookGate.Passage.Early(String why) -> {
                note.early(why);
                throw new Rejection.Unavailable("Nothing was taken: " + why + ". Deliver it again.");
            }
            case WebhookGate.Passage.Open(var arrivals, var tally) -> {
                inbound.accept(arrivals);
                accepted.increment(arrivals.size());
                unknown.increment(tally.unknown());
                foreign.increment(tally.foreign());
                stopped.increment(tally.stopped());
                note.taken(arrivals, tally);
                yield Answer.ok(Json.object().put("success", true));
            }
        };
    }

    /// What is no device id says nothing about where to look for a secret, and that is all that it could do.
    private static Optional<DeviceId> device(Call call, boolean named) {
        return named ? DeviceId.read(call.path("deviceId")) : Optional.empty();
    }
}
