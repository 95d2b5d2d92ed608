package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// When Meta wants to be called again: `Retry-After` in seconds, or the minutes in `X-Business-Use-Case-Usage`.
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Optional<Duration> read(Response response) {
        return seconds(response.header("Retry-After"))
                .or(() -> usage(response.header("X-Business-Use-Case-Usage")))
                .map(wait -> wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    }

    private static Optional<Duration> seconds(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            long seconds = Long.parseLong(header.strip());
            return seconds > 0 && seconds < 1_000_000 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
        } catch (NumberFormatException aDate) {
            return Optional.empty();
        }
    }

    static Optional<Duration> usage(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            long minutes = 0;
            for (JsonNode account : Json.read(header)) {
                for (JsonNode use : account) {
                    minutes = Math.max(
                            minutes, use.path("estimated_time_to_regain_access").asLong(0));
                }
            }
            return minutes > 0 ? Optional.of(Duration.ofMinutes(Math.min(minutes, 60))) : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
