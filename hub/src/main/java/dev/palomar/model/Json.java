package dev.palomar.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One way of reading and writing JSON for the whole hub. Reading is strict: a name twice in one object, anything
/// after the end, nesting past 100 levels are refused. Writing escapes what is not ASCII, so that no text, not even
/// half a surrogate pair, can break a line or a column.
public final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(8 << 20)
                    .maxNumberLength(100)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /// Throws `tools.jackson.core.JacksonException` when the bytes are not one JSON value.
    public static JsonNode read(byte[] bytes) {
        return MAPPER.readValue(bytes, JsonNode.class);
    }

    /// Throws `tools.jackson.core.JacksonException` when the text is not one JSON value.
    public static JsonNode read(String text) {
        return MAPPER.readValue(text, JsonNode.class);
    }

    /// As [#read(String)], for what we wrote ourselves as an object.
    public static ObjectNode readObject(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /// The member as text: empty when it is missing, null, or something else than a string or a number.
    public static Optional<String> string(@Nullable JsonNode object, String name) {
        JsonNode member = object == null ? null : object.get(name);
        if (member == null || !(member.isString() || member.isNumber())) {
            return Optional.empty();
        }
        return Optional.of(member.asString());
    }

    /// The member as an object: empty when it is missing or something else.
    public static Optional<ObjectNode> child(@Nullable JsonNode object, String name) {
        return object != null && object.get(name) instanceof ObjectNode child ? Optional.of(child) : Optional.empty();
    }

    /// The member's elements: none when it is missing or not an array.
    public static Iterable<JsonNode> elements(@Nullable JsonNode object, String name) {
        return object != null && object.get(name) instanceof ArrayNode array ? array : array();
    }
}
