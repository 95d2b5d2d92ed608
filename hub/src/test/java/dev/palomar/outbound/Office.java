package dev.palomar.outbound;

import dev.palomar.cluster.Node;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.Recipient;
import dev.palomar.conversation.consent.OptOuts;
import dev.palomar.database.TestDatabase;
import dev.palomar.intake.Recorder;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.TransportKind;
import dev.palomar.model.WireId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Submission;
import dev.palomar.template.Lookup;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.privacy.PrivacyRules;
import dev.palomar.testing.Calm;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import dev.palomar.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// A company with two numbers on a real database, and a WhatsApp that is told what to do.
final class Office implements AutoCloseable {

    static final TenantId ACME = new TenantId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
    static final DeviceId SALES = new DeviceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0002L));
    static final DeviceId SUPPORT = new DeviceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0003L));
    static final String ANA = "+5491155550101";
    static final String BRUNO = "+5491155550102";

    final TestDatabase test;
    final ScriptedTransport whatsapp;

    /// For numbers that a test makes WEB ones.
    final ScriptedTransport web = ScriptedTransport.personal();

    final ManualCrew crew;
    final IdSource ids;
    final Journal journal;
    final Node node;
    final Sending sending;
    final Outbox outbox;
    final Recorder recorder;
    final List<String> troubles = new ArrayList<>();
    private final boolean owned;

    Office() {
        this(SendingSettings.STANDARD);
    }

    Office(SendingSettings settings) {
        this(settings, Calm.RHYTHM);
    }

    Office(SendingSettings settings, Node.Rhythm rhythm) {
        this(TestDatabase.fresh(), new ManualCrew(settings), new ScriptedTransport(), rhythm, true);
    }

    private Office(TestDatabase test, ManualCrew crew, ScriptedTransport whatsapp, Node.Rhythm rhythm, boolean owned) {
        this.test = test;
        this.whatsapp = whatsapp;
        this.crew = crew;
        this.owned = owned;
        this.ids = new IdSource(crew.clock(), new Random());
        this.journal = new Journal(crew.clock(), ids);
        this.node = new Node(test.database(), ids.get(), "test", rhythm);
        if (owned) {
            new Partitions(test.database(), crew.clock(), Duration.ofDays(7), Duration.ofDays(30)).maintain();
            company();
        }
        Map<TransportKind, Transport> transports = Map.of(TransportKind.CLOUD, whatsapp, TransportKind.WEB, web);
        this.sending = new Sending(
                test.database(),
                journal,
                node,
                transports,
                (_, device, error, why) -> {
                    troubles.add(error.code() + " " + why);
                    device(device, "state = 'ERROR', state_detail = '{\"code\":\"x\",\"message\":\"mend it\"}'");
                },
                crew);
        Locator locator = new Locator(ids);
        this.outbox = new Outbox(test.database(), journal, locator, sending, Lookup.NONE, crew.clock(), ids);
        this.recorder = new Recorder(journal, locator, (_, _) -> {}, optOuts(), crew.clock(), ids);
        node.join(true);
        sending.start();
        crew.settle();
    }

    /// What comes after this process on the same data, as after a crash.
    Office successor() {
        return new Office(test, crew.successor(), whatsapp.successor(), Calm.RHYTHM, false);
    }

    private OptOuts optOuts() {
        Audit audit = new Audit(test.database(), crew.clock(), ids);
        return new OptOuts(new PrivacyRules(test.database(), audit, crew.clock()), ids);
    }

    private void company() {
        test.database().worker(tx -> {
            tx.update("INSERT INTO tenant (id, slug, name, created_at) VALUES (:id, 'acme', 'Acme', now())")
                    .bind("id", ACME)
                    .execute();
            for (DeviceId device : List.of(SALES, SUPPORT)) {
                tx.update("""
                        INSERT INTO device (tenant_id, id, name, transport, phone, state, state_since, created_at)
                        VALUES (:tenant, :id, 'x', 'CLOUD', :phone, 'ONLINE', now(), now())
                        """)
                        .bind("tenant", ACME)
                        .bind("id", device)
                        .bind("phone", device.equals(SALES) ? "+541152630000" : "+541152630001")
                        .execute();
            }
            return true;
        });
    }

    void device(DeviceId device, String change) {
        test.database()
                .worker(tx -> tx.update("UPDATE device SET " + change + " WHERE tenant_id = :tenant AND id = :device")
                        .bind("tenant", ACME)
                        .bind("device", device)
                        .execute());
    }

    void tenant(String change) {
        test.database()
                .worker(tx -> tx.update("UPDATE tenant SET " + change + " WHERE id = :id")
                        .bind("id", ACME)
                        .execute());
    }

    static Recipient to(String phone) {
        return new Recipient(Identity.of(new PhoneNumber(phone)), Optional.empty());
    }

    Submitted submit(String phone, String text) {
        return outbox.submit(ACME, SALES, Submission.text(to(phone), text));
    }

    MessageId send(String phone, String text) {
        return submit(phone, text).id();
    }

    /// As [#send], while all hands are taken: it waits.
    MessageId queue(String phone, String text) {
        crew.taken(true);
        MessageId message = send(phone, text);
        crew.taken(false);
        return message;
    }

    /// Somebody writes to SALES.
    void receive(String phone, String wireId, String text) {
        receive(Identity.of(new PhoneNumber(phone)), wireId, text);
    }

    void receive(Identity person, String wireId, String text) {
        receive(person, wireId, text, crew.now());
    }

    void receive(Identity person, String wireId, String text, Instant sentAt) {
        record(new Signal.Message(
                new WireId(wireId),
                person,
                Optional.of("Ana"),
                Optional.empty(),
                false,
                sentAt,
                new MessageContent.Text(text, false),
                Optional.empty(),
                Optional.empty(),
                false,
                Payload.of("{}")));
    }

    void receipt(WireId wireId, MessageStatus status) {
        record(new Signal.Status(wireId, Optional.empty(), status, crew.now(), Optional.empty(), Payload.of("{}")));
    }

    /// As above, with our own name of the message in it.
    void receipt(WireId wireId, MessageId ours, MessageStatus status) {
        record(new Signal.Status(wireId, Optional.of(ours), status, crew.now(), Optional.empty(), Payload.of("{}")));
    }

    private void record(Signal signal) {
        test.database().worker(tx -> recorder.record(tx, List.of(new Arrival(ACME, SALES, signal))));
    }

    String status(MessageId message) {
        return text("SELECT status FROM outbox WHERE message_id = '" + message.value() + "'");
    }

    String history(MessageId message) {
        return text("SELECT string_agg(h ->> 'status', ' ' ORDER BY n) FROM outbox,"
                + " json_array_elements(history::json) WITH ORDINALITY AS e (h, n) WHERE message_id = '"
                + message.value() + "'");
    }

    String attempts(MessageId message) {
        return text("SELECT string_agg(outcome, ' ' ORDER BY number) FROM send_attempt WHERE message_id = '"
                + message.value() + "'");
    }

    /// The types of the events about one message, in their order.
    String events(MessageId message) {
        return text("SELECT string_agg(type, ' ' ORDER BY sequence) FROM event WHERE message_id = '" + message.value()
                + "'");
    }

    String text(String sql) {
        Optional<String> found =
                test.database().worker(tx -> tx.query(sql).mapTo(String.class).findOne());
        return found.orElse("");
    }

    /// Ends without writing anything more, as far as a process can do that to itself.
    void crash() {
        crew.close();
        node.close();
    }

    @Override
    public void close() {
        outbox.close();
        sending.close();
        node.close();
        if (owned) {
            test.close();
        }
    }
}
