package dev.palomar.testing;

import dev.palomar.cluster.Node;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.consent.OptOuts;
import dev.palomar.conversation.search.Indexer;
import dev.palomar.database.TestDatabase;
import dev.palomar.intake.Intake;
import dev.palomar.intake.Recorder;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.privacy.PrivacyRules;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Vault;
import dev.palomar.webhook.AddressGuard;
import dev.palomar.webhook.AddressRange;
import dev.palomar.webhook.Courier;
import dev.palomar.webhook.Endpoint;
import dev.palomar.webhook.EndpointDraft;
import dev.palomar.webhook.Envelope;
import dev.palomar.webhook.RetrySchedule;
import dev.palomar.webhook.Webhooks;
import dev.palomar.webhook.meta.MetaBody;
import dev.palomar.webhook.meta.Station;
import dev.palomar.webhook.meta.Surroundings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// The hub's core on a real database, without its HTTP side: what arrives is recorded and delivered.
public final class Core implements AutoCloseable {

    public static final TenantId ANA = new TenantId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
    public static final DeviceId SALES = new DeviceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0002L));

    public final TestDatabase test;
    public final SettableClock clock = new SettableClock();
    public final IdSource ids;
    public final Journal journal;
    public final Node node;
    public final Courier courier;
    public final Intake intake;

    /// Not started; whoever searches starts and closes it.
    public final Indexer indexer;

    private final boolean owned;

    public Core() {
        this(TestDatabase.fresh(), true);
        test.database().worker(tx -> {
            tx.update("INSERT INTO tenant (id, slug, name, created_at) VALUES (:id, 'ana', 'Ana SA', now())")
                    .bind("id", ANA)
                    .execute();
            return tx.update("""
                    INSERT INTO device (tenant_id, id, name, transport, phone, state, state_since, created_at)
                    VALUES (:tenant, :id, 'Ventas', 'CLOUD', '+5491100000001', 'ONLINE', now(), now())
                    """).bind("tenant", ANA).bind("id", SALES).execute();
        });
    }

    private Core(TestDatabase test, boolean owned) {
        this.test = test;
        this.owned = owned;
        Random random = new Random();
        this.ids = new IdSource(clock, random);
        this.journal = new Journal(clock, ids);
        this.node = new Node(test.database(), ids.get(), "test", Calm.RHYTHM);
        byte[] key = new byte[32];
        Vault vault =
                new Vault(test.database(), MasterKey.parse(Base64.getEncoder().encodeToString(key)), clock);
        new Partitions(test.database(), clock, Duration.ofDays(7), Duration.ofDays(30)).maintain();
        this.courier = new Courier(
                test.database(),
                node,
                journal,
                vault,
                new Envelope((_, media) -> "https://hub.example/media/" + media, new MetaBody(new Plain())),
                new Courier.Manner(
                        new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8"))),
                        new RetrySchedule(RetrySchedule.STANDARD.waits(), 0),
                        64,
                        "Palomar/test"),
                new Webhooks.Sources(clock, random, ids));
        this.intake = new Intake(
                test.database(), new Recorder(journal, new Locator(ids), (_, _) -> {}, optOuts(), clock, ids));
        this.indexer = new Indexer(test.database(), node, journal, InstantSource.system());
        courier.start();
        node.join(true);
    }

    /// Everything has Meta's names.
    private record Plain() implements Surroundings {

        @Override
        public Station station(TenantId tenant, DeviceId device) {
            return new Station("106540352242922", "102290129340398");
        }

        @Override
        public Optional<String> given(TenantId tenant, MessageId message) {
            return Optional.empty();
        }

        @Override
        public Optional<String> given(TenantId tenant, DeviceId device, String wireId) {
            return Optional.empty();
        }

        @Override
        public String content(MediaId file) {
            return "https://hub.example/v1/media/" + file.text() + "/content";
        }
    }

    private OptOuts optOuts() {
        return new OptOuts(new PrivacyRules(test.database(), new Audit(test.database(), clock, ids), clock), ids);
    }

    /// What comes after this process on the same data, as after a crash.
    public Core successor() {
        return new Core(test, false);
    }

    public Endpoint endpoint(Receiver receiver, String... types) {
        return courier.webhooks().create(ANA, draft(receiver, types)).endpoint();
    }

    public static EndpointDraft draft(Receiver receiver, String... types) {
        return new EndpointDraft(
                receiver.url(),
                types.length == 0 ? List.of("*") : List.of(types),
                Optional.empty(),
                Endpoint.Format.PALOMAR,
                "",
                false,
                Optional.empty());
    }

    /// Somebody writes to SALES.
    public void receive(String phone, String wireId, String text) {
        intake.accept(List.of(message(phone, wireId, text)));
    }

    public Arrival message(String phone, String wireId, String text) {
        return new Arrival(
                ANA,
                SALES,
                new Signal.Message(
                        new WireId(wireId),
                        Identity.of(new PhoneNumber(phone)),
                        Optional.of("Carla"),
                        Optional.empty(),
                        false,
                        clock.instant(),
                        new MessageContent.Text(text, false),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Payload.of("{\"id\":\"" + wireId + "\"}")));
    }

    /// Ends without writing anything more, as far as a process can do that to itself.
    public void crash() {
        node.close();
    }

    @Override
    public void close() {
        intake.close();
        courier.close();
        node.close();
        if (owned) {
            test.close();
        }
    }
}
