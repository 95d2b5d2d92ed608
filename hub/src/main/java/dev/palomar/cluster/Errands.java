package dev.palomar.cluster;

import dev.palomar.model.id.TenantId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out work that stands in the database: whoever owns the tenant's slot does it, step by step, and goes on
/// after
/// a crash where it was.
public final class Errands implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    private static final int AT_ONCE = 4;

    /// Something to be done for a tenant.
    public record Errand(TenantId tenant, UUID id) {}

    /// One kind of work.
    public interface Work {

        /// What log lines call it.
        String name();

        /// Errands of all tenants whose time has come, longest waiting first; at most `most`.
        List<Errand> due(int most);

        /// Does a part of it, in a transaction of its own. Answers whether the next part can follow at once. May throw:
        /// then it is tried again when [#due] names it the next time.
        boolean step(Errand errand);

        /// A step threw.
        default void failed(Errand errand, RuntimeException why) {}
    }

    private final Node node;
    private final Work work;
    private final Set<Errand> running = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore bell = new Semaphore(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    public Errands(Node node, Work work) {
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
                work.due(100).forEach(this::take);
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

    private void take(Errand errand) {
        if (!mine(errand) || !running.add(errand)) {
            return;
        }
        if (!places.tryAcquire()) {
            running.remove(errand);
            return;
        }
        threads.execute(() -> {
            try {
                while (!closed && mine(errand) && work.step(errand)) {
                    // one part after the other
                }
            } catch (RuntimeException failure) {
                if (!closed) {
                    failed(errand, failure);
                }
            } finally {
                running.remove(errand);
                places.release();
            }
        });
    }

    private void failed(Errand errand, RuntimeException failure) {
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

    private boolean mine(Errand errand) {
        return node.owns(Slots.of(errand.tenant().value()));
    }
}
