package dev.palomar.sandbox.network;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time in the sandbox: it flows like the real one and can be put forward, never back.
public final class SandboxClock implements InstantSource {

    private final InstantSource real;
    private volatile Duration ahead = Duration.ZERO;

    public SandboxClock(InstantSource real) {
        this.real = real;
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }

    public Duration ahead() {
        return ahead;
    }

    synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
    }
}
