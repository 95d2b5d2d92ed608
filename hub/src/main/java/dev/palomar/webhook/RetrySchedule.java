package dev.palomar.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long to wait after each failed attempt. A used-up schedule ends the delivery.
public record RetrySchedule(List<Duration> waits, double jitter) {

    /// About three days.
    public static final RetrySchedule STANDARD = new RetrySchedule(
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(10),
                    Duration.ofHours(20),
                    Duration.ofHours(24)),
            0.2);

    /// When to try again after `attempts` failures; empty when that was the last.
    public Optional<Instant> after(int attempts, Instant now, RandomGenerator random) {
        if (attempts > waits.size()) {
            return Optional.empty();
        }
        double stretch = 1 + jitter * (2 * random.nextDouble() - 1);
        return Optional.of(now.plusMillis(Math.round(waits.get(attempts - 1).toMillis() * stretch)));
    }
}
