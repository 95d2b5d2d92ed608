package dev.palomar.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes when a test says so.
public final class SettableClock implements InstantSource {

    private volatile Instant now;

    public SettableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void forward(Duration by) {
        now = now.plus(by);
    }
}
