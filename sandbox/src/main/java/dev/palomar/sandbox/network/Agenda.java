package dev.palomar.sandbox.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// What is due later, in sandbox time. Putting the clock forward makes everything due in between happen
/// before the call returns, in the order of the due times.
public final class Agenda implements AutoCloseable {

    private record Entry(Instant due, long number, Runnable work) {}

    private final SandboxClock clock;
    private final Object world;
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
    private long counter;
    private boolean closed;

    /// @param world the monitor that is held while an entry runs
    Agenda(SandboxClock clock, Object world) {
        this.clock = clock;
        this.world = world;
        Thread.ofVirtual().name("agenda").start(this::run);
    }

    public synchronized void at(Instant due, Runnable work) {
        entries.add(new Entry(due, counter++, work));
        notifyAll();
    }

    public void in(Duration wait, Runnable work) {
        at(clock.instant().plus(wait), work);
    }

    /// Puts the clock forward and does what became due.
    public void advance(Duration by) {
        clock.advance(by);
        runDue();
    }

    synchronized void clear() {
        entries.clear();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void runDue() {
        synchronized (world) {
            Optional<Entry> due = pollDue();
            while (due.isPresent()) {
                due.get().work().run();
                due = pollDue();
            }
        }
    }

    private synchronized Optional<Entry> pollDue() {
        Entry first = entries.peek();
        return first == null || first.due().isAfter(clock.instant()) ? Optional.empty() : Optional.of(entries.remove());
    }

    private void run() {
        try {
            while (awaitNext()) {
                runDue();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until something is due; false when the agenda was closed.
    private synchronized boolean awaitNext() throws InterruptedException {
        while (!closed) {
            Entry first = entries.peek();
            long wait = first == null
                    ? Long.MAX_VALUE
                    : Duration.between(clock.instant(), first.due()).toMillis() + 1;
            if (first != null && !first.due().isAfter(clock.instant())) {
                return true;
            }
            wait(Math.min(wait, 60_000));
        }
        return false;
    }
}
