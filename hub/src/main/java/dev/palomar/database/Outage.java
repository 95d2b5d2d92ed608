package dev.palomar.database;

import java.sql.SQLTransientConnectionException;

/// Tells a database that is away, full or stopping from a defect of ours: after the first, trying again is right.
public final class Outage {

    private Outage() {}

    /// By PostgreSQL's error classes: 08 connection, 53 resources (disk, memory, connections), 57P shutting down, 58
    /// the system below it.
    public static boolean isBehind(Throwable failure) {
        return SqlState.any(failure, Outage::isOutage) || isWaitCutOff(failure);
    }

    /// Whether the database's disk has no room left.
    static boolean isFull(Throwable failure) {
        return SqlState.any(failure, "53100"::equals);
    }

    private static boolean isOutage(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.startsWith("58");
    }

    /// No connection was to be had; or the hub stops, and interrupts who waits for one.
    private static boolean isWaitCutOff(Throwable failure) {
        return SqlState.anyCause(
                failure,
                cause -> cause instanceof SQLTransientConnectionException || cause instanceof InterruptedException);
    }
}
