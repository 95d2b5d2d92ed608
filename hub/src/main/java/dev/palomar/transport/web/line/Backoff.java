package dev.palomar.transport.web.line;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before a line is opened again. Spread, so that many lines that broke together do not come back
/// together.
record Backoff(Duration first, Duration longest, double jitter) {

    static final Backoff STANDARD = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), 0.4);

    /// `attempt` counts from 1.
    Duration before(int attempt, RandomGenerator random) {
        long grown = first.toMillis() << Math.clamp(attempt - 1L, 0, 20);
        long most = Math.min(grown, longest.toMillis());
        return Duration.ofMillis(Math.round(most * (1 + jitter * (2 * random.nextDouble() - 1))));
    }
}
