package dev.palomar.webhook;

import dev.palomar.cluster.Node;
import dev.palomar.database.Columns;
import dev.palomar.database.Database;
import dev.palomar.database.GroupCommit;
import dev.palomar.database.Outage;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.EndpointId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what was delivered and what has to wait. Every write is guarded by the slot's lease: a node that lost
/// it writes nothing, and its work is somebody else's.
final class Parking implements AutoCloseable {

    /// Jobs of one lane that go into the table, after `failed`, the attempt that made them.
    record Park(Lane lane, List<Lane.Job> jobs, Optional<Attempt> failed, int attempts, boolean dead, Instant nextAt) {}

    /// Either an attempt that delivered, or a park.
    private record Note(Optional<Attempt> delivered, Optional<Park> park) {}

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final int MOST_AT_ONCE = 1_000;

    /// Nobody waits for a note: it is written with those that come shortly after it.
    private static final Duration GATHERING = Duration.ofMillis(20);

    /// How soon a database that was away is asked again.
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final Database database;
    private final Node node;
    private final InstantSource clock;
    private final GroupCommit<Note, Boolean> notes;
    private final List<Consumer<Attempt>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closing;

    Parking(Database database, Node node, InstantSource clock) {
        this.database = database;
        this.node = node;
        this.clock = clock;
        this.notes = new GroupCommit<>("deliveries", GATHERING, MOST_AT_ONCE, this::write);
    }

    /// `listener` hears of every attempt that was written down. It must be quick.
    void onNoted(Consumer<Attempt> listener) {
        listeners.add(listener);
    }

    /// Writes attempts down within `tx`; listeners hear of them after its commit.
    void note(Tx tx, List<Attempt> attempts) {
        AttemptRows.insert(tx, attempts);
        tx.afterCommit(() -> listeners.forEach(attempts::forEach));
    }

    /// Notes a delivery; `kept` is called once it is on disk. While the database is away everything waits for it.
    void delivered(Attempt attempt, Consumer<Boolean> kept, Consumer<Throwable> failed) {
        notes.submit(new Note(Optional.of(attempt), Optional.empty()), kept, failed);
    }

    /// Puts jobs into the table. `kept` hears `false` when the slot is not ours any more.
    void park(Park park, Consumer<Boolean> kept, Consumer<Throwable> failed) {
        notes.submit(new Note(Optional.empty(), Optional.of(park)), kept, failed);
    }

    int length() {
        return notes.length();
    }

    @Override
    public void close() {
        closing = true;
        notes.close();
    }

    /// While the database is away, all that came later waits behind: what reaches the table first is delivered first.
    private List<Boolean> write(List<Note> batch) {
        while (true) {
            try {
                return database.worker(tx -> write(tx, batch));
            } catch (RuntimeException failure) {
                if (closing || !Outage.isBehind(failure)) {
                    throw failure;
                }
                LOG.atWarn().setCause(failure).log("deliveries cannot be noted; trying again");
                rest(failure);
            }
        }
    }

    private static void rest(RuntimeException failure) {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private List<Boolean> write(Tx tx, List<Note> batch) {
        List<Attempt> attempts = new ArrayList<>();
        List<Park> parks = new ArrayList<>();
        for (Note note : batch) {
            note.delivered().ifPresent(attempts::add);
            note.park().ifPresent(park -> {
                park.failed().ifPresent(attempts::add);
                parks.add(park);
            });
        }
        if (parks.isEmpty()) {
            // What waits has to be on disk before its cursor may move: a database that crashes alone forgets, and we
            // would not.
            tx.unhurried();
        }
        note(tx, attempts);
        Set<Integer> ours = parks.isEmpty()
                ? Set.of()
                : held(tx, parks.stream().map(park -> park.lane().work).toList());
        List<Park> allowed = parks.stream()
                .filter(park -> ours.contains(park.lane().work.slot))
                .toList();
        insertParked(tx, allowed);
        return batch.stream()
                .map(note -> note.park()
                        .map(park -> ours.contains(park.lane().work.slot))
                        .orElse(true))
                .toList();
    }

    /// Those of the slots whose lease is still the one the work was begun under. It stays so until the transaction
    /// ends.
    Set<Integer> held(Tx tx, List<SlotWork> works) {
        Set<Integer> held = new HashSet<>();
        List<SlotWork> distinct = works.stream().distinct().toList();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT l.slot FROM unnest(?::smallint[], ?::bigint[]) AS u (slot, epoch)
                  JOIN slot_lease l ON l.slot = u.slot AND l.epoch = u.epoch AND l.owner = ?
                 ORDER BY l.slot
                   FOR SHARE OF l
                """)) {
            new Columns(statement).add("int2", distinct, work -> work.slot).add("int8", distinct, work -> work.epoch);
            statement.setObject(3, node.id());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    held.add(rows.getInt(1));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot check leases", failure);
        }
        return held;
    }

    private void insertParked(Tx tx, List<Park> parks) {
        if (parks.isEmpty()) {
            return;
        }
        record Row(Park park, Lane.Job job, boolean head) {}
        List<Row> rows = new ArrayList<>();
        for (Park park : parks) {
            for (int i = 0; i < park.jobs().size(); i++) {
                rows.add(new Row(park, park.jobs().get(i), i == 0));
            }
        }
        Instant now = clock.instant();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO parked (tenant_id, endpoint_id, lane, slot, seq, event_id, state, attempts, parked_at)
                SELECT u.* FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::smallint[], ?::bigint[], ?::uuid[], ?::text[],
                                       ?::int[], ?::timestamptz[])
                       AS u (tenant_id, endpoint_id, lane, slot, seq, event_id, state, attempts, parked_at)
                  JOIN endpoint e ON e.tenant_id = u.tenant_id AND e.id = u.endpoint_id
                ON CONFLICT (tenant_id, endpoint_id, lane, seq) DO NOTHING
                """)) {
            new Columns(statement)
                    .add("uuid", rows, row -> row.park().lane().key.tenant().value())
                    .add("uuid", rows, row -> row.park().lane().key.endpoint().value())
                    .add("uuid", rows, row -> row.park().lane().key.lane())
                    .add("int2", rows, row -> row.job().entry().slot())
                    .add("int8", rows, row -> row.job().entry().seq())
                    .add("uuid", rows, row -> row.job().entry().id().value())
                    .add("text", rows, row -> row.head() && row.park().dead() ? "dead" : "parked")
                    .add("int4", rows, row -> row.head() ? row.park().attempts() : 0)
                    .add("timestamptz", rows, _ -> now);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot park events", failure);
        }
        insertRetries(tx, parks);
    }

    private static void insertRetries(Tx tx, List<Park> parks) {
        List<Park> sorted = parks.stream()
                .sorted(Comparator.comparing(
                                (Park park) -> park.lane().key.endpoint().value())
                        .thenComparing(park -> park.lane().key.lane()))
                .toList();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO lane_retry (tenant_id, endpoint_id, lane, slot, attempts, next_at)
                SELECT DISTINCT ON (u.tenant_id, u.endpoint_id, u.lane) u.*
                  FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::smallint[], ?::int[], ?::timestamptz[])
                       AS u (tenant_id, endpoint_id, lane, slot, attempts, next_at)
                  JOIN endpoint e ON e.tenant_id = u.tenant_id AND e.id = u.endpoint_id
                 ORDER BY u.tenant_id, u.endpoint_id, u.lane, u.attempts DESC
                ON CONFLICT (tenant_id, endpoint_id, lane) DO NOTHING
                """)) {
            new Columns(statement)
                    .add("uuid", sorted, park -> park.lane().key.tenant().value())
                    .add("uuid", sorted, park -> park.lane().key.endpoint().value())
                    .add("uuid", sorted, park -> park.lane().key.lane())
                    .add("int2", sorted, park -> park.lane().work.slot)
                    .add("int4", sorted, park -> park.dead() ? 0 : park.attempts())
                    .add("timestamptz", sorted, Park::nextAt);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot plan retries", failure);
        }
    }

    /// Writes how far each slot has come.
    void writeCursors(List<SlotWork> works) {
        record Moved(SlotWork work, long cursor) {}
        List<Moved> moved = works.stream()
                .map(work -> new Moved(work, work.moved()))
                .filter(one -> one.cursor() >= 0)
                .toList();
        if (moved.isEmpty()) {
            return;
        }
        database.worker(tx -> {
            try (PreparedStatement statement = tx.connection().prepareStatement("""
                    UPDATE slot_cursor c SET seq = u.seq
                      FROM unnest(?::smallint[], ?::bigint[], ?::bigint[]) AS u (slot, epoch, seq)
                      JOIN slot_lease l ON l.slot = u.slot AND l.epoch = u.epoch
                     WHERE l.owner = ? AND c.follower = ? AND c.slot = u.slot AND c.seq < u.seq
                    """)) {
                new Columns(statement)
                        .add("int2", moved, one -> one.work().slot)
                        .add("int8", moved, one -> one.work().epoch)
                        .add("int8", moved, Moved::cursor);
                statement.setObject(4, node.id());
                statement.setString(5, Dispatcher.NAME);
                return statement.executeUpdate();
            } catch (SQLException failure) {
                throw new IllegalStateException("cannot write cursors", failure);
            }
        });
        moved.forEach(one -> one.work().flushed(one.cursor()));
    }

    /// What a new owner of slots has to know: which lanes are parked, and what was delivered past the cursor.
    record Inherited(List<ParkedLane> parked, Set<Delivered> delivered) {}

    record ParkedLane(LaneKey key, int slot) {}

    /// An event that an endpoint has already.
    record Delivered(int slot, long seq, EndpointId endpoint) {}

    Inherited inherit(Set<Integer> slots) {
        Integer[] numbers = slots.toArray(Integer[]::new);
        return database.worker(tx -> new Inherited(
                tx.query("SELECT tenant_id, endpoint_id, lane, slot FROM lane_retry WHERE slot = ANY (:slots)")
                        .bindArray("slots", Integer.class, (Object[]) numbers)
                        .map((row, _) -> new ParkedLane(LaneKey.read(row), row.getInt("slot")))
                        .list(),
                new HashSet<>(tx.query("""
                        SELECT e.slot, e.seq, a.endpoint_id
                          FROM slot_cursor c
                          JOIN event e ON e.slot = c.slot AND e.seq > c.seq
                          JOIN attempt a ON a.tenant_id = e.tenant_id AND a.event_id = e.id AND a.outcome = 'delivered'
                         WHERE c.follower = :follower AND c.slot = ANY (:slots)
                        """)
                        .bind("follower", Dispatcher.NAME)
                        .bindArray("slots", Integer.class, (Object[]) numbers)
                        .map((row, _) -> new Delivered(
                                row.getInt("slot"), row.getLong("seq"), new EndpointId(Rows.uuid(row, "endpoint_id"))))
                        .list())));
    }
}
