package dev.palomar.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Binds many rows to a statement that takes one array a column: `unnest(?::uuid[], ?::text[])`. One round trip for
/// the whole batch.
public final class Columns {

    private final PreparedStatement statement;
    private int position;

    public Columns(PreparedStatement statement) {
        this.statement = statement;
    }

    /// `type` is PostgreSQL's name of the element type; the values are of the Java type that belongs to it: UUID,
    /// Instant, LocalDate, Boolean, String, or a Number.
    public Columns add(String type, @Nullable Object[] values) throws SQLException {
        statement.setObject(++position, new BinaryArray(type, values));
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

    /// One value for all rows: a plain `?`.
    public Columns all(Object value) throws SQLException {
        statement.setObject(++position, value);
        return this;
    }

    /// As [#add], for a `bytea` column.
    public <T> Columns bytes(List<T> rows, Function<T, byte @Nullable []> value) throws SQLException {
        return add("bytea", rows, value);
    }
}
