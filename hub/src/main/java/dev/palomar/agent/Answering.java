package dev.palomar.agent;

import dev.palomar.agent.llm.LanguageModel;
import dev.palomar.agent.llm.Question;
import dev.palomar.agent.llm.Reply;
import dev.palomar.agent.rule.Patience;
import dev.palomar.agent.run.Asked;
import dev.palomar.agent.run.RunRows;
import dev.palomar.agent.setup.Manner;
import dev.palomar.agent.setup.Prompt;
import dev.palomar.agent.setup.Setup;
import dev.palomar.agent.setup.Setups;
import dev.palomar.database.CrashPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Takes one turn to its end, or to its next try.
final class Answering {

    private final SituationReader reader;
    private final Setups setups;
    private final LanguageModel model;
    private final Endings endings;
    private final Watch watch;
    private final InstantSource clock;

    Answering(
            SituationReader reader,
            Setups setups,
            LanguageModel model,
            Endings endings,
            Watch watch,
            InstantSource clock) {
        this.reader = reader;
        this.setups = setups;
        this.model = model;
        this.endings = endings;
        this.watch = watch;
        this.clock = clock;
    }

    /// What is thrown leaves the turn as it is, to be taken again.
    void take(Turn turn) {
        Setup setup = setups.of(turn.tenant());
        Manner manner = setup.manner(turn.device());
        Instant now = clock.instant();
        Instant midnight = now.atZone(setup.zone())
                .toLocalDate()
                .atStartOfDay(setup.zone())
                .toInstant();
        Situation situation = reader.read(turn, manner.historyMessages(), midnight);
        Prompt prompt = setup.prompt(turn.device());
        Endings.Matter matter = new Endings.Matter(turn, situation, manner, prompt, Optional.empty());
        Next next = Judging.before(turn, situation, setup, manner, setups.key(turn.tenant()), now);
        if (next instanceof Next.Ask(Question question)) {
            Asked asked = ask(model, question, clock);
            watch.asked(asked);
            CrashPoint.AGENT_AFTER_REPLY.pass();
            matter = new Endings.Matter(turn, situation, manner, prompt, Optional.of(asked));
            next = Judging.after(asked.reply(), turn.failures(), Patience.STANDARD);
        }
        end(matter, next).ifPresent(end -> watch.ended(end.outcome(), end.reason()));
    }

    private Optional<RunRows.End> end(Endings.Matter matter, Next next) {
        return switch (next) {
            case Next.Ask _ -> throw new IllegalStateException("asked twice");
            case Next.Send(String text) -> endings.answer(matter, text);
            case Next.Again(Duration in) -> endings.again(matter, in);
            case Next.HandOver over -> endings.handOver(matter, over.reason(), over.summary());
            case Next.Leave leave -> endings.leave(matter, leave.outcome(), leave.reason());
        };
    }

    static Asked ask(LanguageModel model, Question question, InstantSource clock) {
        Instant asked = clock.instant();
        long began = System.nanoTime();
        Reply reply = model.ask(question);
        return new Asked(model.provider(), question.model(), asked, Duration.ofNanos(System.nanoTime() - began), reply);
    }
}
