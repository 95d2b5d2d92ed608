package dev.palomar.agent;

import dev.palomar.agent.llm.LanguageModel;
import dev.palomar.agent.run.Asked;
import dev.palomar.agent.run.Outcome;
import dev.palomar.agent.run.Reason;
import dev.palomar.agent.run.Runs;
import dev.palomar.agent.setup.Prompts;
import dev.palomar.agent.setup.Setups;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.work.Handling;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.outbound.Outbox;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The reply agent, put together.
public final class Agent implements AutoCloseable {

    /// What it stands on.
    public record Ground(
            Database database, Node node, Journal journal, Outbox outbox, InstantSource clock, Supplier<UUID> ids) {}

    private final Setups setups;
    private final Prompts prompts;
    private final Runs runs;
    private final Trial trial;
    private final Turns turns;
    private final Listening listening;
    private volatile Watch watch = Watch.NOBODY;

    public Agent(Ground ground, Setups setups, LanguageModel model) {
        this.setups = setups;
        this.prompts = new Prompts(ground.database(), setups, ground.clock());
        this.runs = new Runs(ground.database());
        Watch told = new Told();
        this.trial = new Trial(setups, model, told, ground.clock());
        SituationReader reader = new SituationReader(
                ground.database(),
                new ConversationReader(ground.database(), setups::since, ground.clock()),
                new MessageReader(ground.database()));
        Endings endings = new Endings(
                ground.database(),
                ground.outbox(),
                new Handling(ground.journal(), ground.clock()),
                setups.hub().prices(),
                ground.clock(),
                ground.ids());
        this.turns = new Turns(
                ground.database(),
                ground.node(),
                new Answering(reader, setups, model, endings, told, ground.clock()),
                ground.clock());
        this.listening = new Listening(
                ground.database(),
                ground.node(),
                ground.journal(),
                setups,
                turns,
                new Listening.Sources(ground.clock(), ground.ids()));
    }

    /// To be called before the node joins the others.
    public void start() {
        listening.start();
        turns.start();
    }

    /// Who hears what it does from now on.
    public void watch(Watch listener) {
        watch = listener;
    }

    public Setups setups() {
        return setups;
    }

    public Prompts prompts() {
        return prompts;
    }

    public Runs runs() {
        return runs;
    }

    public Trial trial() {
        return trial;
    }

    /// How many turns are being taken just now.
    public int running() {
        return turns.running();
    }

    @Override
    public void close() {
        listening.close();
        turns.close();
    }

    private final class Told implements Watch {

        @Override
        public void asked(Asked asked) {
            watch.asked(asked);
        }

        @Override
        public void ended(Outcome outcome, Optional<Reason> reason) {
            watch.ended(outcome, reason);
        }
    }
}
