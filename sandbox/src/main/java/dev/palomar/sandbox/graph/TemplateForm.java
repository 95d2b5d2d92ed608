package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.wire.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// What Meta checks in a template before it is taken for review.
///
/// Facts: Meta, "Template components" and the error codes 2388040 to 2388299.
final class TemplateForm {

    private static final Map<String, Integer> MOST_BUTTONS =
            Map.of("URL", 2, "PHONE_NUMBER", 1, "COPY_CODE", 1, "FLOW", 1, "QUICK_REPLY", 10, "OTP", 1);

    private TemplateForm() {}

    /// Throws a [GraphError] when the components cannot become a template.
    static void check(ArrayNode components, String category) {
        Set<String> types = new HashSet<>();
        for (JsonNode component : components) {
            String type = Json.text(component, "type").toUpperCase(Locale.ROOT);
            if (!types.add(type)) {
                throw wrong("Components of type " + type + " occur more than once.");
            }
            switch (type) {
                case "HEADER" -> header(component);
                case "BODY" -> body(component, category);
                case "FOOTER" -> length(component, 60, 2388073, "The footer");
                case "BUTTONS" -> buttons(Rule.array(component, "buttons", "components['buttons']", 1, 10));
                case "CAROUSEL", "LIMITED_TIME_OFFER" -> {}
                default -> throw wrong("Unknown component type " + type + ".");
            }
        }
        if (!types.contains("BODY")) {
            throw wrong("A template needs a BODY component.");
        }
    }

    private static void header(JsonNode header) {
        String format = Json.text(header, "format").toUpperCase(Locale.ROOT);
        Rule.oneOf(
                format.toLowerCase(Locale.ROOT),
                List.of("text", "image", "video", "document", "location"),
                "components['header']['format']");
        if (format.equals("TEXT")) {
            length(header, 60, 2388047, "The header");
            if (TemplateRules.placeholders(Json.text(header, "text")).size() > 1) {
                throw told(2388047, "The header can hold only one variable.");
            }
        } else if (!format.equals("LOCATION")
                && header.path("example").path("header_handle").isEmpty()) {
            throw told(2388043, "A header with a file needs an example of it.");
        }
    }

    private static void body(JsonNode body, String category) {
        if (category.equals("AUTHENTICATION")) {
            return;
        }
        String text = Json.text(body, "text");
        if (text.isEmpty()) {
            throw wrong("The BODY component has no text.");
        }
        length(body, 1_024, 2388040, "The body");
        String bare = text.strip();
        if (bare.startsWith("{{") || bare.endsWith("}}")) {
            throw told(2388299, "Variables can't be at the start or end of the template.");
        }
        List<String> names = List.copyOf(TemplateRules.placeholders(text));
        boolean numbered = names.stream().anyMatch(name -> name.matches("\\d+"));
        for (int i = 0; numbered && i < names.size(); i++) {
            if (!names.contains(Integer.toString(i + 1))) {
                throw told(2388072, "The variables are not numbered {{1}}, {{2}} and so on.");
            }
        }
        JsonNode example = body.path("example");
        if (!names.isEmpty()
                && example.path("body_text").isEmpty()
                && example.path("body_text_named_params").isEmpty()) {
            throw told(2388043, "A body with variables needs an example of their values.");
        }
    }

    private static void buttons(ArrayNode buttons) {
        Map<String, Integer> counts = new HashMap<>();
        for (JsonNode button : buttons) {
            String type = Json.text(button, "type").toUpperCase(Locale.ROOT);
            int most = MOST_BUTTONS.getOrDefault(type, 10);
            if (counts.merge(type, 1, Integer::sum) > most) {
                throw wrong("At most " + most + " buttons of type " + type + " are allowed.");
            }
            if (!type.equals("COPY_CODE") && !type.equals("OTP")) {
                Rule.text(button, "text", "components['buttons']['text']", 25);
            }
            if (type.equals("URL")) {
                Rule.text(button, "url", "components['buttons']['url']", 2_000);
            }
        }
    }

    private static void length(JsonNode component, int most, int subcode, String what) {
        if (Json.text(component, "text").length() > most) {
            throw told(subcode, what + " can't be longer than " + most + " characters.");
        }
    }

    private static GraphError wrong(String why) {
        return GraphError.parameter("Invalid parameter").told(2388043, "Template can't be created", why);
    }

    private static GraphError told(int subcode, String why) {
        return GraphError.parameter("Invalid parameter").told(subcode, "Template can't be created", why);
    }
}
