package dev.palomar.bench.limit;

import dev.palomar.bench.place.HubProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A schema `bench` in the hub's own database, for what a limit writes. It is new when it is made, whatever
/// a run before left, and gone when it is closed.
public final class BenchSchema implements AutoCloseable {

    private final HubProcess.Database database;

    private BenchSchema(HubProcess.Database database) {
        this.database = database;
    }

    /// With what `statements` put into it.
    static BenchSchema make(HubProcess.Database database, List<String> statements) throws SQLException {
        BenchSchema schema = new BenchSchema(database);
        schema.execute(List.of("DROP SCHEMA IF EXISTS bench CASCADE", "CREATE SCHEMA bench"));
        schema.execute(statements);
        return schema;
    }

    /// How many rows one of its tables has.
    public long count(String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM bench." + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Until what is returned is closed, nobody can write to the table, and everybody can read it.
    public Connection locked(String table) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE bench." + table + " IN SHARE MODE");
        }
        return connection;
    }

    @Override
    public void close() throws SQLException {
        execute(List.of("DROP SCHEMA bench CASCADE"));
    }

    private void execute(List<String> statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
