package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.wire.Json;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Small rules about one parameter each, and the sentence in which Meta refuses what breaks them.
final class Rule {

    private Rule() {}

    /// The object under `field`; `at` is how the refusal names it.
    static ObjectNode object(JsonNode in, String field, String at) {
        JsonNode value = in.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw missing(at);
        }
        if (!(value instanceof ObjectNode object)) {
            throw GraphError.parameter("Param " + at + " must be a JSON object.");
        }
        return object;
    }

    static ArrayNode array(JsonNode in, String field, String at, int least, int most) {
        JsonNode value = in.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw missing(at);
        }
        if (!(value instanceof ArrayNode array)) {
            throw GraphError.parameter("Param " + at + " must be an array.");
        }
        if (array.size() < least || array.size() > most) {
            String name = at.replaceAll(".*\\['|'].*", "");
            throw GraphError.of(
                    131009,
                    "Invalid " + name + " count. Min allowed " + name + ": " + least + ", Max allowed " + name + ": "
                            + most);
        }
        return array;
    }

    /// Text that must be there and is at most `most` characters long.
    static String text(JsonNode in, String field, String at, int most) {
        String text = optionalText(in, field, at, most);
        if (text.isEmpty()) {
            throw missing(at);
        }
        return text;
    }

    static String optionalText(JsonNode in, String field, String at, int most) {
        JsonNode value = in.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isContainer()) {
            throw GraphError.parameter("Param " + at + " must be a string.");
        }
        String text = value.asString("");
        if (text.codePointCount(0, text.length()) > most) {
            throw GraphError.parameter("Param " + at + " must be at most " + most + " characters long.");
        }
        return text;
    }

    static double number(JsonNode in, String field, String at, double bound) {
        JsonNode value = in.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw missing(at);
        }
        double number = value.asDouble(Double.NaN);
        if (Double.isNaN(number) || Math.abs(number) > bound) {
            throw GraphError.of(
                    131009,
                    "Parameter '" + field + "' must be a number between -" + (int) bound + " and " + (int) bound + ".");
        }
        return number;
    }

    static String oneOf(String value, Collection<String> allowed, String at) {
        if (!allowed.contains(value)) {
            String names = allowed.stream()
                    .map(name -> name.toUpperCase(Locale.ROOT))
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw GraphError.parameter("Param " + at + " must be one of {" + names + "} - got \"" + value + "\".");
        }
        return value;
    }

    static void link(JsonNode in, String field, String at) {
        String link = Json.text(in, field);
        if (!link.startsWith("http://") && !link.startsWith("https://")) {
            throw GraphError.parameter("Param " + at + " is not a valid URI.");
        }
    }

    static GraphError missing(String at) {
        return GraphError.of(131008, "The parameter " + at + " is required.");
    }
}
