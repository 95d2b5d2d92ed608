package dev.palomar.api.facade;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.GivenNames;
import dev.palomar.conversation.reading.MessageFilter;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.device.Device;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MessageId;
import dev.palomar.outbound.Outbox;
import dev.palomar.outbound.ReadMarks;
import dev.palomar.outbound.Submitted;
import dev.palomar.outbound.request.SendRequest;
import dev.palomar.outbound.request.Submission;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.limit.Idempotency;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /{phone number id}/messages`: sending, marking as read, showing that an answer is written. The answer comes
/// when the message is on disk, so its name is WhatsApp's only where the hub knows that beforehand, and else one of
/// ours ([GivenNames]).
public final class MessageCalls implements Resource {

    /// What is needed to send and to mark as read.
    ///
    /// @param nameOf  what WhatsApp will call a message, where that is known before it is sent
    public record Means(
            Outbox outbox,
            ReadMarks marks,
            MessageReader reader,
            Idempotency idempotency,
            BiFunction<TransportKind, MessageId, Optional<WireId>> nameOf) {}

    private final Nodes nodes;
    private final Means means;

    MessageCalls(Nodes nodes, Means means) {
        this.nodes = nodes;
        this.means = means;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/{id}/messages", Access.everyRole(Scope.MESSAGES_SEND), this::messages)
                .idempotent());
    }

    private Answer messages(Call call) {
        Device device = nodes.number(call);
        ObjectNode body = Asking.ofWhatsApp(call);
        return body.has("status") ? mark(call, device, body) : send(call, device, body);
    }

    private Answer send(Call call, Device device, ObjectNode body) {
        Json.child(body, "context").ifPresent(context -> ownName(context, "message_id"));
        Json.child(body, "reaction").ifPresent(reaction -> ownName(reaction, "message_id"));
        Submission submission = SendRequest.parse(body);
        Submitted submitted = means.outbox()
                .submit(
                        call.tenant(),
                        device.id(),
                        submission,
                        Optional.of(call.caller().actor()),
                        (tx, kept) -> {
                            if (means.nameOf()
                                    .apply(device.transport(), kept.id())
                                    .isEmpty()) {
                                GivenNames.give(tx, call.tenant(), kept.id());
                            }
                            call.ticket().ifPresent(ticket -> {
                                String text = Json.text(answer(device, submission, kept, body));
                                if (!means.idempotency()
                                        .finish(tx, ticket, new Idempotency.Answer(200, Answer.JSON, text))) {
                                    throw new Rejection.Conflict(
                                            "idempotency-in-progress",
                                            "Another request with this Idempotency-Key has taken over.");
                                }
                            });
                        });
        return Answer.ok(answer(device, submission, submitted, body));
    }

    /// The hub's own names are looked up by its own ids.
    private static void ownName(ObjectNode pointer, String name) {
        Json.string(pointer, name).flatMap(GivenNames::read).ifPresent(message -> pointer.put(name, message.text()));
    }

    private ObjectNode answer(Device device, Submission submission, Submitted submitted, ObjectNode body) {
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        ArrayNode contacts = answer.putArray("contacts");
        ObjectNode message = answer.putArray("messages").addObject();
        message.put(
                "id",
                means.nameOf()
                        .apply(device.transport(), submitted.id())
                        .map(WireId::value)
                        .orElseGet(() -> GivenNames.of(submitted.id())));
        if (submission.content() instanceof MessageContent.Template) {
            message.put("message_status", "accepted");
        }
        String input =
                Json.string(body, "to").or(() -> Json.string(body, "recipient")).orElse("");
        ObjectNode contact = contacts.addObject().put("input", input);
        submission.to().group().ifPresent(group -> message.put("group_id", group));
        submission.to().identity().phone().map(PhoneNumber::digits).ifPresent(digits -> contact.put("wa_id", digits));
        submission.to().identity().userId().ifPresent(id -> contact.put("user_id", id));
        return answer;
    }

    private Answer mark(Call call, Device device, ObjectNode body) {
        if (!Json.string(body, "status").filter("read"::equals).isPresent()) {
            throw new Rejection.InvalidValue("status", "expected read");
        }
        String name = Json.string(body, "message_id")
                .orElseThrow(() -> new Rejection.InvalidValue("message_id", "is required"));
        MessageId message = inbound(call, device, name);
        if (Json.child(body, "typing_indicator").isPresent()) {
            means.marks().typing(call.tenant(), message);
        } else {
            means.marks().read(call.tenant(), message);
        }
        return Answer.ok(Json.object().put("success", true));
    }

    private MessageId inbound(Call call, Device device, String name) {
        MessageFilter filter = new MessageFilter(
                Optional.of(device.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                List.of(),
                List.of(),
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return means.reader().list(call.tenant(), filter, Optional.empty(), 1).items().stream()
                .map(MessageView::id)
                .findFirst()
                .orElseThrow(() -> new Rejection.InvalidValue(
                        "message-unknown",
                        List.of(new Rejection.Fault("message_id", "no message of that id came in over this number"))));
    }
}
