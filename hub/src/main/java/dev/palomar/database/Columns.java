package dev.palomar.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Binds many rows to a statement that takes one array a column: `unnest(?::uuid[], ?::text[])`. One round trip for
/// the whole batch.
public final class Columns {

    private final Connection connection;
    private final PreparedStatement statement;
    private int position;

    public Columns(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /// `type` is PostgreSQL's name of the element type. Elements are written as their text, so an instant is
    /// unambiguous.
    public Columns add(String type, @Nullable Object[] values) throws SQLException {
        statement.setArray(++position, connection.createArrayOf(type, values));
        return this;
    }

    public <T> Columns add(String type, List<T> rows, Function<T, ? extends @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        return add(type, values);
    }

    /// As [#add], for a `bytea` column: the driver needs an array of its own type for it.
    public <T> Columns bytes(List<T> rows, Function<T, byte @Nullable []> value) throws SQLException {
        byte[][] values = new byte[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        statement.setArray(++position, connection.createArrayOf("bytea", values));
        return this;
    }
}
