package dev.palomar.api.report;

import dev.palomar.alert.Alert;
import dev.palomar.alert.AlertKind;
import dev.palomar.alert.Alerts;
import dev.palomar.alert.Platform;
import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.AlertId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// What needs somebody.
public final class AlertRoutes implements Resource {

    private final Alerts alerts;
    private final Audit audit;
    private final String operatorsLocale;

    public AlertRoutes(Alerts alerts, Audit audit, String operatorsLocale) {
        this.alerts = alerts;
        this.audit = audit;
        this.operatorsLocale = operatorsLocale;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/alerts", Access.everyRole(Scope.ALERTS_READ), call -> list(call, call.tenant())),
                Route.post(
                        "/v1/alerts/{id}/acknowledge",
                        Access.everyRole(Scope.ALERTS_MANAGE),
                        call -> acknowledge(call, call.tenant())),
                Route.get("/v1/platform/alerts", Access.platform(), call -> list(call, Platform.NOBODY)),
                Route.post(
                        "/v1/platform/alerts/{id}/acknowledge",
                        Access.platform(),
                        call -> acknowledge(call, Platform.NOBODY)));
    }

    private Answer list(Call call, TenantId tenant) {
        Parameters query = call.parameters();
        Alerts.Filter filter = new Alerts.Filter(
                query.value("state", AlertRoutes::open, "open or closed"),
                query.value("kind", AlertKind::read, "a kind of alert such as deviceOffline"),
                tenant.equals(Platform.NOBODY)
                        ? Optional.empty()
                        : query.value("deviceId", DeviceId::read, "a device id (dev_…)"),
                call.caller().devices());
        Optional<UUID> cursor = query.cursor();
        int limit = query.limit();
        query.done();
        String locale = locale(tenant);
        return Answer.page(alerts.list(tenant, filter, cursor, limit), alert -> json(alert, locale));
    }

    private Answer acknowledge(Call call, TenantId tenant) {
        AlertId id = call.id("id", AlertId::read, "alert");
        Author author = call.author();
        ObjectNode by = Json.object()
                .put("kind", author.kind().word())
                .put("id", author.id().orElse(""))
                .put("name", author.name().orElse(""));
        Alert alert = alerts.acknowledge(tenant, id, by, call.caller().devices());
        audit.record(tenant, author, Deed.of("alert.acknowledged", id));
        return Answer.ok(json(alert, locale(tenant)));
    }

    private String locale(TenantId tenant) {
        return tenant.equals(Platform.NOBODY) ? operatorsLocale : alerts.locale(tenant);
    }

    private static ObjectNode json(Alert alert, String locale) {
        ObjectNode json = Json.object()
                .put("id", alert.id().text())
                .put("kind", alert.kind().word())
                .put("severity", alert.severity().word())
                .put("state", alert.isOpen() ? "open" : "closed");
        json.set("subject", alert.subject().json());
        json.put("message", alert.message(locale));
        json.set("facts", alert.facts());
        json.put("openedAt", Times.text(alert.openedAt()))
                .put("closedAt", alert.closedAt().map(Times::text).orElse(null))
                .put("times", alert.times());
        json.set(
                "acknowledged",
                alert.acknowledgedAt()
                        .map(at -> acknowledged(alert, Times.text(at)))
                        .orElse(null));
        return json.put("mailedAt", alert.mailedAt().map(Times::text).orElse(null));
    }

    private static ObjectNode acknowledged(Alert alert, String at) {
        ObjectNode json = Json.object().put("at", at);
        json.set("by", alert.acknowledgedBy().orElseGet(Json::object));
        return json;
    }

    private static Optional<Boolean> open(String word) {
        return switch (word) {
            case "open" -> Optional.of(true);
            case "closed" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
