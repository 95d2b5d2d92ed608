package dev.palomar.webhook.gate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many calls one endpoint gets at a time: between 1 and 64, more while it answers, half when it says that it has
/// too much to do; none while its breaker is open.
public final class EndpointGate {

    private static final int MOST = 64;
    private static final int MOST_WAITING = 400;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Breaker breaker = new Breaker();
    private final InstantSource clock;
    private double limit = 16;
    private int inFlight;
    private int waiting;

    EndpointGate(InstantSource clock) {
        this.clock = clock;
    }

    /// Whether live events may queue in memory: not while the breaker is open or too many wait already.
    public boolean takesLive() {
        lock.lock();
        try {
            return !breaker.isOpen() && waiting < MOST_WAITING;
        } finally {
            lock.unlock();
        }
    }

    public void queued(int events) {
        lock.lock();
        try {
            waiting += events;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for a place. `false` when the breaker does not let the call through.
    public boolean enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (breaker.isOpen()) {
                    if (!breaker.admits(clock.instant())) {
                        return false;
                    }
                    inFlight++;
                    return true;
                }
                if (inFlight < (int) limit) {
                    inFlight++;
                    return true;
                }
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Says whether the endpoint is back: its breaker was open until now.
    public boolean succeeded() {
        lock.lock();
        try {
            inFlight--;
            limit = Math.min(MOST, limit + 1 / limit);
            boolean back = breaker.succeeded(clock.instant());
            room.signal();
            if (back) {
                room.signalAll();
            }
            return back;
        } finally {
            lock.unlock();
        }
    }

    /// Says whether the endpoint is given a rest from now on, until [#probeAt].
    public boolean failed(boolean overload) {
        lock.lock();
        try {
            inFlight--;
            if (overload) {
                limit = Math.max(1, limit / 2);
            }
            boolean opened = breaker.failed(clock.instant());
            if (opened) {
                room.signalAll();
            } else {
                room.signal();
            }
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a call would be let through now, or could be as the next probe.
    public boolean mayTry(Instant now) {
        lock.lock();
        try {
            return !breaker.isOpen() || !now.isBefore(breaker.probeAt());
        } finally {
            lock.unlock();
        }
    }

    public boolean isOpen() {
        lock.lock();
        try {
            return breaker.isOpen();
        } finally {
            lock.unlock();
        }
    }

    /// When the next probe may go, while the breaker is open.
    public Instant probeAt() {
        lock.lock();
        try {
            return breaker.probeAt();
        } finally {
            lock.unlock();
        }
    }
}
