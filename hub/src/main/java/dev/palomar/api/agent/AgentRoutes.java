package dev.palomar.api.agent;

import dev.palomar.agent.Agent;
import dev.palomar.agent.run.Runs;
import dev.palomar.agent.setup.Setup;
import dev.palomar.agent.setup.Setups;
import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// How the reply agent is set.
public final class AgentRoutes implements Resource {

    private static final int SHORTEST_KEY = 8;
    private static final int LONGEST_KEY = 500;

    private final Setups setups;
    private final Runs runs;
    private final Audit audit;
    private final InstantSource clock;

    public AgentRoutes(Agent agent, Audit audit, InstantSource clock) {
        this.setups = agent.setups();
        this.runs = agent.runs();
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.AGENT_READ);
        Access manage = Access.administrators(Scope.AGENT_MANAGE);
        String device = "/v1/agent/devices/{deviceId}";
        return List.of(
                Route.get("/v1/agent", read, call -> Answer.ok(json(call, setups.of(call.tenant())))),
                Route.put("/v1/agent", manage, this::change),
                Route.get(device, read, this::ofDevice),
                Route.put(device, manage, this::changeDevice),
                Route.delete(device, manage, this::resetDevice),
                Route.put("/v1/agent/key", manage, this::setKey),
                Route.delete("/v1/agent/key", manage, this::forgetKey),
                Route.get("/v1/agent/models", read, call -> {
                    call.parameters().done();
                    return Answer.ok(AgentAnswers.models(
                            setups.hub().prices(), setups.hub().model()));
                }));
    }

    private Answer change(Call call) {
        mustReachAll(call);
        ObjectNode patch = call.object();
        Fields body = Fields.of(patch);
        AgentForm.check(body);
        List<DeviceId> devices = AgentForm.devices(body);
        if (patch.path("enabled").isNull()) {
            body.fault("enabled", "must be true or false");
        }
        body.mustNotBeEmpty();
        body.done();
        for (int at = 0; at < devices.size(); at++) {
            mustBeTheirs(call, devices.get(at), "deviceIds[" + at + "]");
        }
        Setup setup = setups.change(call.tenant(), patch);
        audit(call, "agent.changed", changed(patch));
        return Answer.ok(json(call, setup));
    }

    private void mustBeTheirs(Call call, DeviceId device, String field) {
        try {
            setups.mustExist(call.tenant(), device);
        } catch (Rejection.NotFound unknown) {
            throw new Rejection.InvalidValue(field, "there is no such device");
        }
    }

    private Answer ofDevice(Call call) {
        DeviceId device = device(call);
        call.parameters().done();
        setups.mustExist(call.tenant(), device);
        return Answer.ok(AgentAnswers.ofDevice(setups.of(call.tenant()), device));
    }

    private Answer changeDevice(Call call) {
        DeviceId device = device(call);
        ObjectNode wishes = call.object();
        Fields body = Fields.of(wishes);
        AgentForm.check(body);
        body.done();
        Setup setup = setups.override(call.tenant(), device, wishes);
        audit(call, "agent.deviceChanged", changed(wishes).put("deviceId", device.text()));
        return Answer.ok(AgentAnswers.ofDevice(setup, device));
    }

    private Answer resetDevice(Call call) {
        DeviceId device = device(call);
        setups.reset(call.tenant(), device);
        audit(call, "agent.deviceReset", Json.object().put("deviceId", device.text()));
        return Answer.none();
    }

    private Answer setKey(Call call) {
        mustReachAll(call);
        Fields body = call.fields();
        String key = body.secret("key", LONGEST_KEY);
        if (!key.isEmpty() && (key.length() < SHORTEST_KEY || !key.matches("[\\x21-\\x7e]+"))) {
            body.fault("key", "must have at least " + SHORTEST_KEY + " characters, without blanks");
        }
        body.done();
        Setup setup = setups.setKey(call.tenant(), new Secret(key));
        audit(call, "agent.keySet", Json.object());
        return Answer.ok(AgentAnswers.key(setup));
    }

    private Answer forgetKey(Call call) {
        mustReachAll(call);
        setups.forgetKey(call.tenant());
        audit(call, "agent.keyRemoved", Json.object());
        return Answer.none();
    }

    private ObjectNode json(Call call, Setup setup) {
        Instant midnight = clock.instant()
                .atZone(setup.zone())
                .toLocalDate()
                .atStartOfDay(setup.zone())
                .toInstant();
        boolean refused = runs.isKeyRefused(call.tenant(), setup.updatedAt().orElse(Instant.EPOCH));
        Set<DeviceId> shown = new LinkedHashSet<>(setup.numbers().keySet());
        shown.addAll(setup.prompts().keySet());
        call.caller().devices().ifPresent(shown::retainAll);
        return AgentAnswers.agent(setup, runs.since(call.tenant(), midnight), refused, shown);
    }

    /// The number in the path, when the caller may reach it.
    static DeviceId device(Call call) {
        DeviceId device = call.id("deviceId", DeviceId::read, "device");
        call.mustBeAllowed(device);
        return device;
    }

    /// A key for single numbers does not decide for all.
    static void mustReachAll(Call call) {
        if (call.caller().devices().isPresent()) {
            throw new Rejection.Forbidden(
                    "This key is limited to some devices, and this is about all of the tenant's.");
        }
    }

    /// Names of fields alone: neither words nor secrets belong into the log.
    private static ObjectNode changed(ObjectNode patch) {
        ObjectNode detail = Json.object();
        var fields = detail.putArray("fields");
        patch.propertyNames().forEach(fields::add);
        return detail;
    }

    private void audit(Call call, String action, ObjectNode detail) {
        audit.record(call.tenant(), call.author(), Deed.of(action, call.tenant(), detail));
    }
}
