package dev.palomar.agent;

import dev.palomar.cluster.Node;
import dev.palomar.database.Database;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes turns when their time comes: one at a time for a conversation, on the node that owns its slot, not too many at
/// once, and not all for one tenant. What is owed stands in the database, so that the next owner goes on with it.
final class Turns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 64;
    private static final int AT_ONCE_FOR_ONE = 16;
    private static final int LOOK = 500;

    private record Place(TenantId tenant, ConversationId conversation) {}

    private final Database database;
    private final Node node;
    private final Answering answering;
    private final InstantSource clock;
    private final Set<Place> running = ConcurrentHashMap.newKeySet();
    private final Map<TenantId, Integer> perTenant = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("agent-alarm").daemon().factory());
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("agent-", 0).factory());
    private volatile boolean closed;

    Turns(Database database, Node node, Answering answering, InstantSource clock) {
        this.database = database;
        this.node = node;
        this.answering = answering;
        this.clock = clock;
    }

    void start() {
        Future<?> _ = alarm.scheduleWithFixedDelay(
                () -> threads.execute(this::look), ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The turn is to be taken when its time comes, if it is still there then.
    void expect(Turn turn) {
        if (closed) {
            return;
        }
        long wait = Duration.between(clock.instant(), turn.dueAt()).toMillis();
        if (wait <= 0) {
            take(turn.tenant(), turn.conversation(), turn.slot());
        } else {
            Future<?> _ = alarm.schedule(
                    () -> take(turn.tenant(), turn.conversation(), turn.slot()), wait, TimeUnit.MILLISECONDS);
        }
    }

    /// How many are being taken.
    int running() {
        return running.size();
    }

    @Override
    public void close() {
        closed = true;
        alarm.shutdownNow();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                // what the model has not answered is asked again at the next start
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// What was lost sight of: of another owner, of before a restart, or for want of room.
    private void look() {
        try {
            database.worker(tx -> TurnRows.due(tx, clock.instant(), LOOK))
                    .forEach(turn -> take(turn.tenant(), turn.conversation(), turn.slot()));
        } catch (RuntimeException away) {
            LOG.atWarn().setCause(away).log("cannot look for owed answers; trying again");
        }
    }

    private void take(TenantId tenant, ConversationId conversation, int slot) {
        Place place = new Place(tenant, conversation);
        if (closed || !node.owns(slot) || !running.add(place)) {
            return;
        }
        if (!enter(tenant)) {
            running.remove(place);
            return;
        }
        threads.execute(() -> {
            try {
                database.worker(tx -> TurnRows.find(tx, tenant, conversation)).ifPresent(this::takeIfDue);
            } catch (Rejection.NotFound gone) {
                // with its conversation or its tenant
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("tenant", tenant)
                        .addKeyValue("conversation", conversation)
                        .log("a turn failed; it is taken again");
                postpone(tenant, conversation);
            } finally {
                leave(tenant);
                running.remove(place);
            }
            expectNext(tenant, conversation);
        });
    }

    private void takeIfDue(Turn turn) {
        if (!turn.dueAt().isAfter(clock.instant())) {
            answering.take(turn);
        }
    }

    /// What is still owed, or again.
    private void expectNext(TenantId tenant, ConversationId conversation) {
        try {
            Optional<Turn> next =
                    closed ? Optional.empty() : database.worker(tx -> TurnRows.find(tx, tenant, conversation));
            next.ifPresent(this::expect);
        } catch (RuntimeException away) {
            LOG.atDebug().setCause(away).log("found in the next round");
        }
    }

    private void postpone(TenantId tenant, ConversationId conversation) {
        try {
            database.worker(tx -> TurnRows.find(tx, tenant, conversation)
                    .map(turn -> TurnRows.later(tx, turn, clock.instant().plus(PAUSE))));
        } catch (RuntimeException away) {
            LOG.atDebug().setCause(away).log("found in the next round");
        }
    }

    private boolean enter(TenantId tenant) {
        if (perTenant.merge(tenant, 1, Integer::sum) > AT_ONCE_FOR_ONE || !places.tryAcquire()) {
            perTenant.computeIfPresent(tenant, (_, many) -> many == 1 ? null : many - 1);
            return false;
        }
        return true;
    }

    private void leave(TenantId tenant) {
        places.release();
        perTenant.computeIfPresent(tenant, (_, many) -> many == 1 ? null : many - 1);
    }
}
