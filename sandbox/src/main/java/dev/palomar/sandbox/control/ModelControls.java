package dev.palomar.sandbox.control;

import dev.palomar.sandbox.llm.Model;
import dev.palomar.sandbox.llm.Script;
import dev.palomar.sandbox.wire.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What the language model is to say.
final class ModelControls {

    private final Model model;

    ModelControls(Model model) {
        this.model = model;
    }

    ObjectNode shown() {
        return model.shown();
    }

    /// `say` or `tool` or `refuse`; with `when` only where the customer's last words hold that.
    ObjectNode add(ObjectNode body) {
        Asked.only(body, "when", "say", "tool", "refuse", "count");
        Optional<Script.Tool> tool = Optional.empty();
        if (body.hasNonNull("tool")) {
            if (!(body.get("tool") instanceof ObjectNode named)) {
                throw Refusal.wrong("tool is {name, input}");
            }
            Asked.only(named, "name", "input");
            tool = Optional.of(new Script.Tool(
                    Asked.required(named, "name"),
                    named.get("input") instanceof ObjectNode input ? input : Json.object()));
        }
        Optional<String> say = Optional.of(Json.text(body, "say")).filter(text -> !text.isEmpty());
        boolean refuse = Asked.orElse(body, "refuse", false);
        if (say.isEmpty() && tool.isEmpty() && !refuse) {
            throw Refusal.wrong("one of say, tool and refuse is needed");
        }
        Optional<Integer> count = Asked.integer(body, "count");
        if (count.filter(times -> times < 1).isPresent()) {
            throw Refusal.wrong("count is 1 or more");
        }
        model.add(new Script(Asked.orElse(body, "when", ""), say, tool, refuse, count));
        return model.shown();
    }

    ObjectNode reset() {
        model.reset();
        return model.shown();
    }
}
