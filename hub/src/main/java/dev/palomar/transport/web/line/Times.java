package dev.palomar.transport.web.line;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Times as an engine tells them: seconds, milliseconds, or written out.
final class Times {

    /// No time in seconds is this large, and none in milliseconds as small.
    private static final long MILLIS = 100_000_000_000L;

    private Times() {}

    static Optional<Instant> read(ObjectNode frame, String member) {
        JsonNode told = frame.path(member);
        if (told.isNumber()) {
            long number = told.asLong();
            return Optional.of(number < MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
        }
        try {
            return told.isString() ? Optional.of(Instant.parse(told.asString())) : Optional.empty();
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
