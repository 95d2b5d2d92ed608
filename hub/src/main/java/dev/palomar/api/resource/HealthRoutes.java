package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether the hub lives, whether it can work, and its figures. Without credentials: for those who run it.
public final class HealthRoutes implements Resource {

    /// Something that must be so for the hub to work.
    ///
    /// @param name what was looked at, such as `database`
    /// @param advice what a person must do when it is not so
    public record Check(String name, BooleanSupplier ok, String advice) {}

    private final List<Check> checks;
    private final Supplier<String> figures;

    /// `figures` is the text that Prometheus reads.
    public HealthRoutes(List<Check> checks, Supplier<String> figures) {
        this.checks = List.copyOf(checks);
        this.figures = figures;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/healthz",
                        Access.everybody(),
                        _ -> Answer.ok(Json.object().put("status", "ok"))),
                Route.get("/readyz", Access.everybody(), this::ready),
                Route.get("/metrics", Access.everybody(), this::metrics));
    }

    private Answer ready(Call call) {
        boolean ready = true;
        ArrayNode told = Json.array();
        for (Check check : checks) {
            boolean ok = holds(check);
            ready &= ok;
            told.addObject().put("name", check.name()).put("ok", ok).put("detail", ok ? null : check.advice());
        }
        ObjectNode body = Json.object().put("status", ready ? "ready" : "notReady");
        body.set("checks", told);
        return Answer.json(ready ? 200 : 503, body);
    }

    private Answer metrics(Call call) {
        return Answer.of(200, "text/plain; version=0.0.4; charset=utf-8", Payload.of(figures.get()));
    }

    private static boolean holds(Check check) {
        try {
            return check.ok().getAsBoolean();
        } catch (RuntimeException failed) {
            return false;
        }
    }
}
