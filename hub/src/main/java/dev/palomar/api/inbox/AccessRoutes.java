package dev.palomar.api.inbox;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Cursor;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.ConversationView;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.privacy.AccessLog;
import dev.palomar.tenant.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/// Who read a conversation.
public final class AccessRoutes implements Resource {

    private final ConversationReader conversations;
    private final AccessLog access;

    public AccessRoutes(ConversationReader conversations, AccessLog access) {
        this.conversations = conversations;
        this.access = access;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/conversations/{id}/access", Access.administrators(Scope.AUDIT_READ), this::list));
    }

    private Answer list(Call call) {
        ConversationView conversation =
                conversations.get(call.tenant(), call.id("id", ConversationId::read, "conversation"));
        call.caller()
                .devices()
                .filter(devices -> !devices.contains(conversation.device()))
                .ifPresent(_ -> {
                    throw new Rejection.NotFound("conversation");
                });
        Parameters query = call.parameters();
        Optional<AccessLog.Position> after = query.cursor(2).flatMap(AccessRoutes::position);
        int limit = query.limit();
        query.done();
        List<AccessLog.Look> looks = access.list(call.tenant(), conversation.id(), after, limit + 1);
        ArrayNode data = Json.array();
        looks.stream().limit(limit).forEach(look -> data.add(look.json()));
        Optional<AccessLog.Look> last = looks.size() > limit ? Optional.of(looks.get(limit - 1)) : Optional.empty();
        return Answer.list(
                data,
                last.map(
                        look -> Cursor.of(look.hour().toString(), look.by().id().orElse("-"))));
    }

    private static Optional<AccessLog.Position> position(List<String> parts) {
        try {
            return Optional.of(new AccessLog.Position(Instant.parse(parts.getFirst()), parts.getLast()));
        } catch (DateTimeException notOurs) {
            return Optional.empty();
        }
    }
}
