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

    /// The quiet time begins anew with each message, but nobody waits longer than this many of it.
    private static final int MOST_QUIET = 5;

    public Patience {
        waits = List.copyOf(waits);
    }

    /// When to ask the model after a message came at `now`, in a turn that was opened at `opened`.
    public static Instant quietUntil(Instant opened, Instant now, Duration quiet) {
        Instant usual = now.plus(quiet);
        Instant latest = opened.plus(quiet.multipliedBy(MOST_QUIET));
        return usual.isBefore(latest) ? usual : latest.isBefore(now) ? now : latest;
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
