package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Cursor;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.ConversationView;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ArrayNode;

/// Conversations, and what was said in them.
public final class ConversationRoutes implements Resource {

    private final ConversationReader conversations;
    private final MessageReader messages;
    private final BiFunction<TenantId, MediaId, String> mediaLink;

    public ConversationRoutes(
            ConversationReader conversations, MessageReader messages, BiFunction<TenantId, MediaId, String> mediaLink) {
        this.conversations = conversations;
        this.messages = messages;
        this.mediaLink = mediaLink;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.MESSAGES_READ);
        return List.of(
                Route.get("/v1/conversations", read, this::list),
                Route.get(
                        "/v1/conversations/{id}",
                        read,
                        call -> Answer.ok(found(call).json())),
                Route.get("/v1/conversations/{id}/messages", read, this::messages),
                Route.get("/v1/conversations/{id}/members", read, this::members));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Optional<DeviceId> device = query.value("deviceId", DeviceId::read, "a device id");
        device.ifPresent(call::mustBeAllowed);
        ConversationReader.Filter filter = new ConversationReader.Filter(
                device, query.value("contactId", ContactId::read, "a contact id"), query.text("q", 100));
        Optional<ConversationReader.Position> after = query.cursor(2).flatMap(ConversationRoutes::position);
        int limit = query.limit();
        query.done();
        List<ConversationView> found = conversations.list(call.tenant(), filter, after, limit + 1);
        ArrayNode data = Json.array();
        found.stream()
                .limit(limit)
                .filter(conversation -> allowed(call, conversation.device()))
                .forEach(conversation -> data.add(conversation.json()));
        return Answer.list(data, found.size() > limit ? Optional.of(cursor(found.get(limit - 1))) : Optional.empty());
    }

    private Answer messages(Call call) {
        ConversationId id = found(call).id();
        Parameters query = call.parameters();
        Optional<UUID> before = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(
                messages.ofConversation(call.tenant(), id, before, limit),
                message -> message.json(media -> mediaLink.apply(call.tenant(), media)));
    }

    private Answer members(Call call) {
        ArrayNode data = Json.array();
        conversations.members(call.tenant(), found(call).id()).forEach(member -> data.add(member.json()));
        return Answer.list(data, Optional.empty());
    }

    private ConversationView found(Call call) {
        ConversationView conversation =
                conversations.get(call.tenant(), call.id("id", ConversationId::read, "conversation"));
        if (!allowed(call, conversation.device())) {
            throw new Rejection.NotFound("conversation");
        }
        return conversation;
    }

    private static boolean allowed(Call call, DeviceId device) {
        return call.caller().devices().map(devices -> devices.contains(device)).orElse(true);
    }

    private static String cursor(ConversationView last) {
        return Cursor.of(last.lastMessageAt().toString(), last.id().text());
    }

    private static Optional<ConversationReader.Position> position(List<String> parts) {
        try {
            Instant at = Instant.parse(parts.getFirst());
            return ConversationId.read(parts.getLast()).map(id -> new ConversationReader.Position(at, id));
        } catch (DateTimeException notOurs) {
            return Optional.empty();
        }
    }
}
