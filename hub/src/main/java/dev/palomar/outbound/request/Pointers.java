package dev.palomar.outbound.request;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a message of ours points at: the one that it answers, and people whom it names. Kept as the `context` of the
/// message, in the form in which contexts come in.
public record Pointers(Optional<WireId> quoted, List<Identity> mentions) {

    public Pointers {
        mentions = List.copyOf(mentions);
    }

    /// Empty when it points at nothing.
    public Optional<ObjectNode> json() {
        ObjectNode context = Json.object();
        quoted.ifPresent(id -> context.put("id", id.value()));
        if (!mentions.isEmpty()) {
            ArrayNode array = context.putArray("mentions");
            for (Identity person : mentions) {
                ObjectNode mention = array.addObject();
                person.phone().map(PhoneNumber::digits).ifPresent(digits -> mention.put("wa_id", digits));
                person.lid().ifPresent(lid -> mention.put("lid", lid));
            }
        }
        return context.isEmpty() ? Optional.empty() : Optional.of(context);
    }

    /// Reads what [#json] wrote.
    public static Pointers read(Optional<String> stored) {
        Optional<ObjectNode> context = stored.map(Json::readObject);
        List<Identity> mentions = new ArrayList<>();
        for (JsonNode mention : Json.elements(context.orElse(null), "mentions")) {
            mentions.add(new Identity(
                    Json.string(mention, "wa_id").flatMap(PhoneNumber::read),
                    Json.string(mention, "lid"),
                    Optional.empty(),
                    Optional.empty()));
        }
        return new Pointers(context.flatMap(told -> Json.string(told, "id")).map(WireId::new), mentions);
    }
}
