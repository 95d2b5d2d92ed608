package dev.palomar.template;

import dev.palomar.cluster.Errands;
import dev.palomar.cluster.Node;
import dev.palomar.database.Database;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Keeps the templates here in step with Meta's: once a day, when a business account is new, when Meta's
/// webhooks say something that has to be looked up, and when somebody asks. What is under way stands in the
/// database with the place it came to.
public final class Syncs implements Errands.Work<String>, AutoCloseable {

    private static final Duration AGE = Duration.ofHours(24);
    private static final Duration OVERDUE_ROUND = Duration.ofSeconds(5);

    private final Database database;
    private final SyncStep step;
    private final InstantSource clock;
    private final Errands<String> errands;
    private Instant looked = Instant.EPOCH;

    public Syncs(Database database, Node node, SyncStep step, InstantSource clock) {
        this.database = database;
        this.step = step;
        this.clock = clock;
        this.errands = new Errands<>(node, this);
    }

    /// Begins to work on what is due, in the background, until closed.
    public void start() {
        errands.start();
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
        errands.ring();
    }

    @Override
    public void close() {
        errands.close();
    }

    @Override
    public String name() {
        return "templates";
    }

    /// Business accounts that are to be looked at.
    @Override
    public List<Errands.Errand<String>> due(int most) {
        Instant now = clock.instant();
        if (looked.plus(OVERDUE_ROUND).isBefore(now) || looked.isAfter(now)) {
            looked = now;
            database.worker(tx -> SyncRows.beginOverdue(tx, now, AGE));
        }
        return database.worker(tx -> SyncRows.due(tx, now, most)).stream()
                .map(sync -> new Errands.Errand<>(sync.tenant(), sync.businessAccountId()))
                .toList();
    }

    /// One page of them.
    @Override
    public boolean step(Errands.Errand<String> errand) {
        return step.take(errand.tenant(), errand.id());
    }
}
