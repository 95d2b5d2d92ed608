package dev.palomar.agent;

import dev.palomar.agent.rule.Patience;
import dev.palomar.agent.run.Asked;
import dev.palomar.agent.run.Outcome;
import dev.palomar.agent.run.Reason;
import dev.palomar.agent.run.RunRows;
import dev.palomar.agent.setup.Manner;
import dev.palomar.agent.setup.Prices;
import dev.palomar.agent.setup.Prompt;
import dev.palomar.conversation.Recipient;
import dev.palomar.conversation.work.Handling;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.model.Identity;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.RunId;
import dev.palomar.outbound.Outbox;
import dev.palomar.outbound.Submitted;
import dev.palomar.outbound.request.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Ends turns. A turn ends in the very transaction that keeps what came of it, and whoever does not find it there any
/// more says nothing: so each is answered once, by whichever node, and however often one of them dies.
final class Endings {

    /// Something was faster: the customer has written more, a person took over, or somebody else has ended the turn.
    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final boolean byPerson;

        Overtaken(boolean byPerson) {
            super("overtaken", null, false, false);
            this.byPerson = byPerson;
        }
    }

    /// What is needed besides the turn.
    ///
    /// @param asked  the call that this came of, if there was one
    record Matter(Turn turn, Situation situation, Manner manner, Prompt prompt, Optional<Asked> asked) {}

    private final Database database;
    private final Outbox outbox;
    private final Handling handling;
    private final Prices prices;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    Endings(
            Database database,
            Outbox outbox,
            Handling handling,
            Prices prices,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.database = database;
        this.outbox = outbox;
        this.handling = handling;
        this.prices = prices;
        this.clock = clock;
        this.ids = ids;
    }

    /// Sends the answer, if the turn is still what it was. Answers with how the turn ended; empty when it goes on.
    Optional<RunRows.End> answer(Matter matter, String text) {
        Turn turn = matter.turn();
        boolean last = turn.restarts() >= Patience.STANDARD.restarts();
        try {
            Submitted sent = outbox.submit(
                    turn.tenant(), turn.device(), message(matter, text), Optional.of(Actor.AGENT), (tx, submitted) -> {
                        mustBeAgents(tx, turn);
                        Instant now = clock.instant();
                        if (!TurnRows.take(tx, turn)
                                && !(last && TurnRows.goOn(tx, turn, new RunId(ids.get()), now, quiet(matter)))) {
                            throw new Overtaken(false);
                        }
                        note(tx, matter);
                        RunRows.ended(
                                tx,
                                turn.tenant(),
                                turn.run(),
                                RunRows.End.answered(submitted.id()),
                                turn.messages(),
                                now);
                    });
            return Optional.of(RunRows.End.answered(sent.id()));
        } catch (Overtaken overtaken) {
            return overtaken.byPerson ? leave(matter, Outcome.SILENCED, Reason.PERSON) : restart(matter);
        } catch (Rejection refused) {
            return handOver(
                    matter,
                    refused instanceof Rejection.WindowClosed ? Reason.WINDOW_CLOSED : Reason.NOT_SENT,
                    Optional.ofNullable(refused.getMessage()));
        }
    }

    /// Lets people go on, and tells the customer so if that is wanted.
    Optional<RunRows.End> handOver(Matter matter, Reason reason, Optional<String> summary) {
        RunRows.End end = new RunRows.End(Outcome.HANDED_OVER, Optional.of(reason), summary, Optional.empty());
        try {
            Optional<String> message = matter.manner().message().filter(_ -> reason != Reason.LOOP);
            if (message.isPresent() && saidGoodbye(matter, message.get(), end)) {
                return Optional.of(end);
            }
            database.worker(tx -> {
                handOver(tx, matter, end);
                return true;
            });
            return Optional.of(end);
        } catch (Overtaken overtaken) {
            return overtaken.byPerson ? leave(matter, Outcome.SILENCED, Reason.PERSON) : restart(matter);
        }
    }

    private boolean saidGoodbye(Matter matter, String message, RunRows.End end) {
        Turn turn = matter.turn();
        try {
            outbox.submit(
                    turn.tenant(),
                    turn.device(),
                    message(matter, message),
                    Optional.of(Actor.AGENT),
                    (tx, submitted) -> handOver(
                            tx,
                            matter,
                            new RunRows.End(end.outcome(), end.reason(), end.summary(), Optional.of(submitted.id()))));
            return true;
        } catch (Rejection cannotBeSent) {
            return false;
        }
    }

    private void handOver(Tx tx, Matter matter, RunRows.End end) {
        Turn turn = matter.turn();
        mustBeAgents(tx, turn);
        if (!TurnRows.takeAnyway(tx, turn)) {
            throw new Overtaken(false);
        }
        note(tx, matter);
        RunRows.ended(tx, turn.tenant(), turn.run(), end, turn.messages(), clock.instant());
        handling.handOver(
                tx,
                turn.tenant(),
                turn.conversation(),
                end.reason().orElseThrow().word(),
                end.summary(),
                turn.run());
    }

    /// Says nothing.
    Optional<RunRows.End> leave(Matter matter, Outcome outcome, Reason reason) {
        Turn turn = matter.turn();
        RunRows.End end = RunRows.End.because(outcome, reason);
        Optional<RunRows.End> left = database.worker(tx -> {
            if (!TurnRows.take(tx, turn)) {
                return Optional.empty();
            }
            note(tx, matter);
            RunRows.ended(tx, turn.tenant(), turn.run(), end, turn.messages(), clock.instant());
            return Optional.of(end);
        });
        // what the model was asked is noted, even if the customer has written more since
        return left.isEmpty() && matter.asked().isPresent() ? restart(matter) : left;
    }

    /// The model did not answer; it is asked again.
    Optional<RunRows.End> again(Matter matter, Duration in) {
        return database.worker(tx -> {
            if (TurnRows.again(tx, matter.turn(), clock.instant().plus(in))) {
                note(tx, matter);
            }
            return Optional.empty();
        });
    }

    private Optional<RunRows.End> restart(Matter matter) {
        return database.worker(tx -> {
            Turn turn = matter.turn();
            if (TurnRows.restart(tx, turn, clock.instant())) {
                note(tx, matter);
                RunRows.restarted(tx, turn.tenant(), turn.run());
            }
            return Optional.empty();
        });
    }

    private void note(Tx tx, Matter matter) {
        Turn turn = matter.turn();
        matter.asked().ifPresent(asked -> RunRows.asked(tx, turn.tenant(), turn.run(), asked, matter.prompt(), prices));
    }

    private void mustBeAgents(Tx tx, Turn turn) {
        if (handling.mode(tx, turn.tenant(), turn.conversation()) == AgentMode.HUMAN) {
            throw new Overtaken(true);
        }
    }

    private static Duration quiet(Matter matter) {
        return matter.manner().quiet();
    }

    private static Submission message(Matter matter, String text) {
        Situation situation = matter.situation();
        Recipient to = situation.isGroup()
                ? new Recipient(Identity.NOBODY, Optional.of(situation.chat().id()))
                : new Recipient(
                        situation.person().map(Parties.Party::identity).orElse(Identity.NOBODY), Optional.empty());
        return Submission.text(to, text);
    }
}
