package dev.palomar.device;

import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.DeviceState;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.CheckReport;
import dev.palomar.transport.cloud.CheckReport.Verdict;
import dev.palomar.transport.cloud.CloudAccount;
import dev.palomar.transport.cloud.Finding;
import dev.palomar.transport.cloud.PlatformApp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the states of Cloud numbers true: asks Meta when a number is connected, again and again while Meta cannot be
/// reached, and every quarter of an hour after that. What is due stands in the database, so a restart forgets nothing
/// and of several nodes one asks.
public final class CloudChecks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CloudChecks.class);

    /// After this another node asks, or this one after a crash. Asking twice does no harm.
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration WHILE_USABLE = Duration.ofMinutes(15);
    private static final Duration WHILE_BROKEN = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int AT_ONCE = 20;

    private final Database database;
    private final CloudNumbers numbers;
    private final StateBook book;
    private final NumberCheck meta;
    private final CloudRoutes routes;
    private final PlatformApp platform;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean closed;

    public CloudChecks(
            Database database,
            CloudNumbers numbers,
            Journal journal,
            NumberCheck meta,
            CloudRoutes routes,
            PlatformApp platform,
            InstantSource clock) {
        this.database = database;
        this.numbers = numbers;
        this.book = new StateBook(journal);
        this.meta = meta;
        this.routes = routes;
        this.platform = platform;
        this.clock = clock;
    }

    /// Begins to ask for what is due, in the background, until closed.
    public void start() {
        threads.execute(this::rounds);
    }

    /// Asks Meta now, and lets the device's state follow. Throws [Rejection.NotFound] when the tenant has no such
    /// device, and [Rejection.NotPossible] when the device has no credentials.
    public CheckReport check(TenantId tenant, DeviceId device) {
        CloudAccount account = numbers.fresh(tenant, device);
        CheckReport report = meta.check(account);
        database.tenant(tenant, tx -> {
            settle(tx, account, report);
            return report;
        });
        routes.forget();
        return report;
    }

    /// Whether Meta's handshake can succeed.
    Finding verifyToken(boolean ofItsOwn) {
        if (ofItsOwn) {
            return Finding.right("verifyToken", "verify-token-ok", "The device has one of its own.");
        }
        return platform.verifyToken().isPresent()
                ? Finding.right("verifyToken", "verify-token-ok", "This hub's verify token is used.")
                : Finding.wrong(
                        "verifyToken",
                        "verify-token-missing",
                        "Neither the device nor this hub has a verify token, so Meta cannot confirm the webhook's"
                                + " address. Make one up, and enter it here and at Meta.");
    }

    /// Something has become due.
    void ring() {
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
                List<CloudNumbers.Due> due = numbers.takeDue(clock.instant(), LEASE, AT_ONCE);
                due.forEach(one -> threads.execute(() -> quietly(one)));
                if (due.size() < AT_ONCE) {
                    boolean rung = bell.tryAcquire(1, TimeUnit.SECONDS);
                    if (rung) {
                        bell.drainPermits();
                    }
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failure) {
                LOG.atWarn().setCause(failure).log("numbers could not be checked");
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

    private void quietly(CloudNumbers.Due due) {
        try {
            check(due.tenant(), due.device());
        } catch (Rejection.NotFound gone) {
            LOG.atDebug().addKeyValue("device", due.device()).log("a number to be checked is gone");
        } catch (RuntimeException failure) {
            LOG.atWarn().setCause(failure).addKeyValue("device", due.device()).log("a number could not be checked");
        }
    }

    /// Meta's answer counts only for the credentials it was asked with.
    private void settle(Tx tx, CloudAccount asked, CheckReport report) {
        TenantId tenant = asked.tenant();
        DeviceId device = asked.device();
        Optional<StateBook.Held> held = book.hold(tx, tenant, device);
        if (held.isEmpty() || !numbers.account(tx, tenant, device).equals(Optional.of(asked))) {
            return;
        }
        Instant now = clock.instant();
        numbers.found(tx, tenant, device, report.findings(), now);
        boolean connected = held.get().connected();
        int failures = report.verdict() instanceof Verdict.Unreachable ? numbers.failures(tx, tenant, device) + 1 : 0;
        Duration pause = switch (report.verdict()) {
            case Verdict.Usable usable -> {
                DeviceRows.known(tx, tenant, device, usable.phone(), usable.quality());
                numbers.accountProven(tx, tenant, device, usable.accountProven());
                yield WHILE_USABLE;
            }
            case Verdict.Broken _, Verdict.Restricted _ -> WHILE_BROKEN;
            case Verdict.Unreachable _ -> growing(failures);
        };
        numbers.nextCheck(tx, tenant, device, connected ? Optional.of(now.plus(pause)) : Optional.empty(), failures);
        if (connected) {
            held.get().move(standing(report.verdict(), held.get().paused()));
        }
    }

    private static DeviceState standing(Verdict verdict, boolean paused) {
        return switch (verdict) {
            case Verdict.Usable _ -> paused ? new DeviceState.Paused() : new DeviceState.Online();
            case Verdict.Broken broken -> new DeviceState.Broken(broken.code(), broken.what());
            case Verdict.Restricted restricted -> new DeviceState.Restricted(restricted.why());
            case Verdict.Unreachable _ -> new DeviceState.Connecting();
        };
    }

    static Duration growing(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(failures - 1L, 0, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
