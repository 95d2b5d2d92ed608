package dev.palomar.template;

import dev.palomar.model.Json;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The components of a message that is filled with the examples which were handed in with the template. A file
/// in the header is not among them: Meta has it under a handle that no message can name.
final class Examples {

    private Examples() {}

    static ArrayNode of(Blueprint blueprint) {
        ArrayNode components = Json.array();
        blueprint.header().ifPresent(header -> {
            if (header instanceof Blueprint.Header.Text(Blueprint.Words words)) {
                texts(components, "header", words);
            }
        });
        texts(components, "body", blueprint.body());
        for (Blueprint.Button button : blueprint.buttons()) {
            Optional<String> sample = button.sample();
            if (button.needed() && sample.isPresent() && !button.valueType().equals("action")) {
                ObjectNode component = components.addObject();
                component.put("type", "button").put("sub_type", button.subType());
                component.put("index", Integer.toString(button.index()));
                component
                        .putArray("parameters")
                        .addObject()
                        .put("type", button.valueType())
                        .put(button.valueType(), sample.get());
            }
        }
        if (!blueprint.cards().isEmpty()) {
            ArrayNode cards = components.addObject().put("type", "carousel").putArray("cards");
            for (int i = 0; i < blueprint.cards().size(); i++) {
                cards.addObject()
                        .put("card_index", i)
                        .set("components", of(blueprint.cards().get(i)));
            }
        }
        return components;
    }

    private static void texts(ArrayNode components, String type, Blueprint.Words words) {
        if (words.names().isEmpty()) {
            return;
        }
        ArrayNode parameters = components.addObject().put("type", type).putArray("parameters");
        for (String name : words.names()) {
            ObjectNode parameter = parameters.addObject().put("type", "text");
            if (!name.matches("\\d+")) {
                parameter.put("parameter_name", name);
            }
            parameter.put("text", words.example(name).orElse(""));
        }
    }
}
