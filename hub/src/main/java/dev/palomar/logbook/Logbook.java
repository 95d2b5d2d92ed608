package dev.palomar.logbook;

import dev.palomar.database.Database;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down calls to and from WhatsApp. Nobody waits for it: lines are gathered and written every half second, by a
/// commit that does not wait for the disk. When more come than can be written the newest are dropped and counted: it is
/// a help for looking something up, and no record of what was said.
public final class Logbook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Logbook.class);
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final Masking masking;
    private final Supplier<UUID> ids;
    private final ArrayBlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final Inflow inflow;
    private final Thread writer;
    private volatile boolean stopping;

    public Logbook(Database database, Masking masking, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.masking = masking;
        this.ids = ids;
        this.inflow = new Inflow(clock);
        this.writer = Thread.ofPlatform().name("logbook").daemon().unstarted(this::run);
    }

    public void start() {
        writer.start();
    }

    /// Notes a call. Never waits and never throws.
    public void note(Line line) {
        if (!waiting.offer(line)) {
            dropped.addAndGet(line.count());
        }
    }

    /// Notes that Meta delivered something. See [Inflow] for how many of these share a line.
    public void delivered(Optional<TenantId> tenant, DeviceId device, Inflow.Body body) {
        inflow.take(tenant, device, body).ifPresent(this::note);
    }

    /// How many calls were not written down since the start.
    public long dropped() {
        return dropped.get();
    }

    /// Writes what waits, then stops.
    @Override
    public void close() {
        stopping = true;
        writer.interrupt();
        try {
            writer.join(5_000);
            write();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            LOG.atWarn().setCause(away).log("the last calls were not written down");
        }
    }

    private void run() {
        while (!stopping) {
            try {
                Thread.sleep(PAUSE);
                write();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException away) {
                LOG.atWarn().setCause(away).log("calls could not be written down");
            }
        }
    }

    /// What cannot be written is dropped, so that it does not stand in the way of what comes.
    private void write() {
        inflow.gathered().forEach(this::note);
        while (!waiting.isEmpty()) {
            List<Line> batch = new ArrayList<>();
            waiting.drainTo(batch, BATCH);
            try {
                database.worker(tx -> {
                    tx.unhurried();
                    LogRows.insert(tx, batch, masking, ids);
                    return true;
                });
            } catch (RuntimeException failure) {
                dropped.addAndGet(batch.stream().mapToInt(Line::count).sum());
                throw failure;
            }
        }
    }
}
