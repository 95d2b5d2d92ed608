package dev.palomar.transport.cloud.webhook;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.WireId;
import dev.palomar.transport.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The chats a business had in its app before the number came to the Cloud API, and the files that follow them.
final class History {

    private History() {}

    static List<Parsed> read(Change change) {
        List<Parsed> found = new ArrayList<>(InboundMessages.all(change, "messages", InboundMessages.From.CUSTOMER));
        Optional<String> us = InboundMessages.ourDigits(change);
        for (JsonNode chunk : Json.elements(change.value(), "history")) {
            for (JsonNode thread : Json.elements(chunk, "threads")) {
                for (JsonNode element : Json.elements(thread, "messages")) {
                    found.add(one(change, chunk, thread, element, us));
                }
            }
            for (JsonNode element : Json.elements(chunk, "errors")) {
                if (element instanceof ObjectNode error) {
                    found.add(new Parsed(
                            change.to(),
                            new Signal.NumberNotice(
                                    Signal.NumberNotice.Kind.ACCOUNT,
                                    change.field(),
                                    error,
                                    change.slice("history", chunk, Optional.empty()))));
                }
            }
        }
        return found;
    }

    private static Parsed one(Change change, JsonNode chunk, JsonNode thread, JsonNode element, Optional<String> us) {
        Payload raw = change.slice("history", only(chunk, thread, element), Optional.empty());
        if (!(element instanceof ObjectNode message)) {
            return CloudWebhook.unknown(change.to(), change.field(), Json.object(), raw);
        }
        Optional<String> from = Json.string(message, "from");
        boolean outbound = from.isPresent() && from.equals(us);
        Optional<String> person = Json.string(thread, "id").or(() -> outbound ? Json.string(message, "to") : from);
        Optional<Identity> identity = People.identity(person, Json.string(thread, "user_id"), Optional.empty());
        Optional<WireId> id = InboundMessages.id(message);
        Optional<Instant> at = InboundMessages.at(message);
        if (id.isEmpty() || at.isEmpty() || identity.isEmpty()) {
            return CloudWebhook.unknown(change.to(), change.field(), message, raw);
        }
        return new Parsed(
                change.to(),
                new InboundMessages.Known(id.get(), identity.get(), Optional.empty(), outbound, at.get(), true, message)
                        .with(raw));
    }

    /// The chunk with one thread and one message in it.
    private static ObjectNode only(JsonNode chunk, JsonNode thread, JsonNode message) {
        ObjectNode line = Json.object();
        JsonNode id = thread.get("id");
        if (id != null) {
            line.set("id", id);
        }
        line.set("messages", Json.array().add(message));
        ObjectNode only = Json.object();
        JsonNode metadata = chunk.get("metadata");
        if (metadata != null) {
            only.set("metadata", metadata);
        }
        only.set("threads", Json.array().add(line));
        return only;
    }
}
