package dev.palomar.sandbox.llm;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What the model says on purpose: whenever the customer's last words hold `when`, whatever it is told otherwise.
///
/// @param when  part of those words, in any case; empty for all
/// @param say   its answer. `{{context}}` stands for everything that it was given, as a model would say that obeys
///     whoever asks for it
/// @param tool  a tool that it calls, offered or not
/// @param refuse  it stops with `refusal`
/// @param left  how often; empty for no end
public record Script(String when, Optional<String> say, Optional<Tool> tool, boolean refuse, Optional<Integer> left) {

    public record Tool(String name, ObjectNode input) {}

    boolean fits(String said) {
        return said.toLowerCase(Locale.ROOT).contains(when.toLowerCase(Locale.ROOT));
    }

    Optional<Script> once() {
        return left.isEmpty()
                ? Optional.of(this)
                : left.filter(times -> times > 1)
                        .map(times -> new Script(when, say, tool, refuse, Optional.of(times - 1)));
    }
}
