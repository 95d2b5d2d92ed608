package dev.palomar.database;

import java.sql.SQLException;
import java.util.function.Predicate;

/// PostgreSQL's codes for what went wrong, five characters each, wherever among the causes of a failure they stand
/// (https://www.postgresql.org/docs/18/errcodes-appendix.html).
public final class SqlState {

    private SqlState() {}

    /// Whether another row has the same unique value.
    public static boolean isTaken(Throwable failure) {
        return any(failure, "23505"::equals);
    }

    /// Whether a row was to hang on another one that is not there.
    public static boolean refersToNothing(Throwable failure) {
        return any(failure, "23503"::equals);
    }

    /// Whether transactions waited for each other, and this one was ended so that another could go on.
    static boolean isDeadlock(Throwable failure) {
        return any(failure, "40P01"::equals);
    }

    static boolean any(Throwable failure, Predicate<String> state) {
        return anyCause(
                failure,
                cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && state.test(sql.getSQLState()));
    }

    /// The failure itself is the first of its causes.
    static boolean anyCause(Throwable failure, Predicate<Throwable> what) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (what.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
