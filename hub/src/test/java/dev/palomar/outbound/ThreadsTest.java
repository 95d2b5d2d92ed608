package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.cluster.Node;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.Recipient;
import dev.palomar.database.TestDatabase;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.Identity;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.pace.Pace;
import dev.palomar.outbound.request.Submission;
import dev.palomar.template.Lookup;
import dev.palomar.testing.Calm;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With the machine's own threads and clock.
class ThreadsTest {

    private static final TenantId ACME = new TenantId(new UUID(0x0190_0000_0000_7000L, 1));
    private static final Pace QUICK = new Pace(Duration.ofNanos(1), 1_000_000);

    private final TestDatabase test = TestDatabase.fresh();
    private final InstantSource clock = InstantSource.system();
    private final IdSource ids = new IdSource(clock, new Random());
    private final Journal journal = new Journal(clock, ids);
    private final ScriptedTransport whatsapp = new ScriptedTransport();
    private final Map<TransportKind, Transport> transports = Map.of(TransportKind.CLOUD, whatsapp);
    private final Node node = new Node(test.database(), ids.get(), "test", Calm.RHYTHM);
    private final Sending sending = new Sending(
            test.database(),
            journal,
            node,
            transports,
            (_, _, _, _) -> {},
            clock,
            new SendingSettings(QUICK, QUICK, 256, 128, Duration.ofHours(24), 20, Duration.ofMinutes(10)));
    private final Outbox outbox =
            new Outbox(test.database(), journal, new Locator(ids), sending, Lookup.NONE, clock, ids);

    @BeforeEach
    void open() {
        new Partitions(test.database(), clock, Duration.ofDays(7), Duration.ofDays(30)).maintain();
        test.database().worker(tx -> {
            tx.update("INSERT INTO tenant (id, slug, name, created_at) VALUES (:id, 'acme', 'Acme', now())")
                    .bind("id", ACME)
                    .execute();
            for (int i = 0; i < 4; i++) {
                tx.update("""
                        INSERT INTO device (tenant_id, id, name, transport, state, state_since, created_at)
                        VALUES (:tenant, :id, 'x', 'CLOUD', 'ONLINE', now(), now())
                        """).bind("tenant", ACME).bind("id", device(i)).execute();
            }
            return true;
        });
        node.join(true);
        sending.start();
    }

    @AfterEach
    void close() {
        outbox.close();
        sending.close();
        node.close();
        test.close();
    }

    private static DeviceId device(int number) {
        return new DeviceId(new UUID(0x0190_0000_0000_7000L, 100L + number));
    }

    private Submitted submit(int number) {
        Recipient to =
                new Recipient(Identity.of(new PhoneNumber("+549115555%04d".formatted(number % 100))), Optional.empty());
        return outbox.submit(ACME, device(number % 4), Submission.text(to, String.valueOf(number)));
    }

    @Test
    void many_callers_on_many_numbers_have_every_message_sent_once_and_each_conversation_in_order() throws Exception {
        int each = 20;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int person = 0; person < 100; person++) {
                int one = person;
                callers.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        submit(i * 100 + one);
                    }
                });
            }
        }
        await().atMost(Calm.PATIENCE)
                .until(() -> test.count("SELECT count(*) FROM outbox WHERE status = 'sent'") == 100L * each);

        List<Transport.Outgoing> calls = whatsapp.calls();
        assertThat(calls).hasSize(100 * each);
        assertThat(calls.stream().map(Transport.Outgoing::id)).doesNotHaveDuplicates();
        Map<Identity, Integer> last = new HashMap<>();
        for (Transport.Outgoing call : calls) {
            int number = Integer.parseInt(ScriptedTransport.text(call));
            Integer earlier = last.put(call.to(), number);
            assertThat(earlier == null || earlier < number).isTrue();
        }
        assertThat(sending.held()).isZero();
    }

    @Test
    void pausing_holds_the_queue_and_activating_lets_it_go_on_at_once() {
        test.database()
                .worker(tx ->
                        tx.update("UPDATE device SET state = 'CONNECTING'").execute());
        whatsapp.on("0", _ -> {
            pause(true);
            return new SendOutcome.Accepted(new dev.palomar.model.WireId("wamid.first"));
        });
        MessageId first = submit(0).id();
        await().atMost(Calm.PATIENCE).until(() -> status(first).equals("sent"));
        pause(false);
        MessageId second = submit(400).id();
        await().atMost(Calm.PATIENCE).until(() -> status(second).equals("sent"));
    }

    private void pause(boolean paused) {
        test.database()
                .worker(tx -> tx.update("UPDATE device SET paused = :paused")
                        .bind("paused", paused)
                        .execute());
        sending.poke(device(0));
    }

    private String status(MessageId message) {
        return test.database()
                .worker(tx -> tx.query("SELECT status FROM outbox WHERE message_id = :id")
                        .bind("id", message)
                        .mapTo(String.class)
                        .one());
    }

    @Test
    void stopping_lets_a_call_under_way_end_and_keeps_its_outcome() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        whatsapp.on("0", message -> {
            try {
                answer.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return new SendOutcome.Accepted(ScriptedTransport.wireIdOf(message));
        });
        MessageId first = submit(0).id();
        MessageId second = submit(400).id();
        await().atMost(Calm.PATIENCE).until(() -> status(first).equals("sending"));
        outbox.close();
        Thread stopping = Thread.ofPlatform().start(sending::close);
        await().atMost(Calm.PATIENCE)
                .until(() ->
                        Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(stopping.getState()));
        answer.countDown();
        stopping.join();

        assertThat(status(first)).isEqualTo("sent");
        assertThat(status(second)).isEqualTo("queued");
    }
}
