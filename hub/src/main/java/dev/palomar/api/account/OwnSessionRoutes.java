package dev.palomar.api.account;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.tenant.people.Logins;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;

/// The caller's own sessions: what is open, and ending one.
public final class OwnSessionRoutes implements Resource {

    private final Logins logins;

    public OwnSessionRoutes(Logins logins) {
        this.logins = logins;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/auth/sessions", Access.persons(), this::list),
                Route.delete("/v1/auth/sessions/{id}", Access.persons(), this::end));
    }

    private Answer list(Call call) {
        UUID current = call.standing().session();
        ArrayNode data = Json.array();
        logins.sessions(call.standing().person().id())
                .forEach(session -> data.addObject()
                        .put("id", session.id().toString())
                        .put("current", session.id().equals(current))
                        .put("startedAt", Times.text(session.startedAt()))
                        .put("lastSeenAt", Times.text(session.seenAt()))
                        .put("address", session.address().orElse(null))
                        .put("browser", session.browser().orElse(null)));
        return Answer.list(data, Optional.empty());
    }

    private Answer end(Call call) {
        UUID id = call.id("id", OwnSessionRoutes::read, "session");
        logins.endSession(call.standing().person(), id, call.author());
        return Answer.none();
    }

    private static Optional<UUID> read(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
