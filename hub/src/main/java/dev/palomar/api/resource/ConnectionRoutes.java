package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.auth.Caller;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.page.SignupCookie;
import dev.palomar.connection.Connection;
import dev.palomar.connection.Connections;
import dev.palomar.connection.Signup;
import dev.palomar.connection.Signups;
import dev.palomar.device.CloudStanding;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Secret;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.DeviceId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.transport.cloud.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The company's connection to the Cloud API: Embedded Signup, where it stands, and what is wrong with it.
public final class ConnectionRoutes implements Resource {

    private final Signups signups;
    private final Connections connections;
    private final SignupCookie cookie;
    private final Audit audit;

    public ConnectionRoutes(Signups signups, Connections connections, SignupCookie cookie, Audit audit) {
        this.signups = signups;
        this.connections = connections;
        this.cookie = cookie;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        Access manage = Access.administrators(Scope.DEVICES_MANAGE);
        return List.of(
                Route.post("/v1/whatsapp/embedded-signup/session", manage, this::begin),
                Route.get("/v1/whatsapp/connection", Access.everyRole(Scope.DEVICES_READ), this::get),
                Route.post("/v1/whatsapp/connection/check", manage, this::check),
                Route.post("/v1/whatsapp/connection/mend", manage, this::mend));
    }

    private Answer begin(Call call) {
        Fields body = call.fieldsIfAny();
        Optional<Boolean> wished = body.optionalFlag("shareable");
        body.done();
        // whoever calls with a key is a program: the browser that will open the link is another one
        boolean shared = wished.orElse(call.caller() instanceof Caller.Program);
        Signups.Begun begun = signups.begin(call.tenant(), shared, cookie.of(call));
        audit.record(
                call.tenant(),
                call.author(),
                Deed.of("connection.signupBegun", call.tenant(), Json.object().put("shareable", shared)));
        Answer answer = Answer.created(Json.object()
                .put("state", begun.state())
                .put("connect_url", begun.link().toString())
                .put("expires_in", Signups.GOOD_FOR.toSeconds()));
        return begun.browser().map(browser -> cookie.set(answer, browser)).orElse(answer);
    }

    private Answer get(Call call) {
        call.parameters().done();
        return Answer.ok(json(call, connections.get(call.tenant())));
    }

    private Answer check(Call call) {
        call.fieldsIfAny().done();
        return Answer.ok(json(call, connections.check(call.tenant())));
    }

    private Answer mend(Call call) {
        Fields body = call.fieldsIfAny();
        Optional<DeviceId> device = body.optionalValue("deviceId", DeviceId::read, "a device id (dev_…)");
        Optional<Secret> pin = body.optionalValue("pin", ConnectionRoutes::pin, "six digits");
        if (pin.isPresent() && device.isEmpty()) {
            body.fault("deviceId", "is required with a PIN: each number has its own");
        }
        body.done();
        device.ifPresent(call::mustBeAllowed);
        if (device.isEmpty() && call.caller().devices().isPresent()) {
            body.fault("deviceId", "is required: the key is limited to some devices");
            body.done();
        }
        Connections.Result result = connections.mend(call.tenant(), device, pin);
        ObjectNode json = json(call, result.connection());
        ArrayNode mended = json.putArray("mended");
        result.mended().forEach(one -> {
            mended.addObject()
                    .put("deviceId", one.device().text())
                    .put("code", one.code())
                    .put("ok", one.ok())
                    .put("detail", one.detail());
            audit.record(
                    call.tenant(),
                    call.author(),
                    Deed.of(
                            "device.mended",
                            one.device(),
                            Json.object().put("code", one.code()).put("ok", one.ok())));
        });
        return Answer.ok(json);
    }

    private static Optional<Secret> pin(String text) {
        return text.matches("[0-9]{6}") ? Optional.of(new Secret(text)) : Optional.empty();
    }

    private static ObjectNode json(Call call, Connection connection) {
        Optional<Set<DeviceId>> allowed = call.caller().devices();
        ObjectNode json = Json.object();
        json.put("state", connection.state().name());
        ArrayNode numbers = json.putArray("numbers");
        connection.numbers().stream()
                .filter(number -> allowed.map(devices -> devices.contains(number.device()))
                        .orElse(true))
                .forEach(number -> numbers.add(json(number)));
        json.set("signup", connection.signup().map(ConnectionRoutes::json).orElse(null));
        json.put("embeddedSignup", connection.available());
        return json;
    }

    private static ObjectNode json(CloudStanding number) {
        ObjectNode json = Json.object();
        json.put("deviceId", number.device().text());
        json.put("name", number.name());
        json.put("phone", number.phone().map(PhoneNumber::e164).orElse(null));
        json.put("phoneNumberId", number.phoneNumberId());
        json.put("businessAccountId", number.businessAccountId().orElse(null));
        json.put("state", number.state().word());
        json.set("stateDetail", number.state().detail().orElse(null));
        json.put("tokenExpiresAt", number.tokenEnds().map(Times::text).orElse(null));
        json.put("checkedAt", number.checkedAt().map(Times::text).orElse(null));
        ArrayNode findings = json.putArray("findings");
        number.findings().forEach(finding -> findings.add(json(finding)));
        return json;
    }

    private static ObjectNode json(Finding finding) {
        return Json.object()
                .put("code", finding.code())
                .put("field", finding.field())
                .put("ok", finding.ok().orElse(null))
                .put("detail", finding.detail())
                .put("mendable", Connections.mendable(finding.code()));
    }

    private static ObjectNode json(Signup signup) {
        ObjectNode json = Json.object();
        json.put("id", signup.id().text());
        json.put("stage", signup.stage().word());
        json.put("problem", signup.problem().orElse(null));
        json.set("numbers", signup.outcome().json());
        json.put("startedAt", Times.text(signup.createdAt()));
        json.put("expiresAt", Times.text(signup.expiresAt()));
        json.put("finishedAt", signup.finishedAt().map(Times::text).orElse(null));
        return json;
    }
}
