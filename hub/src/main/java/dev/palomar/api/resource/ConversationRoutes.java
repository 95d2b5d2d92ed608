package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Cursor;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.reading.ConversationFilter;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.ConversationView;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.conversation.reading.ThreadReader;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.LabelId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.privacy.AccessLog;
import dev.palomar.tenant.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Conversations, and what was said in them.
public final class ConversationRoutes implements Resource {

    private static final String OLDER = "older";
    private static final String NEWER = "newer";

    private final ConversationReader conversations;
    private final ThreadReader threads;
    private final AccessLog access;
    private final BiFunction<TenantId, MediaId, String> mediaLink;

    public ConversationRoutes(
            ConversationReader conversations,
            ThreadReader threads,
            AccessLog access,
            BiFunction<TenantId, MediaId, String> mediaLink) {
        this.conversations = conversations;
        this.threads = threads;
        this.access = access;
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
        Optional<Whose> whose = query.value("assignee", Whose::read, "me, none or a person's id (usr_…)");
        ConversationFilter filter = new ConversationFilter(
                device.map(Set::of).or(call.caller()::devices),
                query.value("contactId", ContactId::read, "a contact id"),
                whose.flatMap(one -> one.person(call)),
                whose.filter(Whose::nobody).isPresent(),
                query.value("unread", ConversationRoutes::flag, "true or false"),
                query.value("label", LabelId::read, "a label id (lab_…)"),
                query.value("state", ConversationRoutes::open, "open or closed"),
                query.text("q", 100));
        Optional<ConversationReader.Position> after = query.cursor(2).flatMap(ConversationRoutes::position);
        int limit = query.limit();
        query.done();
        List<ConversationView> found = conversations.list(call.tenant(), filter, after, limit + 1);
        ArrayNode data = Json.array();
        found.stream().limit(limit).forEach(conversation -> data.add(conversation.json()));
        return Answer.list(data, found.size() > limit ? Optional.of(cursor(found.get(limit - 1))) : Optional.empty());
    }

    /// Whose conversations are wanted: `me`, `none`, or a person's.
    private record Whose(Optional<PersonId> person, boolean nobody) {

        static Optional<Whose> read(String text) {
            return switch (text) {
                case "me" -> Optional.of(new Whose(Optional.empty(), false));
                case "none" -> Optional.of(new Whose(Optional.empty(), true));
                default -> PersonId.read(text).map(id -> new Whose(Optional.of(id), false));
            };
        }

        Optional<PersonId> person(Call call) {
            if (nobody || person.isPresent()) {
                return person;
            }
            return Optional.of(call.caller()
                    .person()
                    .orElseThrow(() -> new Rejection.InvalidValue("assignee", "me is a person who is logged in")));
        }
    }

    private static Optional<Boolean> flag(String word) {
        return switch (word) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> open(String word) {
        return switch (word) {
            case "open" -> Optional.of(true);
            case "closed" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private Answer messages(Call call) {
        ConversationId id = found(call).id();
        Parameters query = call.parameters();
        Optional<ThreadReader.From> cursor =
                query.value("cursor", ConversationRoutes::place, "nextCursor or previousCursor of another page");
        Optional<ThreadReader.From> around =
                query.value("around", ConversationRoutes::middle, "a message id (msg_…) or unread");
        int limit = query.limit();
        query.done();
        if (cursor.isPresent() && around.isPresent()) {
            throw new Rejection.InvalidValue("around", "begins anew: without cursor");
        }
        access.read(call.tenant(), id, call.caller().author());
        ThreadReader.Stretch stretch = threads.read(
                call.tenant(), id, cursor.or(() -> around).orElseGet(ThreadReader.From.Newest::new), limit);
        ArrayNode data = Json.array();
        stretch.messages().forEach(message -> data.add(message.json(media -> mediaLink.apply(call.tenant(), media))));
        ObjectNode body = Json.object();
        body.set("data", data);
        body.put(
                "nextCursor", stretch.older() ? cursor(OLDER, stretch.messages().getLast()) : null);
        body.put(
                "previousCursor",
                stretch.newer() ? cursor(NEWER, stretch.messages().getFirst()) : null);
        body.put("around", stretch.around().map(MessageId::text).orElse(null));
        return Answer.ok(body);
    }

    private static Optional<ThreadReader.From> middle(String word) {
        return word.equals("unread")
                ? Optional.of(new ThreadReader.From.FirstUnread())
                : MessageId.read(word).map(ThreadReader.From.Around::new);
    }

    private static String cursor(String way, MessageView from) {
        return Cursor.of(way, from.id().value().toString());
    }

    private static Optional<ThreadReader.From> place(String cursor) {
        try {
            List<String> parts = Cursor.parts("cursor", cursor, 2);
            UUID message = UUID.fromString(parts.getLast());
            return switch (parts.getFirst()) {
                case OLDER -> Optional.of(new ThreadReader.From.OlderThan(message));
                case NEWER -> Optional.of(new ThreadReader.From.NewerThan(message));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | Rejection.InvalidValue notOurs) {
            return Optional.empty();
        }
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
