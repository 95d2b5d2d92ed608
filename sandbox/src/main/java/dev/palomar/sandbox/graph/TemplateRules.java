package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Template;
import dev.palomar.sandbox.wire.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether the parameters of a message fit the template that it names.
///
/// Facts: Meta, "Cloud API – template messages" and error codes 132000 to 132018.
final class TemplateRules {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-zA-Z0-9_]+)\\s*}}");
    private static final Set<String> HEADER_FILES = Set.of("image", "video", "document", "location");

    private TemplateRules() {}

    /// The names of the placeholders in a text, in order, each once.
    static Set<String> placeholders(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /// Throws a [GraphError] when the message does not fill the template.
    static void check(Template template, ObjectNode message) {
        check(template, template.components(), message);
    }

    private static void check(Template template, JsonNode components, JsonNode message) {
        for (JsonNode component : components) {
            switch (Json.text(component, "type").toUpperCase(Locale.ROOT)) {
                case "HEADER" -> header(template, component, given(message, "header"));
                case "BODY" -> texts(template, "body", Json.text(component, "text"), given(message, "body"));
                case "BUTTONS" -> buttons(component.path("buttons"), message);
                case "CAROUSEL" -> carousel(template, component.path("cards"), given(message, "carousel"));
                default -> {}
            }
        }
    }

    private static void carousel(Template template, JsonNode cards, Optional<JsonNode> given) {
        JsonNode filled = given.map(component -> component.path("cards")).orElseGet(Json::array);
        if (filled.size() != cards.size()) {
            throw GraphError.of(
                    132012,
                    "carousel: Format mismatch, expected " + cards.size() + " cards, received " + filled.size());
        }
        for (int i = 0; i < cards.size(); i++) {
            check(template, cards.get(i).path("components"), filled.get(i));
        }
    }

    private static Optional<JsonNode> given(JsonNode message, String type) {
        return message.path("components")
                .valueStream()
                .filter(component -> Json.text(component, "type").equalsIgnoreCase(type))
                .findFirst();
    }

    private static void header(Template template, JsonNode component, Optional<JsonNode> given) {
        String format = Json.text(component, "format").toLowerCase(Locale.ROOT);
        if (format.equals("text") || format.isEmpty()) {
            texts(template, "header", Json.text(component, "text"), given);
            return;
        }
        List<JsonNode> parameters = parameters(given);
        if (parameters.isEmpty()) {
            throw GraphError.of(
                    132012,
                    "header: Format mismatch, expected " + format.toUpperCase(Locale.ROOT) + ", received UNKNOWN");
        }
        String type = Json.text(parameters.getFirst(), "type").toLowerCase(Locale.ROOT);
        if (!type.equals(format)) {
            throw GraphError.of(
                    132012,
                    "header: Format mismatch, expected " + format.toUpperCase(Locale.ROOT) + ", received "
                            + type.toUpperCase(Locale.ROOT));
        }
        if (HEADER_FILES.contains(format) && !format.equals("location")) {
            MessageRules.media(parameters.getFirst(), format, "template['components'][header]['" + format + "']");
        }
    }

    private static void texts(Template template, String where, String text, Optional<JsonNode> given) {
        Set<String> expected = placeholders(text);
        List<JsonNode> parameters = parameters(given);
        if (expected.size() != parameters.size()) {
            throw GraphError.of(
                    132000,
                    where + ": number of localizable_params (" + parameters.size()
                            + ") does not match the expected number of params (" + expected.size() + ")");
        }
        for (JsonNode parameter : parameters) {
            String type = Json.text(parameter, "type").toLowerCase(Locale.ROOT);
            switch (type) {
                case "text" -> {
                    if (Json.text(parameter, "text").isEmpty()) {
                        throw GraphError.of(100, "Parameter 'text' is mandatory for component parameter type 'text'");
                    }
                }
                case "currency", "date_time" -> {
                    if (!parameter.path(type).isObject()) {
                        throw GraphError.of(132018, "Parameter '" + type + "' is mandatory for its type");
                    }
                }
                default ->
                    throw GraphError.of(
                            132012,
                            where + ": Format mismatch, expected TEXT, received " + type.toUpperCase(Locale.ROOT));
            }
            if (template.named() && !expected.contains(Json.text(parameter, "parameter_name"))) {
                throw GraphError.of(
                        100, "Invalid parameter name: '" + Json.text(parameter, "parameter_name") + "' in " + where);
            }
        }
    }

    private static void buttons(JsonNode buttons, JsonNode message) {
        int index = 0;
        for (JsonNode button : buttons) {
            boolean variable = !placeholders(Json.text(button, "url")).isEmpty();
            String type = Json.text(button, "type").toUpperCase(Locale.ROOT);
            if (variable || type.equals("COPY_CODE") || type.equals("OTP")) {
                String position = Integer.toString(index);
                boolean filled = message.path("components")
                        .valueStream()
                        .filter(component -> Json.text(component, "type").equalsIgnoreCase("button"))
                        .filter(component -> Json.text(component, "index").equals(position))
                        .anyMatch(component -> !component.path("parameters").isEmpty());
                if (!filled) {
                    String shown = type.equals("URL") || type.equals("OTP") ? "Url" : "CopyCode";
                    throw GraphError.of(
                            131008,
                            "buttons: Button at index " + index + " of type " + shown + " requires a parameter");
                }
            }
            index++;
        }
    }

    private static List<JsonNode> parameters(Optional<JsonNode> component) {
        return component
                .map(given -> given.path("parameters").valueStream().toList())
                .orElse(List.of());
    }
}
