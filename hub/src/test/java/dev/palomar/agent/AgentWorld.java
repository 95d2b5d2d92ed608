package dev.palomar.agent;

import dev.palomar.agent.llm.LanguageModel;
import dev.palomar.agent.llm.Question;
import dev.palomar.agent.llm.Reply;
import dev.palomar.agent.llm.Usage;
import dev.palomar.agent.setup.AgentSettings;
import dev.palomar.agent.setup.Prices;
import dev.palomar.agent.setup.Setups;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.consent.OptOuts;
import dev.palomar.database.TestDatabase;
import dev.palomar.intake.Intake;
import dev.palomar.intake.Recorder;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Secret;
import dev.palomar.model.TransportKind;
import dev.palomar.model.WireId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.Outbox;
import dev.palomar.outbound.Sending;
import dev.palomar.outbound.SendingSettings;
import dev.palomar.template.Lookup;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.privacy.PrivacyRules;
import dev.palomar.testing.Calm;
import dev.palomar.testing.SettableClock;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import dev.palomar.transport.Transport;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/// A company with the agent on, on a real database, and a model that says what the test wants. Messages to be sent stay
/// in the outbox: that is where they are counted.
final class AgentWorld implements AutoCloseable {

    static final TenantId ACME = new TenantId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
    static final DeviceId SALES = new DeviceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0002L));
    static final String ANA = "+5491155550101";

    final TestDatabase test;
    final SettableClock clock;
    final Scripted model = new Scripted();
    final Setups setups;
    final Outbox outbox;
    private final Node node;
    private final Intake intake;
    private final Sending sending;
    private final Agent agent;
    private final boolean owned;

    AgentWorld(String settings) {
        this(TestDatabase.fresh(), new SettableClock(), true);
        setups.change(ACME, Json.readObject(settings.replace('\'', '"')));
    }

    private AgentWorld(TestDatabase test, SettableClock clock, boolean owned) {
        this.test = test;
        this.clock = clock;
        this.owned = owned;
        IdSource ids = new IdSource(clock, new Random());
        Journal journal = new Journal(clock, ids);
        this.node = new Node(test.database(), ids.get(), "test", Calm.RHYTHM);
        Vault vault =
                new Vault(test.database(), MasterKey.parse(Base64.getEncoder().encodeToString(new byte[32])), clock);
        if (owned) {
            new Partitions(test.database(), clock, Duration.ofDays(7), Duration.ofDays(30)).maintain();
            company();
        }
        this.sending = new Sending(
                test.database(),
                journal,
                node,
                Map.of(TransportKind.CLOUD, new Nowhere()),
                (_, _, _, _) -> {},
                clock,
                SendingSettings.STANDARD);
        Locator locator = new Locator(ids);
        this.outbox = new Outbox(test.database(), journal, locator, sending, Lookup.NONE, clock, ids);
        this.intake =
                new Intake(test.database(), new Recorder(journal, locator, (_, _) -> {}, optOuts(ids), clock, ids));
        this.setups = new Setups(
                test.database(),
                vault,
                new AgentSettings(
                        URI.create("http://127.0.0.1:1"),
                        Optional.of(new Secret("sk-test-0001")),
                        "claude-sonnet-5-5",
                        1_024,
                        Duration.ofSeconds(5),
                        Prices.standard()),
                clock);
        this.agent = new Agent(new Agent.Ground(test.database(), node, journal, outbox, clock, ids), setups, model);
        agent.start();
        node.join(true);
    }

    /// What comes after this process on the same data. This one goes on, as one that was only suspended.
    AgentWorld successor() {
        return new AgentWorld(test, clock, false);
    }

    /// Loses what it owns, and goes on with what it was doing.
    void loseEverything() {
        node.close();
    }

    private void company() {
        test.database().worker(tx -> {
            tx.update("INSERT INTO tenant (id, slug, name, created_at) VALUES (:id, 'acme', 'Acme', now())")
                    .bind("id", ACME)
                    .execute();
            return tx.update("""
                    INSERT INTO device (tenant_id, id, name, transport, phone, state, state_since, created_at)
                    VALUES (:tenant, :id, 'x', 'CLOUD', '+541152630000', 'ONLINE', now(), now())
                    """).bind("tenant", ACME).bind("id", SALES).execute();
        });
    }

    /// Ana writes.
    void says(String wireId, String text) {
        arrives(wireId, text, false, false, Optional.empty());
    }

    void arrives(String wireId, String text, boolean outbound, boolean backfilled, Optional<String> group) {
        arrives(wireId, ANA, text, outbound, backfilled, group);
    }

    /// Somebody writes "hola".
    void greets(String phone) {
        arrives("wamid." + phone, phone, "hola", false, false, Optional.empty());
    }

    private void arrives(
            String wireId, String phone, String text, boolean outbound, boolean backfilled, Optional<String> group) {
        intake.accept(List.of(new Arrival(
                ACME,
                SALES,
                new Signal.Message(
                        new WireId(wireId),
                        Identity.of(new PhoneNumber(phone)),
                        Optional.of("Ana"),
                        group,
                        outbound,
                        clock.instant(),
                        new MessageContent.Text(text, false),
                        Optional.empty(),
                        Optional.empty(),
                        backfilled,
                        Payload.of("{}")))));
    }

    /// What the agent or anybody else has sent, oldest first.
    List<String> sent() {
        return test.database()
                .worker(tx -> tx.query("SELECT preview FROM message WHERE NOT inbound AND wire_id IS NULL ORDER BY id")
                        .mapTo(String.class)
                        .list());
    }

    /// Outcome and reason of each turn, oldest first.
    List<String> runs() {
        return test.database()
                .worker(tx -> tx.query("SELECT outcome || coalesce(' ' || reason, '') FROM agent_run ORDER BY id")
                        .mapTo(String.class)
                        .list());
    }

    long turns() {
        return test.count("SELECT count(*) FROM agent_turn");
    }

    @Override
    public void close() {
        agent.close();
        intake.close();
        outbox.close();
        sending.close();
        node.close();
        if (owned) {
            test.close();
        }
    }

    /// A way to WhatsApp that nobody takes.
    private static final class Nowhere implements Transport {

        @Override
        public Session session(TenantId tenant, DeviceId device) {
            throw new IllegalStateException("nothing is sent here");
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(false, Set.of("text"), true);
        }
    }

    /// Says what it is told to, in that order; then always the same.
    static final class Scripted implements LanguageModel {

        static final Usage SOME = new Usage(100, 10, 0, 0);

        final List<Question> asked = Collections.synchronizedList(new ArrayList<>());
        final BlockingQueue<Function<Question, Reply>> next = new LinkedBlockingQueue<>();

        @Override
        public String provider() {
            return "scripted";
        }

        @Override
        public Reply ask(Question question) {
            asked.add(question);
            Function<Question, Reply> script = next.poll();
            return script == null ? said("respuesta " + asked.size()) : script.apply(question);
        }

        static Reply said(String text) {
            return new Reply.Said(text, false, SOME);
        }

        static Reply failed(Reply.Failure why) {
            return new Reply.Failed(why, "on purpose", Optional.empty(), Usage.NONE);
        }
    }

    private OptOuts optOuts(IdSource ids) {
        return new OptOuts(new PrivacyRules(test.database(), new Audit(test.database(), clock, ids), clock), ids);
    }
}
