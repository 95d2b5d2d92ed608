package dev.palomar.conversation.reading;

import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// One call to WhatsApp to send a message.
///
/// @param outcome  accepted, refused, notSent or unknown
public record SendAttempt(
        int number,
        Instant startedAt,
        int durationMs,
        String outcome,
        Optional<Integer> status,
        Optional<String> detail) {

    /// `SendAttempt` of the OpenAPI document.
    public ObjectNode json() {
        return Json.object()
                .put("number", number)
                .put("startedAt", Times.text(startedAt))
                .put("durationMs", durationMs)
                .put("outcome", outcome)
                .put("status", status.orElse(null))
                .put("detail", detail.orElse(null));
    }
}
