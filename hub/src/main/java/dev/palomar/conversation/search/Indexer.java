package dev.palomar.conversation.search;

import dev.palomar.cluster.Node;
import dev.palomar.database.Database;
import dev.palomar.journal.Cursors;
import dev.palomar.journal.Entry;
import dev.palomar.journal.Feed;
import dev.palomar.journal.Follower;
import dev.palomar.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the log and puts what was said into the index. It takes its time: never more than half of one processor's,
/// and in batches that do not wait for the disk. In a flood the words wait, at most [#LATEST]: others wait for an
/// answer.
public final class Indexer implements Follower, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    private static final String NAME = "search";
    private static final int MOST_WAITING = 100_000;
    /// So few that those who wait for a core beside it do not wait long.
    private static final int AT_ONCE = 200;
    private static final long PAUSE_MILLIS = 300;
    private static final int IDLE_ROUNDS = 2_000;
    /// What is said later than this waits no longer, whatever else there is to do.
    private static final Duration LATEST = Duration.ofMinutes(1);

    /// An entry of the log; what is in it for the index, if anything.
    private record Waiting(int slot, long seq, Instant at, Optional<Words.Ref> message) {}

    private final Database database;
    private final Node node;
    private final Feed feed;
    private final Thread writer;
    private final InstantSource clock;
    private final Flood flood;
    private final Words words = new Words();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int idle;
    private volatile boolean stopping;

    public Indexer(Database database, Node node, Journal journal, InstantSource clock) {
        this.database = database;
        this.node = node;
        this.clock = clock;
        this.flood = new Flood(clock, Runtime.getRuntime().availableProcessors());
        this.feed = new Feed(database, node, journal, this);
        this.writer = Thread.ofPlatform().name("search").daemon().unstarted(this::run);
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
        return Math.max(0, MOST_WAITING - waiting.size());
    }

    @Override
    public synchronized void follow(int slot, List<Entry> entries) {
        entries.forEach(entry -> waiting.add(new Waiting(slot, entry.seq(), entry.at(), said(entry))));
        flood.came(entries.size());
    }

    private static Optional<Words.Ref> said(Entry entry) {
        return switch (entry.type()) {
            case MESSAGE_RECEIVED, MESSAGE_QUEUED, MESSAGE_EDITED ->
                entry.message().map(message -> new Words.Ref(entry.tenant(), message));
            default -> Optional.empty();
        };
    }

    @Override
    public void gained(int slot, long cursor) {
        // Begins where the cursor stands.
    }

    @Override
    public synchronized void lost(int slot) {
        waiting.removeIf(one -> one.slot() == slot);
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
        while (!stopping) {
            try {
                long began = System.nanoTime();
                boolean more = !mayWait() && work();
                long took = (System.nanoTime() - began) / 1_000_000;
                Thread.sleep(more ? Math.max(20, took) : PAUSE_MILLIS);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException away) {
                LOG.atWarn().setCause(away).log("words could not be written; trying again");
                if (!paused()) {
                    return;
                }
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private synchronized boolean mayWait() {
        Waiting first = waiting.peekFirst();
        return flood.isHere()
                && waiting.size() < MOST_WAITING / 2
                && (first == null || first.at().isAfter(clock.instant().minus(LATEST)));
    }

    /// What is new, and when there is nothing new something of the past. Whether there may be more.
    private boolean work() {
        List<Waiting> batch = next();
        if (batch.isEmpty()) {
            // Only an upgrade leaves a past: it is looked for at the start, and every ten minutes in case another
            // node stopped in the middle of it.
            boolean more = idle % IDLE_ROUNDS == 0
                    && database.worker(tx -> {
                        tx.unhurried();
                        return Past.write(tx, words, AT_ONCE) > 0;
                    });
            idle = more ? idle : idle + 1;
            return more;
        }
        Set<Words.Ref> messages = new LinkedHashSet<>();
        Map<Integer, Long> done = new TreeMap<>();
        for (Waiting one : batch) {
            one.message().ifPresent(messages::add);
            done.put(one.slot(), one.seq());
        }
        database.worker(tx -> {
            tx.unhurried();
            words.write(tx, messages);
            Cursors.write(tx, node, NAME, done);
            return true;
        });
        written(batch);
        feed.roomAgain();
        return batch.size() == AT_ONCE;
    }

    /// They stay in line until they are written: a batch that fails is tried again.
    private synchronized List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>(Math.min(AT_ONCE, waiting.size()));
        for (Waiting one : waiting) {
            if (batch.size() == AT_ONCE) {
                break;
            }
            batch.add(one);
        }
        return batch;
    }

    private synchronized void written(List<Waiting> batch) {
        // Those of a slot that was lost meanwhile are gone already.
        for (Waiting one : batch) {
            if (one.equals(waiting.peekFirst())) {
                waiting.removeFirst();
            }
        }
    }
}
