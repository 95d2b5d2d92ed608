package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.auth.Caller;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ApiKeyId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.key.ApiKey;
import dev.palomar.tenant.key.ApiKeys;
import dev.palomar.tenant.key.NewKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Keys of programs. Nobody can give a scope or a device that they do not have.
public final class ApiKeyRoutes implements Resource {

    private static final int LONGEST_NAME = 120;
    private static final int MOST_DEVICES = 200;

    private final ApiKeys keys;
    private final InstantSource clock;

    public ApiKeyRoutes(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        Access administrators = Access.administrators(Scope.KEYS_MANAGE);
        return List.of(
                Route.get("/v1/api-keys", administrators, this::list),
                Route.post("/v1/api-keys", administrators, this::create).idempotent(),
                Route.post("/v1/api-keys/{id}/revoke", administrators, this::revoke));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Optional<UUID> cursor = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(keys.list(call.tenant(), cursor, limit), this::json);
    }

    private Answer create(Call call) {
        Fields body = call.fields();
        String name = body.text("name", LONGEST_NAME);
        Set<Scope> scopes = Set.copyOf(body.values("scopes", Scope.values().length, Scope::read, "one of the scopes"));
        Optional<Set<DeviceId>> devices = body.optionalValues("deviceIds", MOST_DEVICES, DeviceId::read, "a device id")
                .map(Set::copyOf);
        Optional<Instant> expires = body.optionalTime("expiresAt");
        if (expires.filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            body.fault("expiresAt", "must be in the future");
        }
        body.done();
        mustHaveThemselves(call.caller(), scopes, devices);
        NewKey wanted = new NewKey(name, scopes, devices, expires, call.caller().person());
        ApiKeys.Made made = keys.create(call.tenant(), wanted, call.author());
        return Answer.created(json(made.key()).put("key", made.text().reveal()));
    }

    private Answer revoke(Call call) {
        ApiKeyId id = call.id("id", ApiKeyId::read, "API key");
        return Answer.ok(json(keys.revoke(call.tenant(), id, call.author())));
    }

    private static void mustHaveThemselves(Caller caller, Set<Scope> scopes, Optional<Set<DeviceId>> devices) {
        for (Scope scope : scopes) {
            if (!caller.has(scope)) {
                throw new Rejection.Forbidden("You cannot give the scope " + scope.word() + ": you do not have it.");
            }
        }
        caller.devices().ifPresent(own -> {
            if (!own.containsAll(devices.orElse(Set.of())) || devices.isEmpty()) {
                throw new Rejection.Forbidden("This key is limited to some devices and can give no others.");
            }
        });
    }

    private ObjectNode json(ApiKey key) {
        ObjectNode json =
                Json.object().put("id", key.id().text()).put("name", key.name()).put("hint", key.hint());
        ArrayNode scopes = json.putArray("scopes");
        key.scopes().stream().sorted().map(Scope::word).forEach(scopes::add);
        json.set("deviceIds", key.devices().map(ApiKeyRoutes::ids).orElse(null));
        return json.put("state", key.state(clock.instant()))
                .put("expiresAt", key.expiresAt().map(Times::text).orElse(null))
                .put("createdAt", Times.text(key.createdAt()))
                .put("createdBy", key.createdBy().map(person -> person.text()).orElse(null))
                .put("lastUsedAt", key.lastUsedAt().map(Times::text).orElse(null))
                .put("revokedAt", key.revokedAt().map(Times::text).orElse(null));
    }

    private static ArrayNode ids(Set<DeviceId> devices) {
        ArrayNode ids = Json.array();
        devices.stream().map(DeviceId::text).sorted().forEach(ids::add);
        return ids;
    }
}
