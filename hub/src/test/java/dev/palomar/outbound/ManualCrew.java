package dev.palomar.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Work is done when the test says so, on the test's thread; whoever waits puts the clock forward.
final class ManualCrew implements Crew {

    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private final SendingSettings settings;
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private Optional<Dispatcher> dispatcher = Optional.empty();
    private boolean stopping;
    private boolean taken;

    ManualCrew(SendingSettings settings) {
        this.settings = settings;
    }

    /// For the process that comes next: at the same time.
    ManualCrew successor() {
        ManualCrew next = new ManualCrew(settings);
        next.now = now();
        return next;
    }

    /// Does all that there is to do now: looks at the table, and works until nothing is left.
    void settle() {
        dispatcher.orElseThrow().round(true);
        work();
    }

    void work() {
        for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
            next.get().run();
        }
    }

    private Optional<Runnable> next() {
        synchronized (work) {
            return Optional.ofNullable(work.poll());
        }
    }

    /// Whether all hands are taken: what is submitted meanwhile waits.
    void taken(boolean all) {
        taken = all;
    }

    void expire() {
        dispatcher.orElseThrow().expire();
    }

    Dispatcher dispatcher() {
        return dispatcher.orElseThrow();
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    synchronized Instant now() {
        return now;
    }

    @Override
    public InstantSource clock() {
        return this::now;
    }

    @Override
    public LongSupplier nanos() {
        return () -> 0;
    }

    @Override
    public SendingSettings settings() {
        return settings;
    }

    @Override
    public void run(Runnable one) {
        synchronized (work) {
            work.add(one);
        }
    }

    @Override
    public synchronized void await(Instant at) {
        if (at.isAfter(now)) {
            now = at;
        }
    }

    @Override
    public void ring() {}

    @Override
    public boolean stopping() {
        return stopping || taken;
    }

    @Override
    public void watch(Dispatcher watched) {
        dispatcher = Optional.of(watched);
    }

    @Override
    public void close() {
        stopping = true;
    }
}
