package dev.palomar.template;

import dev.palomar.model.Json;
import dev.palomar.model.Rejection.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A message made from a template as the person would see it.
///
/// @param message   the `template` object that would be sent
/// @param shown     the texts with their values: `header`, `body`, `footer`, `buttons`, and `cards` of a carousel
/// @param problems  why WhatsApp would not take it as it is
public record Preview(ObjectNode message, ObjectNode shown, List<Fault> problems) {

    /// `components` are those of the message; without them the template's own examples are used.
    static Preview of(Template template, Optional<ArrayNode> components) {
        Blueprint blueprint = template.blueprint();
        ObjectNode message = Json.object();
        message.put("name", template.name());
        message.putObject("language").put("code", template.language());
        ArrayNode filled = components.orElseGet(() -> Examples.of(blueprint));
        if (!filled.isEmpty()) {
            message.set("components", filled);
        }
        return new Preview(message, show(blueprint, filled), Fitting.faults(blueprint, message, "template"));
    }

    private static ObjectNode show(Blueprint blueprint, JsonNode components) {
        ObjectNode shown = Json.object();
        blueprint
                .header()
                .ifPresentOrElse(
                        header ->
                                shown.set("header", header(header, component(components, "header", Optional.empty()))),
                        () -> shown.putNull("header"));
        shown.put("body", fill(blueprint.body(), component(components, "body", Optional.empty())));
        shown.put("footer", blueprint.footer().orElse(null));
        ArrayNode buttons = shown.putArray("buttons");
        for (Blueprint.Button button : blueprint.buttons()) {
            ObjectNode one = buttons.addObject().put("type", button.type()).put("text", button.text());
            String value = value(component(components, "button", Optional.of(button.index()))
                    .path("parameters")
                    .path(0));
            one.put("url", button.url().isEmpty() ? null : Placeholders.fill(button.url(), _ -> value));
        }
        ArrayNode cards = shown.putArray("cards");
        JsonNode given = component(components, "carousel", Optional.empty()).path("cards");
        for (int i = 0; i < blueprint.cards().size(); i++) {
            cards.add(show(blueprint.cards().get(i), given.path(i).path("components")));
        }
        return shown;
    }

    private static ObjectNode header(Blueprint.Header header, JsonNode given) {
        return switch (header) {
            case Blueprint.Header.Text(Blueprint.Words words) ->
                Json.object()
                        .put("format", "text")
                        .put("text", fill(words, given))
                        .putNull("file");
            case Blueprint.Header.File(String kind) -> {
                JsonNode file = given.path("parameters").path(0).path(kind);
                ObjectNode json = Json.object().put("format", kind).putNull("text");
                json.set("file", file instanceof ObjectNode ? file : null);
                yield json;
            }
        };
    }

    private static JsonNode component(JsonNode components, String type, Optional<Integer> index) {
        for (JsonNode component : components) {
            boolean same = Json.string(component, "type")
                    .filter(type::equalsIgnoreCase)
                    .isPresent();
            boolean there = index.isEmpty()
                    || Json.string(component, "index")
                            .filter(index.get().toString()::equals)
                            .isPresent();
            if (same && there) {
                return component;
            }
        }
        return Json.object();
    }

    /// Values that are missing leave their placeholder.
    private static String fill(Blueprint.Words words, JsonNode given) {
        List<JsonNode> parameters = given.path("parameters").valueStream().toList();
        return Placeholders.fill(words.text(), name -> {
            int at = words.names().indexOf(name);
            return parameters.stream()
                    .filter(one -> Json.string(one, "parameter_name")
                            .filter(name::equals)
                            .isPresent())
                    .findFirst()
                    .or(() -> Optional.of(at)
                            .filter(place -> place >= 0 && place < parameters.size())
                            .map(parameters::get)
                            .filter(one -> !one.has("parameter_name")))
                    .map(Preview::value)
                    .filter(text -> !text.isEmpty())
                    .orElse("{{" + name + "}}");
        });
    }

    private static String value(JsonNode parameter) {
        String type = Json.string(parameter, "type").orElse("text").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "currency", "date_time" ->
                Json.string(parameter.path(type), "fallback_value").orElse("");
            default -> Json.string(parameter, type).orElse("");
        };
    }
}
