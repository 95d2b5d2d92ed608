package dev.palomar.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// What is really in a database, past every policy: over one connection, since tests look again and again until
/// something is there. One that ended with its server is made anew.
public final class OwnersLook implements AutoCloseable {

    /// Makes of a question's rows what is wanted of them.
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private final DatabaseAddress address;
    private @Nullable Connection kept;

    public OwnersLook(DatabaseAddress address) {
        this.address = address;
    }

    public synchronized <T> T at(String sql, Reading<T> reading) {
        try {
            Connection connection = kept;
            if (connection == null || !connection.isValid(1)) {
                close();
                connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                kept = connection;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return reading.read(rows);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (kept != null) {
                kept.close();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } finally {
            kept = null;
        }
    }
}
