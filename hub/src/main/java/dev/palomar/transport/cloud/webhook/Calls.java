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

/// The `calls` field: somebody calls the business, or it called them. One call comes as several updates (`connect`,
/// `terminate`) under one id; the facts say which.
final class Calls {

    private Calls() {}

    static List<Parsed> read(Change change) {
        People people = People.of(change.value());
        List<Parsed> found = new ArrayList<>();
        for (JsonNode element : Json.elements(change.value(), "calls")) {
            if (element instanceof ObjectNode call) {
                found.add(one(change, call, people));
            }
        }
        for (JsonNode element : Json.elements(change.value(), "statuses")) {
            found.add(CloudWebhook.unknown(
                    change.to(),
                    change.field(),
                    element instanceof ObjectNode status ? status : Json.object(),
                    change.slice("statuses", element, Optional.empty())));
        }
        found.addAll(CloudWebhook.valueErrors(change));
        return found;
    }

    private static Parsed one(Change change, ObjectNode call, People people) {
        boolean ours = Json.string(call, "direction")
                .filter("BUSINESS_INITIATED"::equals)
                .isPresent();
        Optional<String> waId = Json.string(call, ours ? "to" : "from");
        Optional<String> userId = Json.string(call, ours ? "to_user_id" : "from_user_id");
        Optional<ObjectNode> entry = people.entry(waId, userId);
        Payload raw = change.slice("calls", call, entry);
        Optional<Identity> person = People.identity(waId, userId, entry);
        Optional<WireId> id = InboundMessages.id(call);
        Optional<Instant> at = InboundMessages.at(call);
        if (person.isEmpty() || id.isEmpty() || at.isEmpty()) {
            return CloudWebhook.unknown(change.to(), change.field(), call, raw);
        }
        return new Parsed(
                change.to(), new Signal.Call(id.get(), person.get(), People.name(entry), at.get(), call, raw));
    }
}
