package dev.palomar.cluster;

import dev.palomar.model.id.TenantId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out work that stands in the database: whoever owns the tenant's slot does it, step by step, and goes on
/// after a crash where it was.
///
/// @param <K>  by which a tenant's errands are told apart
public final class Errands<K> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    private static final int AT_ONCE = 4;
    private static final int LOOK = 200;

    /// Something to be done for a tenant.
    public record Errand<K>(TenantId tenant, K id) {}

    /// One kind of work.
    public interface Work<K> {

        /// What log lines call it.
        String name();

        /// Errands of all tenants whose time has come, longest waiting first; at most `most`.
        List<Errand<K>> due(int most);

        /// Does a part of it, in a transaction of its own. Answers whether the next part can follow at once. May throw:
        /// then it is tried again when [#due] names it the next time.
        boolean step(Errand<K> errand);

        /// A step threw.
        default void failed(Errand<K> errand, RuntimeException why) {}
    }

    private final Node node;
    private final Work<K> work;
    private final Set<Errand<K>> running = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore bell = new Semaphore(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean crowded;
    private volatile boolean closed;

    public Errands(Node node, Work<K> work) {
        this.node = node;
        this.work = work;
    }

    /// Begins to work on what is due, in the background, until closed.
    public void start() {
        threads.execute(this::rounds);
    }

    /// Something has become due.
    public void ring() {
        bell.release();
    }

    @Override
    public void close() {
        closed = true;
        bell.release();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rounds() {
        while (!closed) {
            try {
                work.due(LOOK).forEach(this::take);
            } catch (RuntimeException failure) {
                LOG.atWarn().setCause(failure).addKeyValue("work", work.name()).log("could not be looked for");
            }
            try {
                if (bell.tryAcquire(1, TimeUnit.SECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    private void take(Errand<K> errand) {
        if (!mine(errand) || !running.add(errand)) {
            return;
        }
        if (!places.tryAcquire()) {
            running.remove(errand);
            crowded = true;
            return;
        }
        threads.execute(() -> {
            boolean well = false;
            try {
                while (!closed && mine(errand) && work.step(errand)) {
                    // one part after the other
                }
                well = true;
            } catch (RuntimeException failure) {
                if (!closed) {
                    failed(errand, failure);
                }
            } finally {
                running.remove(errand);
                places.release();
                if (well && crowded) {
                    crowded = false;
                    ring();
                }
            }
        });
    }

    private void failed(Errand<K> errand, RuntimeException failure) {
        LOG.atWarn()
                .setCause(failure)
                .addKeyValue("work", work.name())
                .addKeyValue("tenant", errand.tenant())
                .log("a part of it failed; it is tried again");
        try {
            work.failed(errand, failure);
        } catch (RuntimeException alsoFailed) {
            LOG.atDebug().setCause(alsoFailed).log("and that could not be noted");
        }
    }

    private boolean mine(Errand<K> errand) {
        return node.owns(Slots.of(errand.tenant().value()));
    }
}
