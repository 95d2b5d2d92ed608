package dev.palomar.sandbox.llm;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What the model says: words, a tool, or that it will not answer.
record Utterance(String text, Optional<Script.Tool> tool, boolean refused) {

    static Utterance text(String text) {
        return new Utterance(text, Optional.empty(), false);
    }

    static Utterance call(String name, ObjectNode input) {
        return new Utterance("", Optional.of(new Script.Tool(name, input)), false);
    }

    static Utterance refusal() {
        return new Utterance("", Optional.empty(), true);
    }
}
