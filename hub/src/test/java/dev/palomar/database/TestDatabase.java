package dev.palomar.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Real databases for tests: one PostgreSQL for all tests of a process, and as many fresh, migrated databases in it
/// as are asked for.
public final class TestDatabase implements AutoCloseable {

    /// On a machine that is busy with something else.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final DatabaseAddress address;
    private final Database database;
    private final OwnersLook look;

    private TestDatabase(DatabaseAddress address) {
        this.address = address;
        this.look = new OwnersLook(address);
        this.database = Database.upToDate(address, 6, PATIENCE);
    }

    public static TestDatabase fresh() {
        return new TestDatabase(freshAddress());
    }

    /// A migrated database that nobody has connected to yet.
    public static DatabaseAddress freshAddress() {
        DatabaseAddress server = Server.ADDRESS;
        String name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + Server.TEMPLATE);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return named(server, name);
    }

    public Database database() {
        return database;
    }

    public DatabaseAddress address() {
        return address;
    }

    /// As the owner, past every policy: for looking at what is really there.
    public Connection owner() throws SQLException {
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    /// The first column of the first row of `sql`, as the owner sees it.
    public long count(String sql) {
        return look.at(sql, rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    /// The first column of all rows of `sql`, as the worker sees it.
    public List<String> texts(String sql) {
        return database.worker(tx -> tx.query(sql).mapTo(String.class).list());
    }

    @Override
    public void close() {
        look.close();
        database.close();
    }

    private static DatabaseAddress named(DatabaseAddress server, String name) {
        return new DatabaseAddress(server.url().replaceAll("/[^/]+$", "/" + name), server.user(), server.password());
    }

    /// Started with the first database that is asked for; migrated once, copied for each.
    private static final class Server {

        static final String TEMPLATE = "palomar_template";
        static final DatabaseAddress ADDRESS = start();

        private static DatabaseAddress start() {
            try {
                LocalPostgres server = LocalPostgres.start(
                        Path.of("target", "test-postgresql-" + System.getProperty("lot", "1")),
                        new Random(7),
                        // of hundreds of databases that are used for seconds none is worth being swept
                        Map.of("fsync", "off", "autovacuum_naptime", "5min", "max_connections", "200"));
                Runtime.getRuntime().addShutdownHook(new Thread(server::abandon));
                DatabaseAddress address = server.address();
                try (Connection connection =
                                DriverManager.getConnection(address.url(), address.user(), address.password());
                        Statement statement = connection.createStatement()) {
                    for (String stale : stale(connection)) {
                        statement.execute("DROP DATABASE IF EXISTS " + stale + " WITH (FORCE)");
                    }
                    statement.execute("CREATE DATABASE " + TEMPLATE);
                }
                Migrations.run(named(address, TEMPLATE));
                return address;
            } catch (IOException | SQLException failure) {
                throw new IllegalStateException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }

        private static java.util.List<String> stale(Connection connection) throws SQLException {
            java.util.List<String> names = new java.util.ArrayList<>();
            try (Statement statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT datname FROM pg_database WHERE datname LIKE 'test%' OR datname = 'palomar_template'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }
}
