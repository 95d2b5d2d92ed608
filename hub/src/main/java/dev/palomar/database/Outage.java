package dev.palomar.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// Tells a database that is away, full or stopping from a defect of ours: after the first, trying again is right.
public final class Outage {

    private Outage() {}

    /// By PostgreSQL's error classes: 08 connection, 53 resources (disk, memory, connections), 57P shutting down, 58
    /// the system below it (https://www.postgresql.org/docs/18/errcodes-appendix.html).
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // a call that waits for a connection is interrupted when the hub stops
            if (cause instanceof SQLTransientConnectionException || cause instanceof InterruptedException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null && isOutage(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /// Whether the database's disk has no room left.
    static boolean isFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "53100".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.startsWith("58");
    }
}
