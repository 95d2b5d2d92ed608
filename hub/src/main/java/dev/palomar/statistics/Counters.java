package dev.palomar.statistics;

import dev.palomar.cluster.Node;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Entry;
import dev.palomar.journal.Feed;
import dev.palomar.journal.Follower;
import dev.palomar.journal.Journal;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the journal and counts by tenant, hour, day, device and what happened. Counts and cursors are written in one
/// transaction, so nothing is counted twice or left out. How webhooks fared is counted as it is heard: a process that
/// is killed forgets its last second of that.
public final class Counters implements Follower, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Counters.class);
    private static final String NAME = "statistics";
    private static final int MOST_UNWRITTEN = 50_000;

    /// Figures are a second old, and up to three under a load so high that writing them would take more than a tenth
    /// of the time.
    private static final long REST = 1_000;
    private static final long LONG_REST = 3_000;

    private final Database database;
    private final Node node;
    private final Feed feed;
    private final Thread writer;
    private Tally tally = new Tally();
    private final Set<Integer> lostMeanwhile = new HashSet<>();
    private int writing;
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

    /// A webhook was called, or could not be.
    public synchronized void attempted(
            TenantId tenant, Optional<DeviceId> device, Instant at, boolean delivered, Duration took) {
        UUID of = device.map(DeviceId::value).orElse(Words.NONE);
        String outcome = delivered ? Words.ATTEMPT_DELIVERED : Words.ATTEMPT_FAILED;
        tally.count(Tally.NO_SLOT, tenant, at, of, outcome, 1);
        tally.count(Tally.NO_SLOT, tenant, at, of, Words.ATTEMPTS.word(took.toMillis()), 1);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public synchronized int room(int slot) {
        return Math.max(0, MOST_UNWRITTEN - tally.entries - writing);
    }

    @Override
    public synchronized void follow(int slot, List<Entry> entries) {
        tally.add(slot, entries);
    }

    @Override
    public void gained(int slot, long cursor) {
        // Begins where the cursor stands.
    }

    @Override
    public synchronized void lost(int slot) {
        // What was counted of it and not written is counted by the new owner: its cursor was not written either.
        tally.lose(slot);
        lostMeanwhile.add(slot);
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
        long rest = REST;
        while (!stopping) {
            try {
                Thread.sleep(rest);
                long begun = System.nanoTime();
                write();
                rest = Math.clamp(9 * (System.nanoTime() - begun) / 1_000_000, REST, LONG_REST);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException away) {
                LOG.atWarn().setCause(away).log("figures could not be written; trying again");
            }
        }
    }

    private synchronized Tally take() {
        Tally taken = tally;
        tally = new Tally();
        lostMeanwhile.clear();
        writing = taken.entries;
        return taken;
    }

    private synchronized void putBack(Tally taken) {
        lostMeanwhile.forEach(taken::lose);
        tally.putBack(taken);
        writing = 0;
    }

    private synchronized void written() {
        writing = 0;
    }

    private void write() {
        Tally taken = take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            database.worker(tx -> {
                try {
                    return write(tx, taken);
                } catch (SQLException failure) {
                    throw new IllegalStateException("cannot write figures", failure);
                }
            });
            written();
        } catch (RuntimeException failure) {
            putBack(taken);
            throw failure;
        }
        feed.roomAgain();
    }

    /// May be called again with the same, so what is looked up here is added to a copy.
    private boolean write(Tx tx, Tally taken) throws SQLException {
        Tally all = new Tally();
        all.counts.putAll(taken.counts);
        if (!taken.ours.isEmpty()) {
            List<OursRows.Known> known = OursRows.look(tx, taken.ours);
            known.forEach(one -> count(all, one));
            CounterRows.templates(tx, known);
        }
        CounterRows.times(tx, all.counts);
        CounterRows.seen(tx, taken.inbound.values(), "last_inbound_at");
        CounterRows.seen(tx, taken.outbound.values(), "last_outbound_at");
        CounterRows.cursors(tx, node, NAME, taken.cursors);
        return true;
    }

    private static void count(Tally all, OursRows.Known known) {
        Tally.Ours ours = known.ours();
        String window = known.free() ? Words.FREE : known.windowOpen() ? Words.INSIDE : Words.OUTSIDE;
        all.count(ours.slot(), ours.tenant(), ours.at(), ours.device(), window, 1);
        // What was written on a phone was told by its event.
        known.sender()
                .filter(kind -> !kind.equals("phone"))
                .ifPresent(kind ->
                        all.count(ours.slot(), ours.tenant(), ours.at(), ours.device(), Words.SENDER + kind, 1));
        known.waited().ifPresent(seconds -> {
            all.count(ours.slot(), ours.tenant(), ours.at(), ours.device(), Words.ANSWERED.word(seconds), 1);
            all.count(ours.slot(), ours.tenant(), ours.at(), ours.device(), Words.ANSWERED_SECONDS, seconds);
        });
    }
}
