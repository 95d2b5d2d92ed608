package dev.palomar.database;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.palomar.model.id.Id;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// A transaction under way. What is written through it is kept together or not at all.
public final class Tx {

    /// Gives a statement its parameters, in their order.
    @FunctionalInterface
    public interface Binding {
        void bind(Columns columns) throws SQLException;
    }

    /// Makes of a statement's rows what is wanted of them.
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private final Handle handle;
    private final Flight flight;
    private final List<Runnable> afterCommit = new ArrayList<>(2);

    Tx(Handle handle) {
        this.handle = handle;
        this.flight = new Flight(handle.getConnection());
    }

    public Query query(String sql) {
        flight.take();
        return handle.createQuery(sql);
    }

    public Update update(String sql) {
        flight.take();
        return handle.createUpdate(sql);
    }

    /// Carries out a deletion that takes with it what hangs on its rows; answers how many rows. Somebody who holds some
    /// of that may want the rows themselves: when PostgreSQL ends such a ring here it throws [Again].
    @CanIgnoreReturnValue
    public int remove(Update deletion) {
        try {
            return deletion.execute();
        } catch (RuntimeException failure) {
            if (SqlState.isDeadlock(failure)) {
                throw new Again("somebody held what was deleted with it");
            }
            throw failure;
        }
    }

    /// For statements that are written by hand.
    public Connection connection() {
        flight.take();
        return handle.getConnection();
    }

    /// Says a statement whose answer is wanted. It is sent when the answer is fetched, or another one that was said
    /// after it, together with all that was said before: one round trip. Whatever fails is thrown there. What was
    /// said is carried out in its order, and before anything that is done by other means.
    public <T> Supplier<T> ask(String sql, Binding binding, Reading<T> reading) {
        return flight.add(sql, binding, reading);
    }

    /// As [#ask] for a statement that has no answer. It is carried out before the commit at the latest.
    public void tell(String sql, Binding binding) {
        var _ = flight.add(sql, binding, _ -> false);
    }

    /// The commit does not wait for the disk. A database that crashes forgets what was committed so within the last
    /// half second or so, as if it had not happened; whoever commits after it and does wait keeps it, too.
    public void unhurried() {
        tell("SET LOCAL synchronous_commit = off", _ -> {});
    }

    /// Statements are planned so until the transaction ends, whatever PostgreSQL believes to know about the rows: by an
    /// index as a whole, and never by walking along one.
    public void wholeIndexes() {
        flight.take();
        handle.execute("SET LOCAL enable_indexscan = off");
    }

    /// Runs `work` once the transaction is on disk, never when it is not. Must not throw.
    public void afterCommit(Runnable work) {
        afterCommit.add(work);
    }

    void commit() {
        flight.takeAndCommit();
        handle.commit();
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    /// Ids as an array parameter.
    public static UUID[] uuids(Collection<? extends Id> ids) {
        return ids.stream().map(Id::value).toArray(UUID[]::new);
    }
}
