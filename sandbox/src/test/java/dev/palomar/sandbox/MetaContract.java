package dev.palomar.sandbox;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Meta's OpenAPI file with the repairs without which it rejects its own examples. A repair whose place has
/// gone from the file throws, so that a newer file makes us look.
final class MetaContract {

    private static final List<String> OUTBOUND = List.of(
            "TextMessage",
            "AudioMessage",
            "DocumentMessage",
            "ImageMessage",
            "LocationMessage",
            "VideoMessage",
            "StickerMessage",
            "ReactionMessage",
            "InteractiveMessage",
            "TemplateMessage",
            "ContactsMessage");

    private static final Map<String, String> INBOUND = Map.of(
            "TextMessage", "TextMessage_2",
            "ReactionMessage", "ReactionMessage_1",
            "AudioMessage", "AudioMessage_1",
            "DocumentMessage", "DocumentMessage_1",
            "ImageMessage", "ImageMessage_1",
            "StickerMessage", "StickerMessage_1",
            "VideoMessage", "VideoMessage_1",
            "LocationMessage", "LocationMessage_1");

    private final ObjectNode file;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    MetaContract() {
        try (InputStream yaml = MetaContract.class.getResourceAsStream("/meta/business-messaging-api_v23.0.yaml")) {
            file = (ObjectNode) new YAMLMapper().readTree(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        ((ObjectNode) file.path("components")).remove("parameterGroups");
        OUTBOUND.forEach(this::openMembers);
        ((ArrayNode) schema("BaseMessageProperties").path("required"))
                .removeAll()
                .add("messaging_product")
                .add("to");
        pointInboundAtTwins();
        replaceReference(schema("UnsupportedMessage"), "ErrorObject", "ErrorObject_2");
        replaceReference(schema("ContactSharingMessage"), "ContactObject", "ContactObject_1");
        schema("LanguageObject").putArray("required").add("code");
    }

    /// The examples under a path's request body, by name.
    Map<String, JsonNode> requestExamples(String path) {
        Map<String, JsonNode> examples = new java.util.TreeMap<>();
        file.path("paths")
                .path(path)
                .path("post")
                .at("/requestBody/content/application~1json/examples")
                .properties()
                .forEach(example ->
                        examples.put(example.getKey(), example.getValue().path("value")));
        return examples;
    }

    /// What is wrong with `value` as an answer to this operation; empty when nothing is.
    List<String> faultsOfAnswer(String path, String method, int status, JsonNode value) {
        JsonNode schema = file.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(Integer.toString(status))
                .at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            throw new IllegalStateException("the file says nothing about " + method + " " + path + " " + status);
        }
        return validate((ObjectNode) schema.deepCopy(), value);
    }

    /// What is wrong with `value` as an instance of a named schema; empty when nothing is.
    List<String> faultsOf(String name, JsonNode value) {
        schema(name);
        ObjectNode reference = new JsonMapper().createObjectNode();
        reference.put("$ref", "#/components/schemas/" + name);
        return validate(reference, value);
    }

    private List<String> validate(ObjectNode schema, JsonNode value) {
        schema.set("components", file.path("components"));
        Schema compiled = registry.getSchema(schema);
        return compiled.validate(value).stream().map(Error::toString).toList();
    }

    private ObjectNode schema(String name) {
        JsonNode schema = file.path("components").path("schemas").path(name);
        if (!(schema instanceof ObjectNode object)) {
            throw new IllegalStateException("the file has no schema " + name + " any more");
        }
        return object;
    }

    private void openMembers(String name) {
        schema(name).path("allOf").forEach(member -> ((ObjectNode) member).remove("additionalProperties"));
        schema(name).remove("additionalProperties");
    }

    private void pointInboundAtTwins() {
        ObjectNode incoming = schema("IncomingMessage");
        INBOUND.forEach((published, twin) -> {
            schema(twin);
            replaceReference(incoming, published, twin);
        });
        for (String name : List.of(
                "TextMessage_2",
                "ReactionMessage_1",
                "AudioMessage_1",
                "DocumentMessage_1",
                "ImageMessage_1",
                "StickerMessage_1",
                "VideoMessage_1",
                "LocationMessage_1",
                "ContactSharingMessage",
                "UnsupportedMessage",
                "ButtonMessage",
                "InteractiveMessageReply",
                "OrderMessage")) {
            replaceReference(schema(name), "BaseMessageProperties", "BaseMessageProperties_1");
        }
    }

    private static void replaceReference(JsonNode in, String from, String to) {
        String old = "#/components/schemas/" + from;
        if (in instanceof ObjectNode object) {
            if (object.path("$ref").asString("").equals(old)) {
                object.put("$ref", "#/components/schemas/" + to);
            }
            object.values().forEach(value -> replaceReference(value, from, to));
        } else if (in instanceof ArrayNode array) {
            array.forEach(value -> replaceReference(value, from, to));
        }
    }
}
