package dev.palomar.webhook;

import dev.palomar.model.Payload;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What one call brought.
sealed interface Answer {

    Duration took();

    /// The receiver answered. At most 16 KB of the body are read.
    record Response(int status, Map<String, String> headers, Payload body, Optional<Duration> retryAfter, Duration took)
            implements Answer {}

    /// There was no answer. `word` is stable: `timeout`, `connectionRefused`, `unreachable`, `unknownHost`, `tls`,
    /// `addressNotAllowed`, `connectionLost`, `invalidAnswer`.
    record Failure(String word, String detail, Duration took) implements Answer {}
}
