package dev.palomar.agent;

import dev.palomar.agent.rule.Patience;
import dev.palomar.cluster.Node;
import dev.palomar.cluster.Slots;
import dev.palomar.database.Database;
import dev.palomar.model.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes turns when their time comes: one at a time for a conversation, on the node that owns its slot, not too many at
/// once, and not all for one tenant. What is owed stands in the database, so that the next owner goes on with it.
final class Turns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int AT_ONCE = 64;
    private static final int AT_ONCE_FOR_ONE = 16;
    private static final int LOOK = 500;

    private final Database database;
    private final Node node;
    private final Answering answering;
    private final InstantSource clock;
    private final Seats seats = new Seats(AT_ONCE, AT_ONCE_FOR_ONE, LOOK);
    private final AtomicBoolean looking = new AtomicBoolean();
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
        Duration wait = Duration.between(clock.instant(), turn.dueAt());
        if (wait.isPositive()) {
            Future<?> _ = alarm.schedule(() -> take(guest(turn)), wait.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            take(guest(turn));
        }
    }

    /// How many are being taken.
    int running() {
        return seats.taken();
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

    /// What was lost sight of: of another owner, of before a restart, or of a tenant that had too many waiting.
    /// Tenants who have somebody waiting in memory are not looked for, and hide nobody.
    private void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        try {
            List<Integer> slots =
                    IntStream.range(0, Slots.COUNT).filter(node::owns).boxed().toList();
            database.worker(tx -> TurnRows.due(tx, clock.instant(), slots, seats.waiting(), LOOK))
                    .forEach(turn -> take(guest(turn)));
        } catch (RuntimeException away) {
            LOG.atWarn().setCause(away).log("cannot look for owed answers; trying again");
        } finally {
            looking.set(false);
        }
    }

    private static Seats.Guest guest(Turn turn) {
        return new Seats.Guest(turn.tenant(), turn.conversation(), turn.slot());
    }

    private void take(Seats.Guest guest) {
        if (!closed && node.owns(guest.slot()) && seats.enter(guest)) {
            threads.execute(() -> serve(guest));
        }
    }

    /// One after the other, as long as there is somebody who waits for this seat.
    private void serve(Seats.Guest first) {
        Optional<Seats.Guest> guest = Optional.of(first);
        while (guest.isPresent()) {
            Seats.Guest seated = guest.get();
            takeIfDue(seated);
            guest = seats.leave(seated);
            expectNext(seated);
        }
    }

    private void takeIfDue(Seats.Guest guest) {
        if (closed || !node.owns(guest.slot())) {
            return;
        }
        try {
            find(guest).filter(turn -> !turn.dueAt().isAfter(clock.instant())).ifPresent(answering::take);
        } catch (Rejection.NotFound gone) {
            // with its conversation or its tenant
            postpone(guest);
        } catch (RuntimeException | Error failure) {
            LOG.atWarn()
                    .setCause(failure)
                    .addKeyValue("tenant", guest.tenant())
                    .addKeyValue("conversation", guest.conversation())
                    .log("a turn failed; it is taken again");
            postpone(guest);
        }
    }

    private Optional<Turn> find(Seats.Guest guest) {
        return database.worker(tx -> TurnRows.find(tx, guest.tenant(), guest.conversation()));
    }

    /// What is still owed, or again.
    private void expectNext(Seats.Guest guest) {
        if (closed || !node.owns(guest.slot())) {
            return;
        }
        try {
            find(guest).ifPresent(this::expect);
        } catch (RuntimeException away) {
            LOG.atDebug().setCause(away).log("found in the next round");
        }
    }

    private void postpone(Seats.Guest guest) {
        Instant now = clock.instant();
        try {
            database.worker(tx -> TurnRows.find(tx, guest.tenant(), guest.conversation())
                    .map(turn -> TurnRows.later(tx, turn, now.plus(Patience.afterDefect(turn.openedAt(), now)))));
        } catch (RuntimeException away) {
            LOG.atDebug().setCause(away).log("found in the next round");
        }
    }
}
