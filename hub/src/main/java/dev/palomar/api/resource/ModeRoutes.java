package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.device.SendingMode;
import dev.palomar.model.Json;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Which of a tenant's two ways to WhatsApp is preferred for sending.
public final class ModeRoutes implements Resource {

    private final SendingMode mode;
    private final Audit audit;

    public ModeRoutes(SendingMode mode, Audit audit) {
        this.mode = mode;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/whatsapp/mode",
                        Access.everyRole(Scope.DEVICES_READ),
                        call -> Answer.ok(json(call.tenant()))),
                Route.put("/v1/whatsapp/mode", Access.administrators(Scope.DEVICES_MANAGE), this::change));
    }

    private Answer change(Call call) {
        Fields body = call.fields();
        Supplier<TransportKind> wanted = body.value("mode", TransportKind::read, "WEB or CLOUD");
        body.done();
        mode.prefer(call.tenant(), wanted.get());
        audit.record(
                call.tenant(),
                call.author(),
                Deed.of(
                        "tenant.sendingModeChanged",
                        call.tenant(),
                        Json.object().put("mode", wanted.get().name())));
        return Answer.ok(json(call.tenant()));
    }

    private ObjectNode json(TenantId tenant) {
        ObjectNode json = Json.object();
        json.put("mode", mode.preferred(tenant).name());
        var available = json.putArray("available");
        mode.available(tenant).forEach(kind -> available.add(kind.name()));
        return json;
    }
}
