package dev.palomar.bench.place;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What the database has written and holds, in bytes.
///
/// @param log      what went into its log (WAL) since it was made, whole pages after a checkpoint included
/// @param passing  tables whose days are dropped as a whole: events, webhook attempts, calls to and from WhatsApp
/// @param lasting  all others: messages and what is made of them
public record Weight(long log, long passing, long lasting) {

    public static Weight of(HubProcess hub) throws IOException, SQLException {
        HubProcess.Database database = hub.databaseAddress();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint AS log,
                               coalesce(sum(pg_total_relation_size(oid)) FILTER (WHERE relispartition), 0)::bigint
                                   AS passing,
                               coalesce(sum(pg_total_relation_size(oid)) FILTER (WHERE NOT relispartition), 0)::bigint
                                   AS lasting
                          FROM pg_class
                         WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                        """)) {
            row.next();
            return new Weight(row.getLong("log"), row.getLong("passing"), row.getLong("lasting"));
        }
    }

    public Weight since(Weight before) {
        return new Weight(log - before.log, passing - before.passing, lasting - before.lasting);
    }

    /// Bytes a message, in words.
    public String each(long messages) {
        return "%.1f KB of log, %.1f KB in days that are dropped, %.1f KB that stay"
                .formatted(kilobytes(log, messages), kilobytes(passing, messages), kilobytes(lasting, messages));
    }

    private static double kilobytes(long bytes, long messages) {
        return bytes / 1_024.0 / messages;
    }
}
