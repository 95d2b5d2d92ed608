package dev.palomar.cluster;

import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This process among the others. It heartbeats a row and holds leases on slots; whoever does not heartbeat loses
/// them. Times are the database's. A node that could not heartbeat stops acting before the others may take over: its
/// own measure is the monotonic clock, so a changed wall clock does not matter.
public final class Node implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /// How often a node says that it lives, for how long it is believed, and how early it stops believing itself.
    public record Rhythm(Duration beat, Duration ttl, Duration margin) {
        public static final Rhythm STANDARD =
                new Rhythm(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    /// Told when slots come and go. Called on the heartbeat's thread.
    public interface Listener {
        void gained(Set<Integer> slots);

        void lost(Set<Integer> slots);
    }

    private record Lease(int slot, long epoch) {}

    private final Database database;
    private final UUID id;
    private final String name;
    private final Rhythm rhythm;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final long[] epochs = new long[Slots.COUNT];
    private volatile long trustedUntil;
    private volatile boolean alone = true;
    private final Thread heart;
    private volatile boolean stopping;

    public Node(Database database, UUID id, String name, Rhythm rhythm) {
        this.database = database;
        this.id = id;
        this.name = name;
        this.rhythm = rhythm;
        this.heart = Thread.ofPlatform().name("heartbeat").daemon().unstarted(this::run);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// Joins and takes what slots are free. `onlyNode` is said when nobody else can be using this database, so that
    /// what a killed predecessor held is free at once.
    public void join(boolean onlyNode) {
        if (onlyNode) {
            database.worker(tx -> tx.update("DELETE FROM node").execute());
        }
        beat();
        heart.start();
    }

    public UUID id() {
        return id;
    }

    /// Whether this node may act on the slot now.
    public boolean owns(int slot) {
        return epochs[slot] > 0 && System.nanoTime() - trustedUntil < 0;
    }

    /// The lease's number, for guards in statements; 0 when the slot is not ours.
    public long epoch(int slot) {
        return owns(slot) ? epochs[slot] : 0;
    }

    /// Whether no other node was seen alive at the last heartbeat.
    public boolean alone() {
        return alone;
    }

    /// Gives back all slots, so that others need not wait.
    @Override
    public void close() {
        stopping = true;
        heart.interrupt();
        try {
            heart.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        trustedUntil = System.nanoTime();
        database.worker(tx -> {
            tx.update("UPDATE slot_lease SET owner = NULL WHERE owner = :me")
                    .bind("me", id)
                    .execute();
            return tx.update("DELETE FROM node WHERE id = :me").bind("me", id).execute();
        });
    }

    private void run() {
        while (!stopping) {
            try {
                Thread.sleep(rhythm.beat());
                beat();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException away) {
                LOG.atWarn().setCause(away).log("the heartbeat did not reach the database");
            }
        }
    }

    private void beat() {
        long before = System.nanoTime();
        List<Lease> held = database.worker(tx -> {
            sayAlive(tx);
            claimFree(tx);
            alone = tx.query("SELECT count(*) FROM node WHERE id <> :me AND alive_until > clock_timestamp()")
                            .bind("me", id)
                            .mapTo(Long.class)
                            .one()
                    == 0;
            return tx.query("SELECT slot, epoch FROM slot_lease WHERE owner = :me ORDER BY slot")
                    .bind("me", id)
                    .map((row, _) -> new Lease(row.getInt("slot"), row.getLong("epoch")))
                    .list();
        });
        trustedUntil = before + rhythm.ttl().minus(rhythm.margin()).toNanos();
        update(held);
    }

    private void sayAlive(Tx tx) {
        tx.update("""
                INSERT INTO node (id, name, started_at, alive_until)
                VALUES (:me, :name, clock_timestamp(), clock_timestamp() + make_interval(secs => :ttl))
                ON CONFLICT (id) DO UPDATE SET alive_until = EXCLUDED.alive_until
                """)
                .bind("me", id)
                .bind("name", name)
                .bind("ttl", rhythm.ttl().toMillis() / 1000.0)
                .execute();
    }

    private void claimFree(Tx tx) {
        tx.update("""
                UPDATE slot_lease SET owner = :me, epoch = epoch + 1
                 WHERE slot IN (SELECT l.slot FROM slot_lease l
                                 WHERE NOT EXISTS (SELECT FROM node n
                                                    WHERE n.id = l.owner AND n.alive_until > clock_timestamp())
                                 ORDER BY l.slot
                                   FOR UPDATE SKIP LOCKED)
                """).bind("me", id).execute();
    }

    private void update(List<Lease> held) {
        long[] now = new long[Slots.COUNT];
        held.forEach(lease -> now[lease.slot()] = lease.epoch());
        Set<Integer> gained = new HashSet<>();
        Set<Integer> lost = new HashSet<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (epochs[slot] != now[slot]) {
                if (epochs[slot] > 0) {
                    lost.add(slot);
                }
                if (now[slot] > 0) {
                    gained.add(slot);
                }
            }
        }
        if (!lost.isEmpty()) {
            lost.forEach(slot -> epochs[slot] = 0);
            listeners.forEach(listener -> listener.lost(lost));
        }
        if (!gained.isEmpty()) {
            gained.forEach(slot -> epochs[slot] = now[slot]);
            LOG.atInfo()
                    .addKeyValue("node", name)
                    .addKeyValue("slots", gained.size())
                    .log("took over slots");
            listeners.forEach(listener -> listener.gained(gained));
        }
    }

    @Override
    public String toString() {
        return name + " " + Arrays.stream(epochs).filter(epoch -> epoch > 0).count() + " slots";
    }
}
