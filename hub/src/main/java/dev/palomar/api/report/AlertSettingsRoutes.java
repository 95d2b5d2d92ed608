package dev.palomar.api.report;

import dev.palomar.alert.AlertKind;
import dev.palomar.alert.AlertRules;
import dev.palomar.alert.AlertSettings;
import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.tenant.people.EmailAddress;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Who is told of what.
public final class AlertSettingsRoutes implements Resource {

    private static final int MOST_ADDRESSES = 20;
    private static final int A_DAY = 1_440;

    private final AlertSettings settings;
    private final Audit audit;
    private final boolean mailReady;

    /// `mailReady`: there is a mail server.
    public AlertSettingsRoutes(AlertSettings settings, Audit audit, boolean mailReady) {
        this.settings = settings;
        this.audit = audit;
        this.mailReady = mailReady;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/alert-settings", Access.administrators(Scope.ALERTS_READ), this::get),
                Route.put("/v1/alert-settings", Access.administrators(Scope.ALERTS_MANAGE), this::set));
    }

    private Answer get(Call call) {
        return Answer.ok(json(settings.get(call.tenant())));
    }

    private Answer set(Call call) {
        Fields body = call.fields();
        List<String> emails = body.optionalValues(
                        "emails", MOST_ADDRESSES, AlertSettingsRoutes::address, "an e-mail address")
                .orElse(settings.get(call.tenant()).emails());
        ObjectNode rules =
                body.optionalObject("rules").map(AlertSettingsRoutes::rules).orElseGet(Json::object);
        body.done();
        AlertSettings.Of now = settings.set(call.tenant(), emails, rules);
        audit.record(
                call.tenant(),
                call.author(),
                Deed.of("alertSettings.changed", call.tenant(), Json.object().put("addresses", emails.size())));
        return Answer.ok(json(now));
    }

    private static Optional<String> address(String text) {
        return EmailAddress.read(text).map(EmailAddress::value);
    }

    /// What differs from the start. Each kind takes what fits it.
    private static ObjectNode rules(Fields sent) {
        ObjectNode rules = Json.object();
        for (AlertKind kind : AlertKind.values()) {
            if (kind.isOfThePlatform()) {
                continue;
            }
            sent.optionalObject(kind.word()).ifPresent(rule -> {
                ObjectNode kept = rules.putObject(kind.word());
                rule.optionalFlag("enabled").ifPresent(enabled -> kept.put("enabled", enabled));
                if (AlertRules.STANDARD.afterMinutes().containsKey(kind)) {
                    rule.optionalInt("afterMinutes", 0, A_DAY).ifPresent(after -> kept.put("afterMinutes", after));
                }
                if (kind == AlertKind.QUOTA_NEAR) {
                    rule.optionalInt("percent", 1, 100).ifPresent(percent -> kept.put("percent", percent));
                }
                if (kind == AlertKind.TOKEN_DYING) {
                    rule.optionalInt("days", 1, 60).ifPresent(days -> kept.put("days", days));
                }
            });
        }
        return rules;
    }

    private ObjectNode json(AlertSettings.Of of) {
        ObjectNode json = Json.object();
        ArrayNode emails = json.putArray("emails");
        of.emails().forEach(emails::add);
        json.put("mailReady", mailReady);
        json.set("rules", of.rules().json());
        return json;
    }
}
