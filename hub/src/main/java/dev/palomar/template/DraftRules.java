package dev.palomar.template;

import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection.Fault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What Meta takes as components of a template. Components that are newer than this hub are left to Meta.
///
/// Source: Meta, "Message templates / Components" and the error codes 2388040 to 2388299.
final class DraftRules {

    private static final int HEADER = 60;
    private static final int BODY = 1_024;
    private static final int FOOTER = 60;
    private static final int BUTTON = 25;
    private static final int URL = 2_000;
    private static final Map<String, Integer> MOST =
            Map.of("URL", 2, "PHONE_NUMBER", 1, "COPY_CODE", 1, "FLOW", 1, "OTP", 1, "QUICK_REPLY", 10);
    private static final Set<String> FORMATS = Set.of("TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION");
    private static final Set<String> FILES = Set.of("IMAGE", "VIDEO", "DOCUMENT");

    private final String category;
    private final boolean named;
    private final List<Fault> faults;
    private final Set<String> types = new HashSet<>();

    DraftRules(String category, boolean named, List<Fault> faults) {
        this.category = category;
        this.named = named;
        this.faults = faults;
    }

    /// Answers with the component's type.
    String check(JsonNode component, String place) {
        String type = word(component, "type");
        if (!(component instanceof ObjectNode object) || type.isEmpty()) {
            fault(place + ".type", "is missing");
            return "";
        }
        if (!types.add(type)) {
            fault(place + ".type", "there is a component of type " + type + " already");
        }
        switch (type) {
            case "HEADER" -> header(object, place);
            case "BODY" -> body(object, place);
            case "FOOTER" -> footer(object, place);
            case "BUTTONS" -> buttons(object, place);
            case "CAROUSEL" -> carousel(object, place);
            default -> {}
        }
        return type;
    }

    private void header(ObjectNode header, String place) {
        String format = word(header, "format");
        if (!FORMATS.contains(format)) {
            fault(place + ".format", "expected TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION");
        } else if (format.equals("TEXT")) {
            List<String> names = text(header, place, HEADER);
            if (names.size() > 1) {
                fault(place + ".text", "a header holds one value at most");
            }
            examples(header, place, names, "header_text", "header_text_named_params");
        } else if (FILES.contains(format)
                && header.path("example").path("header_handle").isEmpty()) {
            fault(
                    place + ".example.header_handle",
                    "an example is missing: a list with the id of a file in this hub (med_…) or a handle of Meta's");
        }
    }

    private void body(ObjectNode body, String place) {
        if (category.equals("AUTHENTICATION")) {
            if (body.has("text")) {
                fault(place + ".text", "Meta writes the body of authentication templates itself; leave it out");
            }
            return;
        }
        List<String> names = text(body, place, BODY);
        String text = Json.string(body, "text").orElse("");
        if (Placeholders.atAnEdge(text)) {
            fault(place + ".text", "must neither begin nor end with a value");
        }
        examples(body, place, names, "body_text", "body_text_named_params");
    }

    private void footer(ObjectNode footer, String place) {
        if (category.equals("AUTHENTICATION")) {
            return;
        }
        if (!text(footer, place, FOOTER).isEmpty()) {
            fault(place + ".text", "a footer holds no values");
        }
    }

    private List<String> text(ObjectNode component, String place, int longest) {
        String text = Json.string(component, "text").orElse("");
        if (text.isBlank()) {
            fault(place + ".text", "must not be empty");
        } else if (text.codePointCount(0, text.length()) > longest) {
            fault(place + ".text", "must have at most " + longest + " characters");
        } else if (!PlainText.clean(text).equals(text)) {
            fault(place + ".text", "holds a character that cannot be kept (NUL or half a surrogate pair)");
        }
        List<String> names = Placeholders.in(text);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean number = name.matches("\\d+");
            if (named && (number || !name.matches("[a-z0-9_]+"))) {
                fault(place + ".text", "{{" + name + "}}: expected a name of small letters, digits and underscores");
            } else if (!named && !names.contains(Integer.toString(i + 1))) {
                fault(
                        place + ".text",
                        "values are numbered {{1}}, {{2}} and so on without a gap, unless parameterFormat is"
                                + " NAMED");
                break;
            }
        }
        return names;
    }

    private void examples(ObjectNode component, String place, List<String> names, String list, String namedList) {
        if (names.isEmpty()) {
            return;
        }
        JsonNode example = component.path("example");
        if (named) {
            Set<String> given = new HashSet<>();
            Json.elements(example, namedList)
                    .forEach(one -> Json.string(one, "param_name").ifPresent(given::add));
            if (!given.containsAll(names)) {
                fault(
                        place + ".example." + namedList,
                        "expected [{\"param_name\": …, \"example\": …}] with one entry for each of "
                                + String.join(", ", names));
            }
            return;
        }
        JsonNode first = example.path(list).path(0);
        int given = first instanceof ArrayNode inner
                ? inner.size()
                : example.path(list).size();
        if (given != names.size()) {
            fault(place + ".example." + list, "expected one example for each of the " + names.size() + " values");
        }
    }

    private void buttons(ObjectNode component, String place) {
        if (!(component.get("buttons") instanceof ArrayNode buttons) || buttons.isEmpty() || buttons.size() > 10) {
            fault(place + ".buttons", "expected a list of 1 to 10 buttons");
            return;
        }
        Map<String, Integer> counts = new HashMap<>();
        int at = 0;
        for (JsonNode button : buttons) {
            String spot = place + ".buttons[" + at++ + "]";
            String type = word(button, "type");
            int most = Optional.ofNullable(MOST.get(type)).orElse(10);
            if (type.isEmpty()) {
                fault(spot + ".type", "is missing");
            } else if (counts.merge(type, 1, Integer::sum) > most) {
                fault(spot + ".type", "at most " + most + " of type " + type + " are allowed");
            }
            button(type, button, spot);
        }
    }

    private void button(String type, JsonNode button, String spot) {
        String text = Json.string(button, "text").orElse("");
        if (type.equals("URL") || type.equals("PHONE_NUMBER") || type.equals("QUICK_REPLY")) {
            if (text.isBlank() || text.codePointCount(0, text.length()) > BUTTON) {
                fault(spot + ".text", "expected 1 to " + BUTTON + " characters");
            }
        }
        switch (type) {
            case "URL" -> {
                String url = Json.string(button, "url").orElse("");
                List<String> names = Placeholders.in(url);
                boolean web = url.startsWith("https://") || url.startsWith("http://");
                if (!web || url.length() > URL) {
                    fault(spot + ".url", "expected an address of at most " + URL + " characters");
                } else if (names.size() > 1 || (names.size() == 1 && !url.endsWith("}}"))) {
                    fault(spot + ".url", "an address holds one value at most, and at its end");
                } else if (names.size() == 1 && button.path("example").isEmpty()) {
                    fault(spot + ".example", "expected a list with one whole address as an example");
                }
            }
            case "PHONE_NUMBER" -> {
                if (Json.string(button, "phone_number")
                        .filter(number -> !number.isBlank())
                        .isEmpty()) {
                    fault(spot + ".phone_number", "is missing");
                }
            }
            case "COPY_CODE" -> {
                if (!button.has("example")) {
                    fault(spot + ".example", "is missing");
                }
            }
            default -> {}
        }
    }

    private void carousel(ObjectNode component, String place) {
        if (!(component.get("cards") instanceof ArrayNode cards) || cards.size() < 2 || cards.size() > 10) {
            fault(place + ".cards", "expected a list of 2 to 10 cards");
            return;
        }
        int at = 0;
        for (JsonNode card : cards) {
            String spot = place + ".cards[" + at++ + "]";
            DraftRules rules = new DraftRules("", named, faults);
            int part = 0;
            for (JsonNode inner : Json.elements(card, "components")) {
                rules.check(inner, spot + ".components[" + part++ + "]");
            }
            if (part == 0) {
                fault(spot + ".components", "is missing");
            }
        }
    }

    private static String word(JsonNode node, String field) {
        return Json.string(node, field).orElse("").toUpperCase(Locale.ROOT);
    }

    private void fault(String field, String detail) {
        faults.add(new Fault(field, detail));
    }
}
