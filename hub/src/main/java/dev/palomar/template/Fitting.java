package dev.palomar.template;

import dev.palomar.model.Json;
import dev.palomar.model.Rejection.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether a message fills its template: what WhatsApp would refuse is told beforehand, with the field that is
/// wrong.
///
/// Source: Meta, "Cloud API / Messages / Template messages" and its error codes 132000, 132012 and 131008.
final class Fitting {

    private static final Set<String> TEXT_TYPES = Set.of("text", "currency", "date_time");
    private static final int COUPON = 20;

    private final Blueprint blueprint;
    private final String path;
    private final List<Fault> faults;

    private Fitting(Blueprint blueprint, String path, List<Fault> faults) {
        this.blueprint = blueprint;
        this.path = path;
        this.faults = faults;
    }

    /// Everything that does not fit; nothing when WhatsApp has no reason to refuse it. `form` is the `template`
    /// object of a message, whose fields are named below `path`.
    static List<Fault> faults(Blueprint blueprint, ObjectNode form, String path) {
        List<Fault> faults = new ArrayList<>();
        new Fitting(blueprint, path, faults).components(Json.elements(form, "components"));
        return faults;
    }

    /// A component of the message, and where it stands.
    private record Given(ObjectNode component, String path) {

        String word(String field) {
            return Json.string(component, field).orElse("").toLowerCase(Locale.ROOT);
        }

        List<JsonNode> parameters() {
            return component.path("parameters") instanceof ArrayNode array
                    ? array.valueStream().toList()
                    : List.of();
        }
    }

    private void components(Iterable<JsonNode> components) {
        Optional<Given> header = Optional.empty();
        Optional<Given> body = Optional.empty();
        Optional<Given> carousel = Optional.empty();
        boolean offer = false;
        List<Given> buttons = new ArrayList<>();
        Set<String> once = new HashSet<>();
        int at = 0;
        for (JsonNode node : components) {
            String place = path + ".components[" + at++ + "]";
            if (!(node instanceof ObjectNode component)) {
                fault(place, "expected an object");
                continue;
            }
            Given given = new Given(component, place);
            String type = given.word("type");
            if (!type.equals("button") && !once.add(type)) {
                fault(place + ".type", "there is a component of type " + type + " already");
            }
            switch (type) {
                case "header" -> header = Optional.of(given);
                case "body" -> body = Optional.of(given);
                case "button" -> buttons.add(given);
                case "carousel" -> carousel = Optional.of(given);
                case "limited_time_offer" -> offer = true;
                default -> {}
            }
        }
        header(header);
        words("body", blueprint.body(), body);
        if (blueprint.expiring() && !offer) {
            fault(
                    path + ".components",
                    "the template's offer ends at a time: a component limited_time_offer is missing");
        }
        buttons(buttons);
        cards(carousel);
    }

    private void header(Optional<Given> given) {
        if (blueprint.header().isEmpty()) {
            given.filter(one -> !one.parameters().isEmpty())
                    .ifPresent(one -> fault(one.path(), "the template has no header into which a value could go"));
            return;
        }
        switch (blueprint.header().get()) {
            case Blueprint.Header.Text(Blueprint.Words words) -> words("header", words, given);
            case Blueprint.Header.File(String kind) -> file(kind, given);
        }
    }

    private void file(String kind, Optional<Given> given) {
        List<JsonNode> parameters = given.map(Given::parameters).orElse(List.of());
        String place = given.map(Given::path).orElse(path + ".components");
        if (parameters.size() != 1) {
            fault(
                    given.isPresent() ? place + ".parameters" : place,
                    "the template's header needs one " + kind + ", as {\"type\":\"header\",\"parameters\":[{\"type\":\""
                            + kind + "\",\"" + kind + "\":{…}}]}");
            return;
        }
        String parameter = place + ".parameters[0]";
        String type = Json.string(parameters.getFirst(), "type").orElse("").toLowerCase(Locale.ROOT);
        Optional<ObjectNode> value = Json.child(parameters.getFirst(), kind);
        if (!type.equals(kind)) {
            fault(
                    parameter + ".type",
                    "the template's header needs " + kind + ", and not " + (type.isEmpty() ? "nothing" : type));
        } else if (value.isEmpty()) {
            fault(parameter + "." + kind, "is missing");
        } else if (kind.equals("location")) {
            for (String field : List.of("latitude", "longitude", "name", "address")) {
                if (Json.string(value.get(), field)
                        .filter(text -> !text.isBlank())
                        .isEmpty()) {
                    fault(parameter + ".location." + field, "is missing");
                }
            }
        } else if (Json.string(value.get(), "id").isPresent()
                == Json.string(value.get(), "link").isPresent()) {
            fault(parameter + "." + kind, "expected either id or link");
        }
    }

    private void words(String component, Blueprint.Words words, Optional<Given> given) {
        List<JsonNode> parameters = given.map(Given::parameters).orElse(List.of());
        String place = given.map(one -> one.path() + ".parameters").orElse(path + ".components");
        boolean named = words.names().stream().anyMatch(name -> !name.matches("\\d+"));
        for (int i = 0; i < parameters.size(); i++) {
            text(parameters.get(i), place + "[" + i + "]");
        }
        if (named) {
            names(component, words, parameters, place);
        } else if (parameters.size() != words.names().size()) {
            fault(
                    place,
                    "the template's " + component + " takes "
                            + count(words.names().size()) + ", and there " + (parameters.size() == 1 ? "is " : "are ")
                            + parameters.size());
        }
    }

    private void names(String component, Blueprint.Words words, List<JsonNode> parameters, String place) {
        Set<String> brought = new HashSet<>();
        for (int i = 0; i < parameters.size(); i++) {
            String name = Json.string(parameters.get(i), "parameter_name").orElse("");
            String field = place + "[" + i + "].parameter_name";
            if (name.isEmpty()) {
                fault(field, "is missing; the template's " + component + " has " + String.join(", ", words.names()));
            } else if (!words.names().contains(name)) {
                fault(
                        field,
                        "the template's " + component + " has no value " + name + ", only "
                                + String.join(", ", words.names()));
            } else if (!brought.add(name)) {
                fault(field, "is there twice");
            }
        }
        List<String> missing =
                words.names().stream().filter(name -> !brought.contains(name)).toList();
        if (!missing.isEmpty()) {
            fault(place, "the template's " + component + " also needs " + String.join(", ", missing));
        }
    }

    private void text(JsonNode parameter, String place) {
        String type = Json.string(parameter, "type").orElse("").toLowerCase(Locale.ROOT);
        if (!TEXT_TYPES.contains(type)) {
            fault(
                    place + ".type",
                    "expected text, currency or date_time" + (type.isEmpty() ? "" : ", and not " + type));
        } else if (type.equals("text")) {
            if (Json.string(parameter, "text").filter(text -> !text.isBlank()).isEmpty()) {
                fault(place + ".text", "must not be empty");
            }
        } else if (Json.child(parameter, type)
                .flatMap(value -> Json.string(value, "fallback_value"))
                .isEmpty()) {
            fault(place + "." + type + ".fallback_value", "is missing");
        }
    }

    private void buttons(List<Given> given) {
        Set<Integer> filled = new HashSet<>();
        for (Given one : given) {
            Optional<Blueprint.Button> meant =
                    Json.string(one.component(), "index").flatMap(this::button);
            if (meant.isEmpty()) {
                fault(one.path() + ".index", "the template has no such button; the first one is 0");
                continue;
            }
            Blueprint.Button button = meant.get();
            if (!filled.add(button.index())) {
                fault(one.path() + ".index", "there is a value for this button already");
            }
            if (button.subType().isEmpty()) {
                fault(one.path() + ".index", "no value can go into this button (" + button.type() + ")");
            } else if (!one.word("sub_type").equals(button.subType())) {
                fault(one.path() + ".sub_type", "the button is of kind " + button.subType());
            } else {
                value(button, one);
            }
        }
        for (Blueprint.Button button : blueprint.buttons()) {
            if (button.needed() && !filled.contains(button.index())) {
                fault(
                        path + ".components",
                        "the template's button " + button.index() + " (" + button.text()
                                + ") needs a value, as {\"type\":\"button\",\"sub_type\":\"" + button.subType()
                                + "\",\"index\":\""
                                + button.index() + "\",\"parameters\":[…]}");
            }
        }
    }

    private Optional<Blueprint.Button> button(String index) {
        return blueprint.buttons().stream()
                .filter(button -> Integer.toString(button.index()).equals(index.strip()))
                .findFirst();
    }

    private void value(Blueprint.Button button, Given given) {
        String wanted = button.valueType();
        List<JsonNode> parameters = given.parameters();
        if (parameters.size() != 1) {
            fault(given.path() + ".parameters", "the button takes one value of type " + wanted);
            return;
        }
        String place = given.path() + ".parameters[0]";
        JsonNode parameter = parameters.getFirst();
        if (!button.needed()) {
            // Meta's own examples name other types here, and WhatsApp does not mind
            return;
        }
        if (Json.string(parameter, "type").filter(wanted::equalsIgnoreCase).isEmpty()) {
            fault(place + ".type", "expected " + wanted);
            return;
        }
        switch (wanted) {
            case "text", "coupon_code" -> {
                int length = Json.string(parameter, wanted).orElse("").length();
                if (length == 0) {
                    fault(place + "." + wanted, "must not be empty");
                } else if (wanted.equals("coupon_code") && length > COUPON) {
                    fault(place + ".coupon_code", "must have at most " + COUPON + " characters");
                }
            }
            default -> {}
        }
    }

    private void cards(Optional<Given> carousel) {
        if (blueprint.cards().isEmpty()) {
            carousel.ifPresent(one -> fault(one.path(), "the template is no carousel"));
            return;
        }
        List<JsonNode> given = carousel.map(one -> one.component().path("cards") instanceof ArrayNode array
                        ? array.valueStream().toList()
                        : List.<JsonNode>of())
                .orElse(List.of());
        String place = carousel.map(one -> one.path() + ".cards").orElse(path + ".components");
        if (given.size() != blueprint.cards().size()) {
            fault(
                    place,
                    "the template's carousel has " + blueprint.cards().size() + " cards, and there are "
                            + given.size());
            return;
        }
        for (int i = 0; i < given.size(); i++) {
            Blueprint card = blueprint.cards().get(i);
            new Fitting(card, place + "[" + i + "]", faults).components(Json.elements(given.get(i), "components"));
        }
    }

    private static String count(int values) {
        return switch (values) {
            case 0 -> "no values";
            case 1 -> "1 value";
            default -> values + " values";
        };
    }

    private void fault(String field, String detail) {
        faults.add(new Fault(field, detail));
    }
}
