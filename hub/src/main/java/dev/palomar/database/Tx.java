package dev.palomar.database;

import dev.palomar.model.id.Id;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// A transaction under way. What is written through it is kept together or not at all.
public final class Tx {

    private final Handle handle;
    private final List<Runnable> afterCommit = new ArrayList<>(2);

    Tx(Handle handle) {
        this.handle = handle;
    }

    public Query query(String sql) {
        return handle.createQuery(sql);
    }

    public Update update(String sql) {
        return handle.createUpdate(sql);
    }

    /// For the hot statements that are written by hand.
    public Connection connection() {
        return handle.getConnection();
    }

    /// The commit does not wait for the disk. A database that crashes forgets what was committed so within the last
    /// half second or so, as if it had not happened; whoever commits after it and does wait keeps it, too.
    public void unhurried() {
        handle.execute("SET LOCAL synchronous_commit = off");
    }

    /// Statements are planned so until the transaction ends, whatever PostgreSQL believes to know about the rows: by an
    /// index as a whole, and never by walking along one.
    public void wholeIndexes() {
        handle.execute("SET LOCAL enable_indexscan = off");
    }

    /// Runs `work` once the transaction is on disk, never when it is not. Must not throw.
    public void afterCommit(Runnable work) {
        afterCommit.add(work);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    /// Ids as an array parameter.
    public static UUID[] uuids(Collection<? extends Id> ids) {
        return ids.stream().map(Id::value).toArray(UUID[]::new);
    }
}
