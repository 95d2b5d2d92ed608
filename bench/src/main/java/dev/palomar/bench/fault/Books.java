package dev.palomar.bench.fault;

import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Ids;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What stands in the hub's database, as an auditor would look it up.
final class Books {

    private final HubProcess hub;

    Books(HubProcess hub) {
        this.hub = hub;
    }

    /// The first column of the first row. Each `?` is a text.
    long number(String sql, String... values) throws IOException, SQLException {
        return Long.parseLong(rows(sql, values).getFirst().getFirst());
    }

    /// All rows, as texts. Each `?` is a text.
    List<List<String>> rows(String sql, String... values) throws IOException, SQLException {
        HubProcess.Database database = hub.databaseAddress();
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(found.getString(i)));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    /// How many messages to be sent are in `status`.
    long sending(String status) throws IOException, SQLException {
        return number("SELECT count(*) FROM outbox WHERE status = ?", status);
    }

    /// Waits until every accepted message is sent or said to be unknown, a minute at most. `before` were unknown
    /// when it began. Answers how many are unknown since.
    long awaitSent(Tally sent, BitSet[] accepted, long before) throws IOException, SQLException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        long unknown = sending("unknown") - before;
        while (sent.sum(accepted).lost() > unknown && System.nanoTime() < end) {
            Thread.sleep(50);
            unknown = sending("unknown") - before;
        }
        return unknown;
    }

    /// Messages that came in since the endpoint is there and are with nobody: neither delivered nor parked.
    long unaccounted(Town.Endpoint endpoint) throws IOException, SQLException {
        return number("""
                SELECT count(*)
                  FROM endpoint t
                  JOIN event e ON e.tenant_id = t.tenant_id AND e.type = 'message.received'
                              AND e.recorded_at > t.created_at
                 WHERE t.id = CAST(? AS uuid)
                   AND NOT EXISTS (SELECT FROM attempt a
                                    WHERE a.tenant_id = e.tenant_id AND a.event_id = e.id AND a.endpoint_id = t.id
                                      AND a.outcome = 'delivered')
                   AND NOT EXISTS (SELECT FROM parked p
                                    WHERE p.tenant_id = e.tenant_id AND p.event_id = e.id AND p.endpoint_id = t.id)
                """, Ids.uuid(endpoint.id()).toString());
    }

    /// As above, once the calls that are under way have ended.
    long awaitAccounted(Town.Endpoint endpoint, Duration patience)
            throws IOException, SQLException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (unaccounted(endpoint) > 0 && System.nanoTime() < end) {
            Thread.sleep(250);
        }
        return unaccounted(endpoint);
    }

    /// Waits until Meta has said of every number that it is there: before, nothing is taken for it.
    void awaitOnline() throws IOException, SQLException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (number("SELECT count(*) FROM device WHERE state <> 'ONLINE'") > 0) {
            if (System.nanoTime() > end) {
                throw new IOException("numbers are not online");
            }
            Thread.sleep(50);
        }
    }

    /// How many events wait for receivers.
    long parked() throws IOException, SQLException {
        return number("SELECT count(*) FROM parked WHERE state = 'parked'");
    }
}
