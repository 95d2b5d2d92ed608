package dev.palomar.sandbox.wire;

import java.util.List;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reading and writing JSON, in the plain form and in the form in which Meta signs it.
public final class Json {

    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    /// Meta writes `/` as `\/` and everything outside ASCII as lower-case escapes in webhooks, and signs
    /// exactly that.
    private static final JsonMapper ESCAPED = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /// A list as every control answers it: `{"data":[…]}`.
    public static ObjectNode list(List<? extends JsonNode> rows) {
        ObjectNode list = object();
        list.putArray("data").addAll(rows);
        return list;
    }

    /// Throws [JacksonException] when `bytes` are not one JSON value.
    public static JsonNode read(byte[] bytes) {
        return PLAIN.readTree(bytes);
    }

    /// Throws [JacksonException] when `text` is not one JSON value.
    public static JsonNode read(String text) {
        return PLAIN.readTree(text);
    }

    public static byte[] write(JsonNode node) {
        return PLAIN.writeValueAsBytes(node);
    }

    public static byte[] writeEscaped(JsonNode node) {
        return ESCAPED.writeValueAsBytes(node);
    }

    /// The text under `field`, numbers and booleans as they are written; empty when it is missing, null or
    /// nested.
    public static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /// Whether the field says yes: `true`, or the words that forms carry instead.
    public static boolean truth(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isBoolean()
                ? value.booleanValue()
                : "true".equals(value.asString("")) || "1".equals(value.asString(""));
    }
}
