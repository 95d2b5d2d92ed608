package dev.palomar.sandbox.control;

import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads what a control was asked for.
final class Asked {

    private Asked() {}

    static String required(ObjectNode body, String field) {
        String text = Json.text(body, field);
        if (text.isBlank()) {
            throw Refusal.wrong(field + " is missing");
        }
        return text;
    }

    static String orElse(ObjectNode body, String field, String otherwise) {
        String text = Json.text(body, field);
        return text.isBlank() ? otherwise : text;
    }

    static boolean orElse(ObjectNode body, String field, boolean otherwise) {
        return body.hasNonNull(field) ? Json.truth(body, field) : otherwise;
    }

    static Optional<Integer> integer(ObjectNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.asString("").matches("-?\\d{1,9}")) {
            throw Refusal.wrong(field + " is not a whole number");
        }
        return Optional.of(Integer.parseInt(value.asString("")));
    }

    /// A length of time: ISO 8601 (`PT25H`) or a number of seconds.
    static Optional<Duration> duration(ObjectNode body, String field) {
        String text = Json.text(body, field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.matches("\\d{1,9}(\\.\\d+)?")
                            ? Duration.ofMillis(Math.round(Double.parseDouble(text) * 1_000))
                            : Duration.parse(text));
        } catch (DateTimeParseException notDuration) {
            throw Refusal.wrong(field + " is not a length of time such as PT25H, or a number of seconds");
        }
    }
}
