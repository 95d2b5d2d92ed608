package dev.palomar.outbound;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Who does the work and by which clock. Tests bring their own.
interface Crew extends AutoCloseable {

    InstantSource clock();

    /// A clock for durations.
    LongSupplier nanos();

    SendingSettings settings();

    /// Runs `work` on a thread of its own.
    void run(Runnable work);

    /// Waits until the clock says `at`.
    void await(Instant at) throws InterruptedException;

    /// Asks for a look at the table soon.
    void ring();

    /// Whether no new call may begin.
    boolean stopping();

    /// Lets the dispatcher look at the table every second or so, and when asked to.
    void watch(Dispatcher dispatcher);

    /// Begins no new call and waits for those under way.
    @Override
    void close();
}
