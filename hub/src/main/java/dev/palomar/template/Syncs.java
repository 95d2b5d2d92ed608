package dev.palomar.template;

import dev.palomar.cluster.Node;
import dev.palomar.cluster.Slots;
import dev.palomar.database.Database;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the templates here in step with Meta's: once a day, when a business account is new, when Meta's
/// webhooks say something that has to be looked up, and when somebody asks. What is under way stands in the
/// database with the place it came to, so that whoever owns the tenant's slot goes on there, after a crash,
/// too.
public final class Syncs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Syncs.class);

    private static final Duration AGE = Duration.ofHours(24);
    private static final Duration OVERDUE_ROUND = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;
    private static final int LOOK = 200;

    private record Running(TenantId tenant, String account) {}

    private final Database database;
    private final Node node;
    private final SyncStep step;
    private final InstantSource clock;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore bell = new Semaphore(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    public Syncs(Database database, Node node, SyncStep step, InstantSource clock) {
        this.database = database;
        this.node = node;
        this.step = step;
        this.clock = clock;
    }

    /// Begins to work on what is due, in the background, until closed.
    public void start() {
        threads.execute(this::rounds);
    }

    /// Begins a look at every business account of the tenant; one that is under way is the one. Throws
    /// [Rejection.Conflict] when the tenant has no account of which Meta has confirmed that it is theirs.
    public List<Sync> begin(TenantId tenant) {
        Instant now = clock.instant();
        return database.tenant(tenant, tx -> {
            List<String> accounts = SyncRows.accounts(tx, tenant);
            if (accounts.isEmpty()) {
                throw new Rejection.Conflict(
                        "wrong-state",
                        "No Cloud number here has a business account that Meta confirmed. Connect one with its business"
                                + " account id first.");
            }
            accounts.forEach(account -> SyncRows.begin(tx, tenant, account, now, false));
            tx.afterCommit(this::ring);
            return SyncRows.list(tx, tenant).stream()
                    .filter(sync -> accounts.contains(sync.businessAccountId()))
                    .toList();
        });
    }

    /// The last look at each of the tenant's business accounts.
    public List<Sync> list(TenantId tenant) {
        return database.tenant(tenant, tx -> SyncRows.list(tx, tenant));
    }

    /// What is here may be out of date: looked up soon, unless that was done within the last few minutes.
    public void doubt(TenantId tenant, String account) {
        Instant now = clock.instant();
        database.tenant(tenant, tx -> {
            boolean fresh = SyncRows.find(tx, tenant, account)
                    .flatMap(Sync::finishedAt)
                    .filter(at -> at.isAfter(now.minus(Duration.ofMinutes(5))))
                    .isPresent();
            if (!fresh) {
                SyncRows.begin(tx, tenant, account, now, false);
                tx.afterCommit(this::ring);
            }
            return fresh;
        });
    }

    /// Lets go of templates that nobody has a number for any more, and of those that have been gone for a while.
    public void tidy() {
        database.worker(tx -> {
            SyncRows.tidy(tx, clock.instant());
            return true;
        });
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
        Instant looked = Instant.EPOCH;
        while (!closed) {
            try {
                Instant now = clock.instant();
                if (looked.plus(OVERDUE_ROUND).isBefore(now) || looked.isAfter(now)) {
                    looked = now;
                    database.worker(tx -> SyncRows.beginOverdue(tx, now, AGE));
                }
                database.worker(tx -> SyncRows.due(tx, now, LOOK)).forEach(this::take);
                if (bell.tryAcquire(1, TimeUnit.SECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failure) {
                LOG.atWarn().setCause(failure).log("templates could not be looked after");
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Sync sync) {
        Running one = new Running(sync.tenant(), sync.businessAccountId());
        if (!mine(one) || !running.add(one)) {
            return;
        }
        if (!places.tryAcquire()) {
            running.remove(one);
            return;
        }
        threads.execute(() -> {
            try {
                while (!closed && mine(one) && step.take(one.tenant(), one.account())) {
                    // one page after the other
                }
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("tenant", one.tenant())
                        .log("a page of templates failed");
                pause();
            } finally {
                running.remove(one);
                places.release();
            }
        });
    }

    private boolean mine(Running one) {
        return node.owns(Slots.of(one.tenant().value()));
    }
}
