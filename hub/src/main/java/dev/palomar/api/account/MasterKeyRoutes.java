package dev.palomar.api.account;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.vault.Rewrapping;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How far a change of the master key is. The names say which key it is and nothing of the key.
public final class MasterKeyRoutes implements Resource {

    private final Rewrapping work;

    public MasterKeyRoutes(Rewrapping work) {
        this.work = work;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/platform/master-key", Access.platform(), _ -> Answer.ok(json())));
    }

    private ObjectNode json() {
        Rewrapping.Progress progress = work.progress();
        ObjectNode body = Json.object()
                .put("present", progress.present())
                .put("wrapped", progress.done())
                .put("left", progress.left());
        ArrayNode others = body.putArray("others");
        progress.keysets().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(progress.present()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> others.addObject().put("name", entry.getKey()).put("keysets", entry.getValue()));
        return body;
    }
}
