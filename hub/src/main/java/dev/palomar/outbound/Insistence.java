package dev.palomar.outbound;

import dev.palomar.cluster.Node;
import dev.palomar.database.SqlState;
import dev.palomar.model.event.SendError;
import dev.palomar.transport.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes into the ledger until it is written, however long the database is away.
final class Insistence {

    private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);

    /// How soon the database is asked again when it did not answer.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Node node;
    private final Crew crew;
    private final InstantSource clock;

    Insistence(Ledger ledger, Node node, Crew crew) {
        this.ledger = ledger;
        this.node = node;
        this.crew = crew;
        this.clock = crew.clock();
    }

    /// Asks until the database has answered: a claim that was perhaps written must not be left alone, or its message
    /// would look as if it were being sent for ever.
    boolean claim(Due due, long epoch) throws InterruptedException {
        while (true) {
            try {
                return ledger.claim(due, epoch, clock.instant());
            } catch (RuntimeException away) {
                LOG.atWarn()
                        .setCause(away)
                        .addKeyValue("message", due.message())
                        .log("cannot claim a message; trying again");
                if (crew.stopping()) {
                    return false;
                }
                if (node.epoch(due.deviceSlot()) != epoch) {
                    giveBack(due, epoch);
                    return false;
                }
                crew.await(clock.instant().plus(AGAIN));
            }
        }
    }

    /// Nobody was called for it, and nobody else will be: a lease that ran out and was renewed is the same lease, and
    /// what it left as being sent no other node looks for. Does nothing when the claim was not written, or the slot
    /// is another node's by now, which then says that it is unknown.
    void giveBack(Due due, long epoch) throws InterruptedException {
        Instant now = clock.instant();
        SendError why = new SendError(
                "lease", "", "The hub could not reach its database in time, so it did not send; it tries again.");
        Caller.Called none = new Caller.Called(new SendOutcome.NotSent(Duration.ZERO, why), now, Duration.ZERO);
        boolean _ = settle(new Settled(
                due, epoch, Optional.of(Caller.record(none, due.attempts() + 1)), new Next.Again(now, why)));
    }

    /// Writes until it is written: what became of a call is known to nobody else.
    boolean settle(Settled first) throws InterruptedException {
        Settled settled = first;
        while (true) {
            try {
                return ledger.settle(settled);
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("message", settled.due().message())
                        .log("cannot write an outcome; trying again");
                if (SqlState.isTaken(failure)) {
                    settled = settled.withoutWireId();
                }
                crew.await(clock.instant().plus(AGAIN));
            }
        }
    }
}
