package dev.palomar.outbound;

import dev.palomar.database.Database;
import dev.palomar.outbound.pace.HumanPace;
import dev.palomar.outbound.pace.NewPeople;
import dev.palomar.transport.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When each message goes: at the pace that Meta allows a business, or at that of a person where it is a person's own
/// number that sends.
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    /// Longer than this no thread waits for its turn; its conversation is taken up again later.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Database database;
    private final Caller caller;
    private final Crew crew;
    private final Paces paces;

    Turns(Database database, Caller caller, Crew crew) {
        this.database = database;
        this.caller = caller;
        this.crew = crew;
        this.paces = new Paces(crew.settings());
    }

    /// Whether it may go this moment; it is counted as gone then. Never for a person's own number, which takes its
    /// time.
    boolean isNow(Due due, Instant now) {
        return !caller.isPersonal(due) && !paces.take(due, now, Duration.ZERO).isAfter(now);
    }

    /// Returns when it is the message's turn, or at once with when to ask again.
    Optional<Instant> await(Due due, Instant now) throws InterruptedException {
        return caller.isPersonal(due) ? awaitAsPerson(due, now) : awaitAsBusiness(due, now);
    }

    private Optional<Instant> awaitAsBusiness(Due due, Instant now) throws InterruptedException {
        Instant turn = paces.take(due, now, PATIENCE);
        if (turn.isAfter(now.plus(PATIENCE))) {
            return Optional.of(turn);
        }
        crew.await(turn);
        return Optional.empty();
    }

    /// The person sees that something is being typed, for as long as that takes.
    private Optional<Instant> awaitAsPerson(Due due, Instant now) throws InterruptedException {
        Optional<Instant> held = NewPeople.heldUntil(database, due.tenant(), due.device(), due.conversation(), now);
        if (held.isPresent()) {
            return held;
        }
        HumanPace.Turn turn = paces.turn(due, now, PATIENCE);
        if (turn.begins().isAfter(now.plus(PATIENCE))) {
            return Optional.of(turn.begins());
        }
        crew.await(turn.begins());
        if (turn.isTyped()) {
            caller.composing(due);
            crew.await(turn.sends());
        }
        return Optional.empty();
    }

    /// A call for the message ended so.
    void ended(Due due, SendOutcome outcome) {
        switch (outcome) {
            case SendOutcome.NotSent _ -> paces.didNot(due, crew.clock().instant());
            case SendOutcome.Accepted _, SendOutcome.Refused _, SendOutcome.Unknown _ -> paces.wentThrough(due);
            case SendOutcome.NoNewChats limited -> {
                paces.wentThrough(due);
                hold(due, limited);
            }
        }
    }

    private void hold(Due due, SendOutcome.NoNewChats limited) {
        Instant until = limited.until()
                .orElseGet(() ->
                        crew.clock().instant().plus(crew.settings().human().hold()));
        try {
            NewPeople.hold(database, due.tenant(), due.device(), until);
            LOG.atWarn()
                    .addKeyValue("device", due.device())
                    .addKeyValue("until", until)
                    .log("WhatsApp takes no first messages of a number");
        } catch (RuntimeException away) {
            // the next one is refused, too, and says it again
            LOG.atWarn().setCause(away).addKeyValue("device", due.device()).log("cannot hold first messages");
        }
    }
}
