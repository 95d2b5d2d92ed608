package dev.palomar.model.event;

import dev.palomar.model.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Why a message was not sent or not delivered. `code` is WhatsApp's number or a word of ours, `message` WhatsApp's
/// own words, `cause` what it means and what to do in plain words.
public record SendError(String code, String message, String cause) {

    public ObjectNode json() {
        return Json.object().put("code", code).put("message", message).put("cause", cause);
    }

    public static Optional<SendError> read(@org.jspecify.annotations.Nullable String stored) {
        if (stored == null) {
            return Optional.empty();
        }
        ObjectNode json = Json.readObject(stored);
        return Optional.of(new SendError(
                Json.string(json, "code").orElse(""),
                Json.string(json, "message").orElse(""),
                Json.string(json, "cause").orElse("")));
    }
}
