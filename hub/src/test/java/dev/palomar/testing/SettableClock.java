package dev.palomar.testing;

import dev.palomar.database.KeptTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that runs with the real one and can be put forward: a day passes in no time.
public final class SettableClock implements InstantSource {

    private final InstantSource real = KeptTime.of(InstantSource.system());

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }

    public void advance(Duration by) {
        ahead = ahead.plus(by);
    }
}
