package dev.palomar.bench.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What each of the hub's SQL statements costs in the database: PostgreSQL's own `pg_stat_statements`.
public final class Statements {

    private Statements() {}

    /// Takes effect when the hub is started the next time.
    public static void watch(HubProcess hub) throws IOException {
        Path settings = hub.data().resolve("postgresql/data/postgresql.conf");
        Files.writeString(
                settings,
                "\nshared_preload_libraries = 'pg_stat_statements'\ntrack_io_timing = on\npg_stat_statements.track_planning = on\n",
                StandardOpenOption.APPEND);
    }

    /// Pages that statements in the name of one tenant have read so far, wherever they were: what a question costs,
    /// whatever else the machine does.
    public static long pagesRead(HubProcess hub) throws IOException, SQLException {
        try (Connection connection = connect(hub);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT coalesce(sum(shared_blks_hit + shared_blks_read), 0)::bigint FROM pg_stat_statements
                         WHERE userid = 'palomar_app'::regrole
                        """)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Counts from now on.
    public static void reset(HubProcess hub) throws IOException, SQLException {
        try (Connection connection = connect(hub);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            statement.execute("SELECT pg_stat_statements_reset()");
        }
    }

    /// The dearest ones, a line each: milliseconds in all, calls, milliseconds a call, milliseconds of planning in all,
    /// rows a call, WAL bytes, whole pages in it, and how it begins.
    public static String report(HubProcess hub, int most) throws IOException, SQLException {
        StringBuilder lines = new StringBuilder();
        try (Connection connection = connect(hub);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT total_exec_time, calls, mean_exec_time, total_plan_time, wal_bytes, wal_fpi,
                               rows::float8 / greatest(calls, 1) AS per_call,
                               left(regexp_replace(query, '\\s+', ' ', 'g'), 120) AS query
                          FROM pg_stat_statements
                         ORDER BY total_exec_time + total_plan_time DESC
                         LIMIT %d
                        """.formatted(most))) {
            while (rows.next()) {
                lines.append("%8.0f ms %8d × %7.3f ms %8.0f ms plans %6.1f rows %8d KB wal %6d pages  %s%n"
                        .formatted(
                                rows.getDouble(1),
                                rows.getLong(2),
                                rows.getDouble(3),
                                rows.getDouble("total_plan_time"),
                                rows.getDouble("per_call"),
                                rows.getLong("wal_bytes") >> 10,
                                rows.getLong("wal_fpi"),
                                rows.getString("query")));
            }
        }
        return lines.toString();
    }

    private static Connection connect(HubProcess hub) throws IOException, SQLException {
        return hub.databaseAddress().connect();
    }
}
