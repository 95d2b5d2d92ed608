package dev.palomar.sandbox.control;

import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads what a control was asked for.
final class Asked {

    private static final Duration LONGEST = Duration.ofDays(3_660);

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
        if (!body.hasNonNull(field)) {
            return otherwise;
        }
        return switch (Json.text(body, field)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw Refusal.wrong(field + " is true or false");
        };
    }

    /// Refuses what no control asks for: a misspelt field would change nothing, silently.
    static void only(ObjectNode body, String... fields) {
        Set<String> known = Set.of(fields);
        body.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.wrong(
                            "there is no field " + name + ", only " + String.join(", ", new TreeSet<>(known)));
                });
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

    /// A length of time, not below zero: ISO 8601 (`PT25H`) or a number of seconds.
    static Optional<Duration> duration(ObjectNode body, String field) {
        String text = Json.text(body, field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration length = text.matches("\\d{1,9}(\\.\\d+)?")
                    ? Duration.ofMillis(Math.round(Double.parseDouble(text) * 1_000))
                    : Duration.parse(text);
            if (length.isNegative() || length.compareTo(LONGEST) > 0) {
                throw Refusal.wrong(field + " is between nothing and ten years");
            }
            return Optional.of(length);
        } catch (DateTimeParseException notDuration) {
            throw Refusal.wrong(field + " is not a length of time such as PT25H, or a number of seconds");
        }
    }
}
