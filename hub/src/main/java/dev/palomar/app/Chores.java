package dev.palomar.app;

import dev.palomar.conversation.EarlyStatuses;
import dev.palomar.database.Database;
import dev.palomar.device.PairingLinks;
import dev.palomar.intake.Recorder;
import dev.palomar.journal.Partitions;
import dev.palomar.transport.web.store.CallRows;
import dev.palomar.transport.web.store.Sayings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has to be done every now and then.
final class Chores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final Database database;
    private final Recorder recorder;
    private final Partitions partitions;
    private final InstantSource clock;
    private final Runnable tidy;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    Chores(Database database, Recorder recorder, Partitions partitions, InstantSource clock, Runnable tidy) {
        this.database = database;
        this.recorder = recorder;
        this.partitions = partitions;
        this.clock = clock;
        this.tidy = tidy;
    }

    void start() {
        every(Duration.ofSeconds(1), "early-statuses", () -> database.worker(recorder::settleEarly));
        every(Duration.ofMinutes(1), "acquaintances", recorder.acquaintances(database)::repair);
        every(Duration.ofHours(1), "partitions", partitions::maintain);
        every(Duration.ofHours(1), "leftovers", () -> {
            database.worker(tx -> EarlyStatuses.forget(tx, clock.instant())
                    + Sayings.forget(tx, clock.instant())
                    + CallRows.forget(tx)
                    + PairingLinks.tidy(tx, clock.instant()));
            tidy.run();
            // What was parked for an event whose day is dropped cannot be delivered any more.
            database.worker(tx -> tx.update("""
                            DELETE FROM parked p
                             WHERE p.parked_at < :before
                               AND NOT EXISTS (SELECT FROM event e
                                                WHERE e.tenant_id = p.tenant_id AND e.id = p.event_id)
                            """)
                    .bind("before", clock.instant().minus(Duration.ofDays(1)))
                    .execute());
        });
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(5_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void every(Duration pause, String name, Runnable chore) {
        threads.add(Thread.ofVirtual().name(name).start(() -> {
            while (!stopping) {
                try {
                    Thread.sleep(pause);
                    chore.run();
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    LOG.atWarn().setCause(failure).addKeyValue("chore", name).log("was not done; its time comes again");
                }
            }
        }));
    }
}
