package dev.palomar.api.resource;

import dev.palomar.model.Json;
import dev.palomar.model.Once;
import dev.palomar.model.event.EventType;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every event type with its JSON Schema and an example, read from the contract: what is promised there is what is
/// shown.
public final class EventCatalogue {

    private final Once<ObjectNode> json;

    /// `contract` is the OpenAPI document. It is read when somebody asks for the catalogue.
    public EventCatalogue(Supplier<JsonNode> contract) {
        this.json = new Once<>(() -> all(contract.get()));
    }

    /// Throws [IllegalStateException] when the contract leaves a type out.
    JsonNode json() {
        return json.get();
    }

    private static ObjectNode all(JsonNode contract) {
        ObjectNode catalogue = Json.object();
        ArrayNode data = catalogue.putArray("data");
        for (EventType type : EventType.values()) {
            data.add(describe(contract, type));
        }
        catalogue.putNull("nextCursor");
        return catalogue;
    }

    private static ObjectNode describe(JsonNode contract, EventType type) {
        JsonNode post = contract.path("webhooks").path(type.word()).path("post");
        JsonNode body = post.at("/requestBody/content/application~1json");
        if (body.isMissingNode()) {
            throw new IllegalStateException("openapi.yaml does not describe " + type.word());
        }
        ObjectNode told = Json.object();
        told.put("type", type.word());
        told.put(
                "description",
                Json.string(post, "summary")
                        .or(() -> Json.string(post, "description"))
                        .orElse(type.word()));
        told.set("schema", schema(contract, body.path("schema")));
        told.set("example", example(contract, body));
        return told;
    }

    /// The schema with everything that it refers to, so that it stands alone.
    private static JsonNode schema(JsonNode contract, JsonNode schema) {
        ObjectNode alone = Json.object();
        alone.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        ObjectNode definitions = Json.object();
        JsonNode root = rewrite(contract, schema, definitions);
        root.properties().forEach(member -> alone.set(member.getKey(), member.getValue()));
        alone.set("$defs", definitions);
        return alone;
    }

    private static JsonNode rewrite(JsonNode contract, JsonNode node, ObjectNode definitions) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(member -> {
                Optional<String> name = member.getKey().equals("$ref") ? name(member.getValue()) : Optional.empty();
                if (name.isPresent()) {
                    define(contract, name.get(), definitions);
                    copy.put("$ref", "#/$defs/" + name.get());
                } else {
                    copy.set(member.getKey(), rewrite(contract, member.getValue(), definitions));
                }
            });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.array();
            array.forEach(element -> copy.add(rewrite(contract, element, definitions)));
            return copy;
        }
        return node;
    }

    private static void define(JsonNode contract, String name, ObjectNode definitions) {
        if (!definitions.has(name)) {
            definitions.putObject(name);
            JsonNode definition = contract.path("components").path("schemas").path(name);
            definitions.set(name, rewrite(contract, definition, definitions));
        }
    }

    private static Optional<String> name(JsonNode reference) {
        String start = "#/components/schemas/";
        String text = reference.asString("");
        return text.startsWith(start) ? Optional.of(text.substring(start.length())) : Optional.empty();
    }

    private static JsonNode example(JsonNode contract, JsonNode body) {
        if (body.has("example")) {
            return body.get("example");
        }
        return name(body.path("schema").path("$ref"))
                .map(schema ->
                        contract.path("components").path("schemas").path(schema).path("example"))
                .filter(example -> !example.isMissingNode())
                .orElseGet(Json::object);
    }
}
