package dev.palomar.app;

import dev.palomar.agent.Agent;
import dev.palomar.agent.Watch;
import dev.palomar.agent.anthropic.AnthropicModel;
import dev.palomar.agent.run.Asked;
import dev.palomar.agent.run.Outcome;
import dev.palomar.agent.run.Reason;
import dev.palomar.agent.setup.AgentSettings;
import dev.palomar.agent.setup.Setups;
import dev.palomar.api.agent.AgentRoutes;
import dev.palomar.api.agent.PromptRoutes;
import dev.palomar.api.agent.RunRoutes;
import dev.palomar.api.http.Resource;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.reading.Answering;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.outbound.Outbox;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.vault.Vault;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The reply agent with its provider, its routes and its figures.
final class ReplyAgent implements AutoCloseable {

    private final AnthropicModel model;
    private final Agent agent;

    ReplyAgent(
            AgentSettings settings,
            Database database,
            Vault vault,
            Node node,
            Journal journal,
            Outbox outbox,
            Hub.Sources sources) {
        this.model = new AnthropicModel(settings.base(), settings.timeout());
        Setups setups = new Setups(database, vault, settings, sources.clock());
        this.agent = new Agent(
                new Agent.Ground(database, node, journal, outbox, sources.clock(), sources.ids()), setups, model);
    }

    /// Before the node joins the others.
    void start() {
        agent.start();
    }

    List<Resource> resources(Audit audit, InstantSource clock) {
        return List.of(new AgentRoutes(agent, audit, clock), new PromptRoutes(agent, audit), new RunRoutes(agent));
    }

    /// Where it is on.
    Answering answering() {
        return agent.setups()::since;
    }

    void register(MeterRegistry meters) {
        Gauge.builder("palomar.agent.running", agent::running)
                .description("Turns of the reply agent that are being taken")
                .register(meters);
        agent.watch(new Watch() {
            @Override
            public void asked(Asked asked) {
                Timer.builder("palomar.agent.calls")
                        .description("Calls to the reply agent's model")
                        .tag("provider", asked.provider())
                        .tag("outcome", asked.outcome())
                        .register(meters)
                        .record(asked.took());
                tokens("input", asked.usage().allInput());
                tokens("output", asked.usage().output());
            }

            private void tokens(String direction, long tokens) {
                meters.counter("palomar.agent.tokens", "direction", direction).increment((double) tokens);
            }

            @Override
            public void ended(Outcome outcome, Optional<Reason> reason) {
                meters.counter(
                                "palomar.agent.turns",
                                "outcome",
                                outcome.word(),
                                "reason",
                                reason.map(Reason::word).orElse("none"))
                        .increment();
            }
        });
    }

    @Override
    public void close() {
        agent.close();
        model.close();
    }
}
