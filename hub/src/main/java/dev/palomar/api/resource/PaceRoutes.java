package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.device.Devices;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import dev.palomar.outbound.pace.Warmup;
import dev.palomar.tenant.Scope;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// How fast a number writes, and to how many new people.
public final class PaceRoutes implements Resource {

    private final Devices devices;
    private final Warmup warmup;

    public PaceRoutes(Devices devices, Warmup warmup) {
        this.devices = devices;
        this.warmup = warmup;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/devices/{id}/pace", Access.everyRole(Scope.DEVICES_READ), this::pace));
    }

    private Answer pace(Call call) {
        DeviceId id = call.id("id", DeviceId::read, "device");
        call.mustBeAllowed(id);
        call.parameters().done();
        if (devices.get(call.tenant(), id).transport() == TransportKind.CLOUD) {
            return Answer.ok(Json.object()
                    .putNull("pauseMilliseconds")
                    .putNull("newPeople")
                    .putNull("heldUntil"));
        }
        Warmup.Today today = warmup.today(call.tenant(), id).orElseThrow(() -> new Rejection.NotFound("device"));
        ObjectNode json = Json.object();
        json.put("pauseMilliseconds", warmup.pace().pause().toMillis());
        json.putObject("newPeople")
                .put("day", today.day())
                .put("limit", today.limit().orElse(null))
                .put("used", today.used())
                .put("resetsAt", Times.text(today.ends()));
        json.put("heldUntil", today.heldTo().map(Times::text).orElse(null));
        return Answer.ok(json);
    }
}
