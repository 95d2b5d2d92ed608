package dev.palomar.template;

import dev.palomar.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A template's parts, as far as values go into them. Components that are newer than this hub are passed over:
/// Meta judges what goes into those.
///
/// Source: Meta, "Message templates / Components".
///
/// @param cards     of a carousel; each is a small template of its own
/// @param expiring  it has a limited-time offer that ends at a moment which each message names
public record Blueprint(
        Optional<Header> header,
        Words body,
        Optional<String> footer,
        List<Button> buttons,
        List<Blueprint> cards,
        boolean expiring) {

    /// A text and the names of the values in it, in order.
    ///
    /// @param examples  by position, as they were handed in for review; perhaps fewer than names
    public record Words(String text, List<String> names, List<String> examples) {

        static final Words NONE = new Words("", List.of(), List.of());

        Optional<String> example(String name) {
            int at = names.indexOf(name);
            return at >= 0 && at < examples.size() ? Optional.of(examples.get(at)) : Optional.empty();
        }
    }

    public sealed interface Header {

        record Text(Words words) implements Header {}

        /// @param kind  `image`, `video`, `document` or `location`: also the type of the value it needs
        record File(String kind) implements Header {}
    }

    /// @param type     Meta's word, such as `URL`
    /// @param subType  the word that names it in a message; empty when no value can go into it
    /// @param needed   a message must bring a value for it
    public record Button(
            int index, String type, String text, String url, String subType, boolean needed, String example) {

        /// The type of the value that goes into it.
        String valueType() {
            return switch (subType) {
                case "url" -> "text";
                case "copy_code" -> "coupon_code";
                case "quick_reply" -> "payload";
                case "flow", "catalog", "mpm" -> "action";
                default -> "";
            };
        }

        /// The example as a message would bring it: Meta has whole links as examples, and a message brings only
        /// what stands in the place of `{{1}}`.
        Optional<String> sample() {
            int variable = url.indexOf("{{");
            String before = variable < 0 ? "" : url.substring(0, variable);
            String value = example.startsWith(before) ? example.substring(before.length()) : example;
            return Optional.of(value).filter(text -> !text.isEmpty());
        }
    }

    static Blueprint of(ArrayNode components, String category) {
        Optional<Header> header = Optional.empty();
        Words body = Words.NONE;
        Optional<String> footer = Optional.empty();
        List<Button> buttons = new ArrayList<>();
        List<Blueprint> cards = new ArrayList<>();
        boolean expiring = false;
        for (JsonNode component : components) {
            switch (word(component, "type")) {
                case "HEADER" -> header = header(component);
                case "BODY" -> body = body(component, category);
                case "FOOTER" -> footer = Json.string(component, "text");
                case "BUTTONS" -> buttons.addAll(buttons(component));
                case "CAROUSEL" -> {
                    for (JsonNode card : Json.elements(component, "cards")) {
                        cards.add(of(card.get("components") instanceof ArrayNode inner ? inner : Json.array(), ""));
                    }
                }
                case "LIMITED_TIME_OFFER" ->
                    expiring = Json.child(component, "limited_time_offer")
                            .map(offer -> offer.path("has_expiration").asBoolean(false))
                            .orElse(false);
                default -> {}
            }
        }
        return new Blueprint(header, body, footer, List.copyOf(buttons), List.copyOf(cards), expiring);
    }

    private static Optional<Header> header(JsonNode component) {
        String format = word(component, "format");
        return switch (format) {
            case "", "TEXT" ->
                Optional.of(new Header.Text(words(component, "header_text", "header_text_named_params")));
            case "IMAGE", "VIDEO", "DOCUMENT", "LOCATION" ->
                Optional.of(new Header.File(format.toLowerCase(Locale.ROOT)));
            default -> Optional.empty();
        };
    }

    /// Meta writes the body of an authentication template itself; the code is its one value.
    private static Words body(JsonNode component, String category) {
        Words words = words(component, "body_text", "body_text_named_params");
        return category.equals("AUTHENTICATION") && words.names().isEmpty()
                ? new Words(words.text().isEmpty() ? "{{1}}" : words.text(), List.of("1"), List.of("123456"))
                : words;
    }

    private static Words words(JsonNode component, String examples, String namedExamples) {
        String text = Json.string(component, "text").orElse("");
        List<String> names = Placeholders.in(text);
        List<String> found = new ArrayList<>();
        Optional<ObjectNode> example = Json.child(component, "example");
        example.ifPresent(object -> texts(object.path(examples), found));
        if (found.isEmpty()) {
            for (String name : names) {
                example.ifPresent(object -> Json.elements(object, namedExamples).forEach(one -> {
                    if (Json.string(one, "param_name").filter(name::equals).isPresent()) {
                        found.add(Json.string(one, "example").orElse(""));
                    }
                }));
            }
        }
        return new Words(text, names, List.copyOf(found));
    }

    /// Examples of a header are a list, those of a body a list in a list.
    private static void texts(JsonNode node, List<String> found) {
        if (node instanceof ArrayNode array) {
            JsonNode first = array.get(0);
            if (first instanceof ArrayNode inner) {
                texts(inner, found);
            } else {
                array.forEach(one -> found.add(one.asString("")));
            }
        }
    }

    private static List<Button> buttons(JsonNode component) {
        List<Button> buttons = new ArrayList<>();
        for (JsonNode button : Json.elements(component, "buttons")) {
            String type = word(button, "type");
            String url = Json.string(button, "url").orElse("");
            boolean variable = !Placeholders.in(url).isEmpty();
            String subType = switch (type) {
                case "URL" -> variable ? "url" : "";
                // handed in as OTP, given out as a URL: a message names it by the latter
                case "OTP" -> "url";
                case "COPY_CODE" -> "copy_code";
                case "QUICK_REPLY" -> "quick_reply";
                case "FLOW" -> "flow";
                case "CATALOG" -> "catalog";
                case "MPM" -> "mpm";
                default -> "";
            };
            boolean needed = subType.equals("url") || subType.equals("copy_code") || subType.equals("mpm");
            buttons.add(new Button(
                    buttons.size(),
                    type,
                    Json.string(button, "text").orElse(""),
                    url,
                    subType,
                    needed,
                    example(button.path("example"))));
        }
        return buttons;
    }

    private static String example(JsonNode node) {
        JsonNode first = node instanceof ArrayNode array && !array.isEmpty() ? array.get(0) : node;
        return first.asString("");
    }

    private static String word(JsonNode node, String field) {
        return Json.string(node, field).orElse("").toUpperCase(Locale.ROOT);
    }
}
