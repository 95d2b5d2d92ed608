package dev.palomar.conversation;

import dev.palomar.model.Json;
import dev.palomar.model.id.LabelId;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a company calls a kind of conversation. `color` is `#rrggbb` in small letters.
public record Label(LabelId id, String name, String color) {

    /// A color as people write it; empty when it is none.
    public static Optional<String> color(String text) {
        return text.matches("#[0-9a-fA-F]{6}") ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /// `Label` of the OpenAPI document.
    public ObjectNode json() {
        return Json.object().put("id", id.text()).put("name", name).put("color", color);
    }
}
