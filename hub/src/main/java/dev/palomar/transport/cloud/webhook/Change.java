package dev.palomar.transport.cloud.webhook;

import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One element of `changes`, and the slices of it that its updates keep as `raw`.
record Change(Addressee to, String field, ObjectNode value) {

    /// The whole change: `{"field": …, "value": …}` as it came.
    Payload whole() {
        return Payload.of(Json.bytes(envelope(value)));
    }

    /// The change as it would have come for this element alone: `messaging_product` and `metadata`, the one entry of
    /// `contacts` that it concerns, and `list` with the element in it.
    Payload slice(String list, JsonNode element, Optional<ObjectNode> contact) {
        ObjectNode only = Json.object();
        copy("messaging_product", only);
        copy("metadata", only);
        contact.ifPresent(entry -> only.set("contacts", Json.array().add(entry)));
        only.set(list, Json.array().add(element));
        return Payload.of(Json.bytes(envelope(only)));
    }

    private void copy(String name, ObjectNode target) {
        JsonNode member = value.get(name);
        if (member != null) {
            target.set(name, member);
        }
    }

    private ObjectNode envelope(ObjectNode content) {
        ObjectNode envelope = Json.object();
        envelope.put("field", field);
        envelope.set("value", content);
        return envelope;
    }
}
