package dev.palomar.statistics;

import dev.palomar.cluster.Node;
import dev.palomar.cluster.Slots;
import dev.palomar.database.Columns;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Entry;
import dev.palomar.journal.Feed;
import dev.palomar.journal.Follower;
import dev.palomar.journal.Journal;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the journal and counts by tenant, hour, device and event type. Counts and cursors are written in one
/// transaction, so nothing is counted twice or left out.
public final class Counters implements Follower, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Counters.class);
    private static final String NAME = "statistics";
    private static final int MOST_UNWRITTEN = 50_000;

    private record Key(int slot, TenantId tenant, Instant hour, UUID device, String what) {}

    private record Seen(TenantId tenant, DeviceId device, Instant at, boolean inbound) {}

    private final Database database;
    private final Node node;
    private final Feed feed;
    private final Thread writer;
    private Map<Key, Long> counts = new HashMap<>();
    private Map<DeviceId, Seen> inbound = new HashMap<>();
    private Map<DeviceId, Seen> outbound = new HashMap<>();
    private Map<Integer, Long> cursors = new TreeMap<>();
    private int unwritten;
    private volatile boolean stopping;

    public Counters(Database database, Node node, Journal journal) {
        this.database = database;
        this.node = node;
        this.feed = new Feed(database, node, journal, this);
        this.writer = Thread.ofPlatform().name("statistics").daemon().unstarted(this::run);
    }

    public void start() {
        feed.start();
        writer.start();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public synchronized int room(int slot) {
        return Math.max(0, MOST_UNWRITTEN - unwritten);
    }

    @Override
    public synchronized void follow(int slot, List<Entry> entries) {
        for (Entry entry : entries) {
            UUID device = entry.device().map(DeviceId::value).orElse(new UUID(0, 0));
            Instant hour = entry.at().truncatedTo(ChronoUnit.HOURS);
            counts.merge(
                    new Key(slot, entry.tenant(), hour, device, entry.type().word()), 1L, Long::sum);
            entry.device().ifPresent(id -> see(entry, id));
            unwritten++;
        }
        cursors.put(slot, entries.getLast().seq());
    }

    private void see(Entry entry, DeviceId device) {
        switch (entry.type()) {
            case MESSAGE_RECEIVED, MESSAGE_REACTION, MESSAGE_EDITED, MESSAGE_REVOKED, CALL_RECEIVED ->
                inbound.put(device, new Seen(entry.tenant(), device, entry.at(), true));
            case MESSAGE_SENT -> outbound.put(device, new Seen(entry.tenant(), device, entry.at(), false));
            default -> {
                // Says nothing about when the number was last heard of.
            }
        }
    }

    @Override
    public void gained(int slot, long cursor) {
        // Begins where the cursor stands.
    }

    @Override
    public synchronized void lost(int slot) {
        // What was counted of it and not written is counted by the new owner: its cursor was not written either.
        cursors.remove(slot);
        counts.keySet().removeIf(key -> key.slot() == slot);
    }

    @Override
    public void close() {
        stopping = true;
        feed.close();
        writer.interrupt();
        try {
            writer.join(5_000);
            write();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            LOG.atWarn().setCause(away).log("the last figures were not written; they are counted again");
        }
    }

    private void run() {
        while (!stopping) {
            try {
                Thread.sleep(1_000);
                write();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException away) {
                LOG.atWarn().setCause(away).log("figures could not be written; trying again");
            }
        }
    }

    private record Batch(
            Map<Key, Long> counts,
            Map<DeviceId, Seen> inbound,
            Map<DeviceId, Seen> outbound,
            Map<Integer, Long> cursors,
            int size) {}

    private synchronized Batch take() {
        Batch batch = new Batch(counts, inbound, outbound, cursors, unwritten);
        counts = new HashMap<>();
        inbound = new HashMap<>();
        outbound = new HashMap<>();
        cursors = new TreeMap<>();
        return batch;
    }

    private synchronized void putBack(Batch batch) {
        batch.counts().forEach((key, count) -> counts.merge(key, count, Long::sum));
        batch.inbound().forEach(inbound::putIfAbsent);
        batch.outbound().forEach(outbound::putIfAbsent);
        batch.cursors().forEach(cursors::putIfAbsent);
    }

    private synchronized void written(Batch batch) {
        unwritten -= batch.size();
    }

    private void write() {
        Batch batch = take();
        if (batch.cursors().isEmpty()) {
            return;
        }
        try {
            database.worker(tx -> {
                try {
                    writeCounts(tx, batch.counts());
                    writeSeen(tx, batch.inbound(), "last_inbound_at");
                    writeSeen(tx, batch.outbound(), "last_outbound_at");
                    writeCursors(tx, batch.cursors());
                    return true;
                } catch (SQLException failure) {
                    throw new IllegalStateException("cannot write figures", failure);
                }
            });
            written(batch);
        } catch (RuntimeException failure) {
            putBack(batch);
            throw failure;
        }
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            feed.roomAgain(slot);
        }
    }

    private static void writeCounts(Tx tx, Map<Key, Long> counts) throws SQLException {
        List<Map.Entry<Key, Long>> rows = List.copyOf(counts.entrySet());
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO stat_hour AS s (tenant_id, hour, device_id, what, count)
                SELECT u.tenant_id, u.hour, u.device_id, u.what, sum(u.count)
                  FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[], ?::bigint[])
                       AS u (tenant_id, hour, device_id, what, count)
                  JOIN tenant t ON t.id = u.tenant_id
                 GROUP BY u.tenant_id, u.hour, u.device_id, u.what
                 ORDER BY u.tenant_id, u.hour, u.device_id, u.what
                ON CONFLICT (tenant_id, hour, device_id, what) DO UPDATE SET count = s.count + EXCLUDED.count
                """)) {
            new Columns(statement)
                    .add("uuid", rows, row -> row.getKey().tenant().value())
                    .add("timestamptz", rows, row -> row.getKey().hour())
                    .add("uuid", rows, row -> row.getKey().device())
                    .add("text", rows, row -> row.getKey().what())
                    .add("int8", rows, Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    private static void writeSeen(Tx tx, Map<DeviceId, Seen> seen, String column) throws SQLException {
        if (seen.isEmpty()) {
            return;
        }
        List<Seen> rows = seen.values().stream()
                .sorted(Comparator.comparing((Seen one) -> one.device().value()))
                .toList();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                UPDATE device d SET %1$s = greatest(d.%1$s, u.at)
                  FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) AS u (tenant_id, id, at)
                 WHERE d.tenant_id = u.tenant_id AND d.id = u.id
                """.formatted(column))) {
            new Columns(statement)
                    .add("uuid", rows, row -> row.tenant().value())
                    .add("uuid", rows, row -> row.device().value())
                    .add("timestamptz", rows, Seen::at);
            statement.executeUpdate();
        }
    }

    /// A slot that is not ours any more stays where its new owner has it; then nothing of the batch is written.
    private void writeCursors(Tx tx, Map<Integer, Long> cursors) throws SQLException {
        List<Map.Entry<Integer, Long>> rows = List.copyOf(cursors.entrySet());
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                UPDATE slot_cursor c SET seq = u.seq
                  FROM unnest(?::smallint[], ?::bigint[], ?::bigint[]) AS u (slot, epoch, seq)
                  JOIN slot_lease l ON l.slot = u.slot AND l.epoch = u.epoch
                 WHERE l.owner = ? AND c.follower = ? AND c.slot = u.slot AND c.seq < u.seq
                """)) {
            new Columns(statement)
                    .add("int2", rows, Map.Entry::getKey)
                    .add("int8", rows, row -> node.epoch(row.getKey()))
                    .add("int8", rows, Map.Entry::getValue);
            statement.setObject(4, node.id());
            statement.setString(5, NAME);
            if (statement.executeUpdate() < rows.size()) {
                throw new IllegalStateException("a slot was lost while its figures were counted");
            }
        }
    }
}
