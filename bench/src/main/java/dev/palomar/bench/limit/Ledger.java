package dev.palomar.bench.limit;

import dev.palomar.bench.place.HubProcess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The two tables of the design: a row for each event, and one for each delivery when it is done. Events
/// are written by one thread and deliveries by one, each over a connection of its own; each group is a
/// transaction.
public final class Ledger {

    /// @param status what the receiver answered
    record Delivery(long event, int status) {}

    private final Connection forEvents;
    private final PreparedStatement insertEvents;
    private final PreparedStatement findEvents;
    private final Connection forDeliveries;
    private final PreparedStatement insertDeliveries;

    Ledger(HubProcess.Database database) throws SQLException {
        forEvents = database.connect();
        insertEvents = forEvents.prepareStatement("""
                INSERT INTO bench.event (id, tenant, conversation, wire_id, body)
                SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bytea[])
                ON CONFLICT (tenant, wire_id) DO NOTHING
                """);
        findEvents = forEvents.prepareStatement("SELECT id FROM bench.event WHERE id = ANY (?::bigint[])");
        forDeliveries = database.connect();
        insertDeliveries = forDeliveries.prepareStatement("""
                INSERT INTO bench.delivery (event_id, status, done_at)
                SELECT event_id, status, now() FROM unnest(?::bigint[], ?::int[]) AS done (event_id, status)
                """);
    }

    /// Both tables, empty.
    public static BenchSchema tables(HubProcess.Database database) throws SQLException {
        return BenchSchema.make(database, List.of("""
                CREATE TABLE bench.event (
                    id bigint PRIMARY KEY,
                    tenant text NOT NULL,
                    conversation text NOT NULL,
                    wire_id text NOT NULL,
                    body bytea NOT NULL,
                    UNIQUE (tenant, wire_id)
                )
                """, """
                CREATE TABLE bench.delivery (
                    event_id bigint PRIMARY KEY,
                    status int NOT NULL,
                    done_at timestamptz NOT NULL
                )
                """));
    }

    /// Returns the ids of those that are new. What was there already is not written again.
    Set<Long> keep(List<Event> events) throws SQLException {
        Long[] ids = events.stream().map(Event::id).toArray(Long[]::new);
        insertEvents.setArray(1, forEvents.createArrayOf("int8", ids));
        insertEvents.setArray(2, texts(events.stream().map(Event::tenant).toArray(String[]::new)));
        insertEvents.setArray(3, texts(events.stream().map(Event::conversation).toArray(String[]::new)));
        insertEvents.setArray(4, texts(events.stream().map(Event::wireId).toArray(String[]::new)));
        insertEvents.setArray(
                5,
                forEvents.createArrayOf(
                        "bytea", events.stream().map(Event::body).toArray(byte[][]::new)));
        return insertEvents.executeUpdate() == ids.length ? Set.of(ids) : found(ids);
    }

    void done(List<Delivery> deliveries) throws SQLException {
        Long[] ids = deliveries.stream().map(Delivery::event).toArray(Long[]::new);
        Integer[] statuses = deliveries.stream().map(Delivery::status).toArray(Integer[]::new);
        insertDeliveries.setArray(1, forDeliveries.createArrayOf("int8", ids));
        insertDeliveries.setArray(2, forDeliveries.createArrayOf("int4", statuses));
        insertDeliveries.executeUpdate();
    }

    private java.sql.Array texts(String[] texts) throws SQLException {
        return forEvents.createArrayOf("text", texts);
    }

    private Set<Long> found(Long[] ids) throws SQLException {
        findEvents.setArray(1, forEvents.createArrayOf("int8", ids));
        Set<Long> found = new HashSet<>();
        try (ResultSet rows = findEvents.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }
}
