package dev.palomar.database;

import java.time.Duration;
import java.time.InstantSource;

/// Time as the database keeps it: whole microseconds.
///
/// PostgreSQL rounds what is finer (its manual, "Date/Time Types", `timestamptz`), so a moment at the end of a second
/// or a millisecond would come back as another one than was signed, sent or compared.
public final class KeptTime {

    private static final Duration FINEST = Duration.ofNanos(1_000);

    private KeptTime() {}

    /// `clock`, cut off to what a row gives back unchanged.
    public static InstantSource of(InstantSource clock) {
        return InstantSource.tick(clock, FINEST);
    }
}
