package dev.palomar.transport.cloud.webhook;

import dev.palomar.model.Json;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.MessageId;
import dev.palomar.transport.Signal;
import dev.palomar.transport.cloud.MetaCodes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Elements of `statuses`: what became of messages of ours.
final class InboundStatuses {

    private InboundStatuses() {}

    static List<Parsed> all(Change change) {
        People people = People.of(change.value());
        List<Parsed> found = new ArrayList<>();
        for (JsonNode element : Json.elements(change.value(), "statuses")) {
            if (element instanceof ObjectNode status) {
                Optional<ObjectNode> entry =
                        people.entry(Json.string(status, "recipient_id"), Json.string(status, "recipient_user_id"));
                found.add(one(change, status, change.slice("statuses", status, entry)));
            } else {
                found.add(CloudWebhook.unknown(
                        change.to(),
                        change.field(),
                        Json.object(),
                        change.slice("statuses", element, Optional.empty())));
            }
        }
        return found;
    }

    private static Parsed one(Change change, ObjectNode status, Payload raw) {
        Optional<WireId> id = InboundMessages.id(status);
        Optional<Instant> at = InboundMessages.at(status);
        Optional<MessageStatus> word = Json.string(status, "status").flatMap(InboundStatuses::word);
        if (id.isEmpty() || at.isEmpty() || word.isEmpty()) {
            return CloudWebhook.unknown(change.to(), change.field(), status, raw);
        }
        Optional<SendError> error = word.get() == MessageStatus.FAILED ? Optional.of(error(status)) : Optional.empty();
        Optional<MessageId> ours =
                Json.string(status, "biz_opaque_callback_data").flatMap(MessageId::read);
        return new Parsed(change.to(), new Signal.Status(id.get(), ours, word.get(), at.get(), error, raw));
    }

    private static SendError error(ObjectNode status) {
        for (JsonNode element : Json.elements(status, "errors")) {
            if (element instanceof ObjectNode error) {
                return MetaCodes.get().told(error);
            }
        }
        return new SendError("unknown", "", "WhatsApp did not deliver it and did not say why.");
    }

    /// Old data also says `deleted` and `warning`, which are no steps of a message.
    private static Optional<MessageStatus> word(String status) {
        return switch (status) {
            case "sent" -> Optional.of(MessageStatus.SENT);
            case "delivered" -> Optional.of(MessageStatus.DELIVERED);
            case "read" -> Optional.of(MessageStatus.READ);
            case "played" -> Optional.of(MessageStatus.PLAYED);
            case "failed" -> Optional.of(MessageStatus.FAILED);
            default -> Optional.empty();
        };
    }
}
