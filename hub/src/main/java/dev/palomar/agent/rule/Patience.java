package dev.palomar.agent.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How long the agent waits: for the customer to finish, and for a model that does not answer.
///
/// @param waits     before each further try, ±0
/// @param longest   how long a provider may ask us to wait
/// @param restarts  how many answers are thrown away because the customer wrote more meanwhile; the next one is sent
public record Patience(List<Duration> waits, Duration longest, int restarts) {

    public static final Patience STANDARD = new Patience(
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(20)), Duration.ofSeconds(60), 2);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    public Patience {
        waits = List.copyOf(waits);
    }

    /// How long a turn that could not be taken for a reason of our own rests: a quarter of what it has waited
    /// since it was opened at `opened`. A database that stood still for a moment costs no more than that, and what
    /// stays broken is tried less and less often.
    public static Duration afterDefect(Instant opened, Instant now) {
        Duration quarter = Duration.between(opened, now).dividedBy(4);
        return quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter.compareTo(LONGEST) > 0 ? LONGEST : quarter;
    }

    /// When to ask again after `failures` in a row; empty when that is enough.
    public Optional<Duration> after(int failures, Optional<Duration> wish) {
        if (failures > waits.size()) {
            return Optional.empty();
        }
        Duration usual = waits.get(failures - 1);
        if (wish.isEmpty() || wish.get().compareTo(usual) <= 0) {
            return Optional.of(usual);
        }
        return wish.filter(asked -> asked.compareTo(longest) <= 0);
    }
}
