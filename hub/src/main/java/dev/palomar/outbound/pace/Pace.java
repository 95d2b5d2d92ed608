package dev.palomar.outbound.pace;

import java.time.Duration;
import java.time.Instant;

/// How fast something may go: one each `interval` in the long run, and up to `burst` at once when it was quiet before.
/// The state is a single time, the one until which what went before counts; whoever keeps it hands it in.
public record Pace(Duration interval, int burst) {

    /// When the next may go, at the earliest.
    public Instant earliest(Instant counted, Instant now) {
        Instant allowed = counted.minus(interval.multipliedBy(burst - 1L));
        return allowed.isAfter(now) ? allowed : now;
    }

    /// The state once another one goes at `at`.
    public Instant after(Instant counted, Instant at) {
        return (counted.isAfter(at) ? counted : at).plus(interval);
    }
}
