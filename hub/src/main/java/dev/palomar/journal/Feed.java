package dev.palomar.journal;

import dev.palomar.cluster.Node;
import dev.palomar.cluster.Slots;
import dev.palomar.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the log to one follower: from memory while it keeps up, from the table after a restart, a takeover, or when
/// it had no room.
public final class Feed implements Node.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int PAGE = 500;
    private static final int MOST_HELD = 256;
    private static final Duration GAP = Duration.ofMillis(5);
    private static final Duration POLL_ALONE = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(40);

    private static final class Slot {
        final int number;
        boolean ours;
        volatile boolean behind;
        long expected;
        long heard;
        final TreeMap<Long, Entry> early = new TreeMap<>();

        Slot(int number) {
            this.number = number;
        }
    }

    private final Database database;
    private final Node node;
    private final Follower follower;
    private final Slot[] slots = new Slot[Slots.COUNT];
    private final Semaphore wake = new Semaphore(0);
    private final Thread reader;
    private volatile boolean stopping;

    public Feed(Database database, Node node, Journal journal, Follower follower) {
        this.database = database;
        this.node = node;
        this.follower = follower;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(i);
        }
        this.reader =
                Thread.ofPlatform().name("feed-" + follower.name()).daemon().unstarted(this::read);
        node.listen(this);
        journal.listen(this::appended);
    }

    public void start() {
        reader.start();
    }

    @Override
    public void close() {
        stopping = true;
        reader.interrupt();
        try {
            reader.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The follower has room again in `slot`.
    public void roomAgain(int slot) {
        if (slots[slot].behind) {
            wake.release();
        }
    }

    /// The follower has room again, in whichever slot it was that had none.
    public void roomAgain() {
        for (Slot slot : slots) {
            if (slot.behind) {
                wake.release();
                return;
            }
        }
    }

    @Override
    public void gained(Set<Integer> gained) {
        Map<Integer, Long> cursors = new HashMap<>();
        database.worker(tx -> {
            tx.query("SELECT slot, seq FROM slot_cursor WHERE follower = :follower")
                    .bind("follower", follower.name())
                    .map((row, _) -> cursors.put(row.getInt("slot"), row.getLong("seq")))
                    .list();
            return cursors;
        });
        for (int number : gained) {
            Slot slot = slots[number];
            long cursor = cursors.getOrDefault(number, 0L);
            synchronized (slot) {
                slot.ours = true;
                slot.behind = true;
                slot.expected = cursor + 1;
                slot.early.clear();
                follower.gained(number, cursor);
            }
        }
        wake.release();
    }

    @Override
    public void lost(Set<Integer> lost) {
        for (int number : lost) {
            Slot slot = slots[number];
            synchronized (slot) {
                slot.ours = false;
                slot.early.clear();
                follower.lost(number);
            }
        }
    }

    private void appended(List<Entry> entries) {
        int from = 0;
        while (from < entries.size()) {
            int number = entries.get(from).slot();
            int to = from + 1;
            while (to < entries.size() && entries.get(to).slot() == number) {
                to++;
            }
            take(slots[number], entries.subList(from, to));
            from = to;
        }
    }

    private void take(Slot slot, List<Entry> entries) {
        boolean wakeReader = false;
        synchronized (slot) {
            slot.heard = Math.max(slot.heard, entries.getLast().seq());
            if (!ours(slot) || slot.behind) {
                return;
            }
            for (Entry entry : entries) {
                if (entry.seq() >= slot.expected) {
                    slot.early.put(entry.seq(), entry);
                }
            }
            passOn(slot);
            if (slot.early.size() > MOST_HELD) {
                fallBehind(slot);
            }
            wakeReader = slot.behind || !slot.early.isEmpty();
        }
        if (wakeReader) {
            wake.release();
        }
    }

    /// A node that could not say in time that it lives stands still until it knows better.
    private boolean ours(Slot slot) {
        return slot.ours && node.owns(slot.number);
    }

    /// What is next in line goes on; what came too early stays.
    private void passOn(Slot slot) {
        if (slot.early.isEmpty() || slot.early.firstKey() != slot.expected) {
            return;
        }
        List<Entry> ready = new ArrayList<>();
        while (!slot.early.isEmpty() && slot.early.firstKey() == slot.expected) {
            ready.add(slot.early.pollFirstEntry().getValue());
            slot.expected++;
        }
        if (follower.room(slot.number) < ready.size()) {
            slot.expected = ready.getFirst().seq();
            fallBehind(slot);
            return;
        }
        follower.follow(slot.number, ready);
    }

    private static void fallBehind(Slot slot) {
        slot.behind = true;
        slot.early.clear();
    }

    private void read() {
        while (!stopping) {
            try {
                boolean woken = wake.tryAcquire((node.alone() ? POLL_ALONE : POLL).toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                if (woken) {
                    Thread.sleep(GAP);
                }
                readOnce(woken);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .addKeyValue("follower", follower.name())
                        .setCause(failure)
                        .log("cannot read the log");
            }
        }
    }

    private void readOnce(boolean woken) {
        Map<Integer, Long> heads = woken && !anyWaits() ? Map.of() : heads();
        for (Slot slot : slots) {
            synchronized (slot) {
                boolean unseen = heads.getOrDefault(slot.number, 0L) > slot.expected;
                if (!ours(slot) || !(slot.behind || !slot.early.isEmpty() || unseen)) {
                    continue;
                }
                fallBehind(slot);
            }
            catchUp(slot, heads.getOrDefault(slot.number, 0L));
        }
    }

    private boolean anyWaits() {
        for (Slot slot : slots) {
            synchronized (slot) {
                if (ours(slot) && (slot.behind || !slot.early.isEmpty())) {
                    return true;
                }
            }
        }
        return false;
    }

    private Map<Integer, Long> heads() {
        Map<Integer, Long> heads = new HashMap<>();
        database.worker(tx -> tx.query("SELECT slot, next_seq FROM slot_head WHERE next_seq > 1")
                .map((row, _) -> heads.put(row.getInt("slot"), row.getLong("next_seq")))
                .list());
        return heads;
    }

    /// `known` is the number that the slot's next entry will have, as far as it was known when this began.
    private void catchUp(Slot slot, long known) {
        while (!stopping) {
            long from;
            int limit;
            synchronized (slot) {
                limit = Math.min(PAGE, follower.room(slot.number));
                if (!ours(slot) || !slot.behind || limit <= 0) {
                    return;
                }
                from = slot.expected;
                if (from >= known && from > slot.heard) {
                    slot.behind = false;
                    return;
                }
            }
            List<Entry> page = page(slot.number, from, limit);
            synchronized (slot) {
                if (!ours(slot) || slot.expected != from) {
                    return;
                }
                if (page.isEmpty()) {
                    // Dropped with its day before it was read: nothing is left to tell.
                    slot.expected = Math.max(known, slot.heard + 1);
                    continue;
                }
                slot.expected = page.getLast().seq() + 1;
                follower.follow(slot.number, page);
            }
        }
    }

    private List<Entry> page(int slot, long from, int limit) {
        return database.worker(tx -> tx.query("SELECT " + EntryRows.COLUMNS + """
                   FROM event e
                  WHERE e.slot = :slot AND e.seq >= :from
                  ORDER BY e.seq
                  LIMIT :limit
                """)
                .bind("slot", slot)
                .bind("from", from)
                .bind("limit", limit)
                .map((row, _) -> EntryRows.read(row))
                .list());
    }
}
