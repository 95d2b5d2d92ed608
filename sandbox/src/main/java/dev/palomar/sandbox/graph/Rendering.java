package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Template;
import dev.palomar.sandbox.wire.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A template with its placeholders filled: what the person sees.
final class Rendering {

    private Rendering() {}

    static ObjectNode of(Template template, JsonNode message) {
        return of(template.components(), message);
    }

    private static ObjectNode of(JsonNode components, JsonNode message) {
        ObjectNode rendered = Json.object();
        for (JsonNode component : components) {
            String type = Json.text(component, "type").toLowerCase(Locale.ROOT);
            if (component.has("text")) {
                rendered.put(type, fill(Json.text(component, "text"), parameters(message, type)));
            } else if (type.equals("header")) {
                rendered.put(type, "[" + Json.text(component, "format").toLowerCase(Locale.ROOT) + "]");
            } else if (type.equals("buttons")) {
                rendered.set("buttons", component.path("buttons"));
            } else if (type.equals("carousel")) {
                JsonNode filled = message.path("components")
                        .valueStream()
                        .filter(one -> Json.text(one, "type").equalsIgnoreCase("carousel"))
                        .findFirst()
                        .map(one -> one.path("cards"))
                        .orElseGet(Json::array);
                ArrayNode cards = rendered.putArray("cards");
                for (int i = 0; i < component.path("cards").size(); i++) {
                    cards.add(of(component.path("cards").path(i).path("components"), filled.path(i)));
                }
            }
        }
        return rendered;
    }

    private static List<JsonNode> parameters(JsonNode message, String type) {
        return message.path("components")
                .valueStream()
                .filter(component -> Json.text(component, "type").equalsIgnoreCase(type))
                .flatMap(component -> component.path("parameters").valueStream())
                .toList();
    }

    private static String fill(String text, List<JsonNode> parameters) {
        String filled = text;
        int position = 0;
        for (String name : TemplateRules.placeholders(text)) {
            int at = position++;
            JsonNode parameter = parameters.stream()
                    .filter(candidate -> Json.text(candidate, "parameter_name").equals(name))
                    .findFirst()
                    .orElseGet(() -> at < parameters.size() ? parameters.get(at) : Json.object());
            String type = Json.text(parameter, "type");
            String value = type.equals("text") || type.isEmpty()
                    ? Json.text(parameter, "text")
                    : Json.text(parameter.path(type), "fallback_value");
            filled = filled.replaceAll("\\{\\{\\s*" + name + "\\s*}}", java.util.regex.Matcher.quoteReplacement(value));
        }
        return filled;
    }
}
