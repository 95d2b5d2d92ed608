package dev.palomar.agent;

import dev.palomar.agent.setup.Manner;
import dev.palomar.agent.setup.Setup;
import dev.palomar.agent.setup.Setups;
import dev.palomar.cluster.Node;
import dev.palomar.database.Columns;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Entry;
import dev.palomar.journal.Feed;
import dev.palomar.journal.Follower;
import dev.palomar.journal.Journal;
import dev.palomar.model.Json;
import dev.palomar.model.event.EventType;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.RunId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Follows the journal and notes which conversations are owed an answer. A turn and the cursor that says
/// that its message was seen are written in one transaction: no message is lost, and none is owed an answer
/// twice.
final class Listening implements Follower, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final String NAME = "agent";
    private static final int MOST_HELD = 20_000;
    private static final int BATCH = 500;

    /// Where nothing is owed to anybody the cursors are written this often.
    private static final long LAZY_MS = 1_000;

    /// So long more is waited for where no tenant has an agent.
    private static final long GATHER_MS = 20;

    /// Kinds of message that say nothing that could be answered.
    private static final Set<String> NOTHING_SAID = Set.of("system", "unsupported", "pollVote", "reaction");

    private final Database database;
    private final Node node;
    private final Setups setups;
    private final Turns turns;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Feed feed;
    private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final Map<Integer, Long> seen = new TreeMap<>();
    private final Thread writer;
    private long lastWrite = System.nanoTime();
    private volatile boolean stopping;

    /// Time and chance.
    record Sources(InstantSource clock, Supplier<UUID> ids) {}

    Listening(Database database, Node node, Journal journal, Setups setups, Turns turns, Sources sources) {
        this.database = database;
        this.node = node;
        this.setups = setups;
        this.turns = turns;
        this.clock = sources.clock();
        this.ids = sources.ids();
        this.feed = new Feed(database, node, journal, this);
        this.writer = Thread.ofPlatform().name("agent").daemon().unstarted(this::run);
    }

    void start() {
        feed.start();
        writer.start();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int room(int slot) {
        return Math.max(0, MOST_HELD - held.get());
    }

    @Override
    public void follow(int slot, List<Entry> entries) {
        held.addAndGet(entries.size());
        waiting.addAll(entries);
    }

    @Override
    public void gained(int slot, long cursor) {
        synchronized (seen) {
            seen.remove(slot);
        }
    }

    @Override
    public void lost(int slot) {
        synchronized (seen) {
            seen.remove(slot);
        }
    }

    @Override
    public void close() {
        stopping = true;
        feed.close();
        writer.interrupt();
        try {
            writer.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Entry> batch = new ArrayList<>();
        while (!stopping) {
            try {
                Entry first = waiting.poll(LAZY_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    if (setups.ofNobody()) {
                        // Nobody waits for an answer, and each look wakes a processor.
                        Thread.sleep(GATHER_MS);
                    }
                    waiting.drainTo(batch, BATCH - 1);
                }
                write(batch);
                done(batch);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.atWarn().setCause(failure).log("cannot note owed answers; trying again");
                pause();
            }
        }
    }

    private void done(List<Entry> batch) {
        if (!batch.isEmpty()) {
            held.addAndGet(-batch.size());
            batch.clear();
            feed.roomAgain();
        }
    }

    private void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is owed, and where in the log that stands.
    private record Found(int slot, long seq, TurnRows.Owed owed) {}

    /// A slot that was lost meanwhile is left to its new owner, and what its cursor is past was written before.
    private void write(List<Entry> batch) {
        List<Found> found = new ArrayList<>();
        for (Entry entry : batch) {
            owed(entry).ifPresent(owed -> found.add(new Found(entry.slot(), entry.seq(), owed)));
        }
        Map<Integer, Long> cursors;
        synchronized (seen) {
            batch.forEach(entry -> seen.merge(entry.slot(), entry.seq(), Math::max));
            cursors = new TreeMap<>(seen);
        }
        boolean late = System.nanoTime() - lastWrite > TimeUnit.MILLISECONDS.toNanos(LAZY_MS);
        if (cursors.isEmpty() || (found.isEmpty() && !late)) {
            return;
        }
        Instant now = clock.instant();
        List<Turn> opened = database.worker(tx -> {
            Map<Integer, Long> before = lock(tx, cursors);
            List<Turn> written = new ArrayList<>();
            for (Found one : found) {
                if (one.seq() > before.getOrDefault(one.slot(), Long.MAX_VALUE)) {
                    TurnRows.owe(tx, one.owed(), now).ifPresent(written::add);
                }
            }
            moveOn(tx, cursors, before);
            return written;
        });
        lastWrite = System.nanoTime();
        synchronized (seen) {
            cursors.forEach(seen::remove);
        }
        opened.forEach(turns::expect);
    }

    /// What a person wrote, as it happened, where the agent is on.
    private Optional<TurnRows.Owed> owed(Entry entry) {
        if (entry.type() != EventType.MESSAGE_RECEIVED
                || entry.backfilled()
                || entry.device().isEmpty()
                || entry.conversation().isEmpty()
                || entry.message().isEmpty()) {
            return Optional.empty();
        }
        DeviceId device = entry.device().get();
        Optional<Setup> setup = setups.ofAgents(entry.tenant());
        Optional<Instant> since = setup.flatMap(found -> found.since(device));
        if (since.isEmpty()) {
            return Optional.empty();
        }
        Manner manner = setup.get().manner(device);
        JsonNode said = Json.read(entry.normalized().bytes());
        boolean group = said.path("chat").path("kind").asString("").equals("group");
        if (!said.path("direction").asString("").equals("inbound")
                || NOTHING_SAID.contains(said.path("type").asString(""))
                || (group && !manner.groups())) {
            return Optional.empty();
        }
        return Optional.of(new TurnRows.Owed(
                entry.tenant(),
                device,
                entry.conversation().get(),
                entry.message().get(),
                manner.quiet(),
                since.get(),
                new RunId(ids.get())));
    }

    /// The cursors of those slots that are still ours, held until the transaction ends.
    private Map<Integer, Long> lock(Tx tx, Map<Integer, Long> slots) {
        List<Integer> rows = List.copyOf(slots.keySet());
        Map<Integer, Long> cursors = new TreeMap<>();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT c.slot, c.seq
                  FROM unnest(?::smallint[], ?::bigint[]) AS u (slot, epoch)
                  JOIN slot_lease l ON l.slot = u.slot AND l.epoch = u.epoch
                  JOIN slot_cursor c ON c.slot = u.slot
                 WHERE l.owner = ? AND c.follower = ?
                 ORDER BY c.slot
                   FOR UPDATE OF c
                """)) {
            new Columns(statement).add("int2", rows, slot -> slot).add("int8", rows, node::epoch);
            statement.setObject(3, node.id());
            statement.setString(4, NAME);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    cursors.put(found.getInt(1), found.getLong(2));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot read the cursors", failure);
        }
        return cursors;
    }

    private static void moveOn(Tx tx, Map<Integer, Long> cursors, Map<Integer, Long> before) {
        List<Integer> slots = before.keySet().stream()
                .filter(slot -> cursors.getOrDefault(slot, 0L) > before.getOrDefault(slot, 0L))
                .toList();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                UPDATE slot_cursor c SET seq = u.seq
                  FROM unnest(?::smallint[], ?::bigint[]) AS u (slot, seq)
                 WHERE c.follower = ? AND c.slot = u.slot
                """)) {
            new Columns(statement).add("int2", slots, slot -> slot).add("int8", slots, cursors::get);
            statement.setString(3, NAME);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot move the cursors on", failure);
        }
    }
}
