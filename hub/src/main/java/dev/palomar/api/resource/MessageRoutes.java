package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.reading.MessageFilter;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.conversation.search.Search;
import dev.palomar.model.Json;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.Outbox;
import dev.palomar.outbound.ReadMarks;
import dev.palomar.privacy.AccessLog;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.limit.Idempotency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Messages of both directions, and what can be done about one.
public final class MessageRoutes implements Resource {

    private final Outbox outbox;
    private final ReadMarks marks;
    private final MessageReader reader;
    private final BiFunction<TenantId, MediaId, String> mediaLink;
    private final Search search;
    private final AccessLog access;
    private final FirstAnswer firstAnswer;

    public MessageRoutes(
            Outbox outbox,
            ReadMarks marks,
            MessageReader reader,
            Search search,
            AccessLog access,
            BiFunction<TenantId, MediaId, String> mediaLink,
            Idempotency idempotency) {
        this.firstAnswer = new FirstAnswer(idempotency);
        this.outbox = outbox;
        this.marks = marks;
        this.reader = reader;
        this.search = search;
        this.access = access;
        this.mediaLink = mediaLink;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.MESSAGES_READ);
        Access send = Access.everyRole(Scope.MESSAGES_SEND);
        return List.of(
                Route.get("/v1/messages", read, this::list),
                Route.get("/v1/messages/{id}", read, this::get),
                Route.get("/v1/messages/{id}/attempts", read, this::attempts),
                Route.get("/v1/messages/{id}/receipts", read, this::receipts),
                Route.post("/v1/messages/{id}/read", send, call -> mark(call, false)),
                Route.post("/v1/messages/{id}/typing", send, call -> mark(call, true)),
                Route.post("/v1/messages/{id}/cancel", send, this::cancel),
                Route.post("/v1/messages/{id}/retry", send, this::retry).idempotent());
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Optional<DeviceId> device = query.value("deviceId", DeviceId::read, "a device id");
        device.ifPresent(call::mustBeAllowed);
        MessageFilter filter = new MessageFilter(
                device,
                query.value("conversationId", ConversationId::read, "a conversation id"),
                query.value("contactId", ContactId::read, "a contact id"),
                query.value("direction", MessageRoutes::inbound, "inbound or outbound"),
                query.values("status", MessageStatus::read, "statuses such as sent or failed"),
                query.values("type", MessageRoutes::type, "message types such as text or image"),
                query.text("wireId", 500),
                query.text("clientReference", 128),
                query.time("since"),
                query.time("until"));
        Optional<String> words = query.text("q", 200);
        Optional<UUID> before = query.cursor();
        int limit = query.limit();
        query.done();
        if (words.isPresent()) {
            return search(call, words.get(), filter, before, limit);
        }
        var page = reader.list(call.tenant(), filter, before, limit);
        List<MessageView> shown = page.items().stream()
                .filter(message -> allowed(call, message.device()))
                .toList();
        note(call, shown.stream());
        return Answer.page(new Page<>(shown, page.next()), message -> json(call, message));
    }

    private Answer get(Call call) {
        MessageView message = found(call);
        note(call, Stream.of(message));
        return Answer.ok(json(call, message));
    }

    /// The caller sees what was said there.
    private void note(Call call, Stream<MessageView> messages) {
        access.read(
                call.tenant(),
                messages.map(MessageView::conversation).toList(),
                call.caller().author());
    }

    private Answer search(Call call, String words, MessageFilter filter, Optional<UUID> before, int limit) {
        boolean more = filter.inbound().isPresent()
                || !filter.statuses().isEmpty()
                || !filter.types().isEmpty()
                || filter.wireId().isPresent()
                || filter.clientReference().isPresent();
        if (more) {
            throw new Rejection.InvalidValue(
                    "q", "goes together with deviceId, conversationId, contactId, since and until only");
        }
        Page<Search.Hit> found =
                search.find(call.tenant(), words, filter, call.caller().devices(), before, limit);
        note(call, found.items().stream().map(Search.Hit::message));
        return Answer.page(found, hit -> ((ObjectNode) json(call, hit.message())).set("highlight", hit.highlight()));
    }

    private Answer attempts(Call call) {
        MessageId id = found(call).id();
        ArrayNode data = Json.array();
        reader.attempts(call.tenant(), id).forEach(attempt -> data.add(attempt.json()));
        return Answer.list(data, Optional.empty());
    }

    private Answer receipts(Call call) {
        ArrayNode data = Json.array();
        reader.receipts(call.tenant(), found(call).id()).forEach(receipt -> data.add(receipt.json()));
        return Answer.list(data, Optional.empty());
    }

    private Answer mark(Call call, boolean typing) {
        MessageId id = found(call).id();
        if (typing) {
            marks.typing(call.tenant(), id);
            return Answer.none();
        }
        marks.read(call.tenant(), id);
        return Answer.ok(json(call, found(call)));
    }

    private Answer cancel(Call call) {
        outbox.cancel(call.tenant(), found(call).id());
        return Answer.ok(json(call, found(call)));
    }

    private Answer retry(Call call) {
        MessageId id = found(call).id();
        Fields body = call.fieldsIfAny();
        boolean acceptDuplicate = body.optionalFlag("acceptDuplicate").orElse(false);
        body.done();
        return Answer.accepted(outbox.retry(
                        call.tenant(),
                        id,
                        acceptDuplicate,
                        Optional.of(call.caller().actor()),
                        firstAnswer.of(call))
                .json());
    }

    /// A key that is limited to devices does not see the messages of others.
    private MessageView found(Call call) {
        MessageView message = reader.get(call.tenant(), call.id("id", MessageId::read, "message"));
        if (!allowed(call, message.device())) {
            throw new Rejection.NotFound("message");
        }
        return message;
    }

    private static boolean allowed(Call call, DeviceId device) {
        return call.caller().devices().map(devices -> devices.contains(device)).orElse(true);
    }

    private tools.jackson.databind.JsonNode json(Call call, MessageView message) {
        return message.json(media -> mediaLink.apply(call.tenant(), media));
    }

    private static Optional<Boolean> inbound(String word) {
        return switch (word) {
            case "inbound" -> Optional.of(true);
            case "outbound" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<String> type(String word) {
        return word.matches("[a-zA-Z]{1,32}") ? Optional.of(word) : Optional.empty();
    }
}
