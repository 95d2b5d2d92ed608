package dev.palomar.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.cluster.Node;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.consent.OptOuts;
import dev.palomar.database.TestDatabase;
import dev.palomar.intake.Intake;
import dev.palomar.intake.Recorder;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.MessageFacts;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.privacy.PrivacyRules;
import dev.palomar.testing.Calm;
import dev.palomar.testing.SettableClock;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountersTest {

    private static final TenantId COMPANY = new TenantId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0021L));
    private static final DeviceId SALES = new DeviceId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0022L));
    private static final ZoneId ZONE = ZoneId.of("America/Argentina/Buenos_Aires");
    private static final String ANA = "+5491155550101";

    private final SettableClock clock = new SettableClock();
    private final IdSource ids = new IdSource(clock, new Random());
    private TestDatabase test;
    private Journal journal;
    private Node node;
    private Counters counters;
    private Intake intake;
    private Statistics statistics;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh();
        new Partitions(test.database(), clock, Duration.ofDays(7), Duration.ofDays(30)).maintain();
        test.database().worker(tx -> {
            tx.update(
                            "INSERT INTO tenant (id, slug, name, time_zone, created_at) VALUES (:id, 'sol', 'Sol', :zone, now())")
                    .bind("id", COMPANY)
                    .bind("zone", ZONE.getId())
                    .execute();
            return tx.update("""
                    INSERT INTO device (tenant_id, id, name, transport, phone, state, state_since, created_at)
                    VALUES (:tenant, :id, 'Ventas', 'CLOUD', '+5491100000001', 'ONLINE', now(), now())
                    """).bind("tenant", COMPANY).bind("id", SALES).execute();
        });
        journal = new Journal(clock, ids);
        node = new Node(test.database(), ids.get(), "test", Calm.RHYTHM);
        counters = new Counters(test.database(), node, journal);
        OptOuts optOuts =
                new OptOuts(new PrivacyRules(test.database(), new Audit(test.database(), clock, ids), clock), ids);
        intake =
                new Intake(test.database(), new Recorder(journal, new Locator(ids), (_, _) -> {}, optOuts, clock, ids));
        statistics = new Statistics(test.database());
        counters.start();
        node.join(true);
    }

    @AfterEach
    void close() {
        intake.close();
        counters.close();
        node.close();
        test.close();
    }

    private void writes(String wireId, boolean ours, boolean backfilled) {
        intake.accept(List.of(new Arrival(
                COMPANY,
                SALES,
                new Signal.Message(
                        new WireId(wireId),
                        Identity.of(new PhoneNumber(ANA)),
                        Optional.of("Ana"),
                        Optional.empty(),
                        ours,
                        clock.instant(),
                        new MessageContent.Text("hola \"direction\":\"outbound\"", false),
                        Optional.empty(),
                        Optional.empty(),
                        backfilled,
                        Payload.of("{}")))));
    }

    private void answers(MessageContent content, String author) {
        MessageId id = new MessageId(ids.get());
        UUID conversation = test.database()
                .worker(tx -> tx.query("SELECT id FROM conversation")
                        .mapTo(UUID.class)
                        .one());
        Identity ana = Identity.of(new PhoneNumber(ANA));
        MessageFacts facts = new MessageFacts(
                id,
                Optional.empty(),
                false,
                new Parties.Party(ana, Optional.empty(), Optional.empty()),
                Optional.empty(),
                Parties.Chat.with(ana),
                clock.instant(),
                content,
                Optional.empty(),
                Optional.empty());
        test.database().worker(tx -> {
            tx.update("""
                    INSERT INTO message (tenant_id, id, device_id, conversation_id, inbound, type, content, preview,
                                         sent_at, recorded_at, author)
                    VALUES (:tenant, :id, :device, :conversation, false, :type, :content, '', :now, :now, :author)
                    """)
                    .bind("tenant", COMPANY)
                    .bind("id", id)
                    .bind("device", SALES)
                    .bind("conversation", conversation)
                    .bind("type", content.type())
                    .bind("content", Json.text(ContentJson.write(content)))
                    .bind("now", Timestamp.from(clock.instant()))
                    .bind("author", "{\"kind\":\"" + author + "\",\"id\":null,\"name\":null}")
                    .execute();
            journal.append(
                    tx,
                    List.of(new Draft(
                            COMPANY,
                            7,
                            conversation,
                            new Event.MessageStatusChanged(
                                    facts, MessageStatus.QUEUED, clock.instant(), Optional.empty()),
                            Optional.of(SALES),
                            Optional.of(new ConversationId(conversation)),
                            Optional.of(id),
                            Optional.empty(),
                            Optional.empty(),
                            OptionalLong.empty(),
                            false,
                            Optional.empty())));
            return true;
        });
    }

    private Figures figures() {
        Instant now = clock.instant();
        return statistics.figures(
                COMPANY, Optional.empty(), Span.of(Span.Grain.DAY, now.minus(Duration.ofDays(3)), now, ZONE));
    }

    private static void until(org.awaitility.core.ThrowingRunnable seen) {
        await().atMost(Calm.PATIENCE).untilAsserted(seen);
    }

    private static MessageContent.Template template() {
        return new MessageContent.Template(
                Json.readObject("{\"name\":\"recordatorio\",\"language\":{\"code\":\"es_AR\"}}"));
    }

    @Test
    void somebody_has_waited_since_the_first_message_that_was_not_answered_and_only_once() {
        writes("1", false, false);
        clock.advance(Duration.ofMinutes(4));
        writes("2", false, false);
        clock.advance(Duration.ofMinutes(4));
        answers(new MessageContent.Text("hola", false), "person");
        answers(new MessageContent.Text("¿en qué la ayudo?", false), "agent");

        until(() -> assertThat(figures().sender("agent")).isEqualTo(1));
        Figures.FirstResponse told = figures().firstResponse();
        assertThat(told.count()).isEqualTo(1);
        assertThat(told.average().orElseThrow()).isBetween(480L, 600L);
        assertThat(told.median()).contains(600L);
        assertThat(figures().agentShare()).contains(0.5);
    }

    @Test
    void what_is_written_on_a_phone_of_the_company_goes_out_and_history_is_not_counted() {
        writes("old", false, true);
        writes("1", false, false);
        writes("2", true, false);

        until(() -> assertThat(figures().sender("phone")).isEqualTo(1));
        Figures figures = figures();
        assertThat(Figures.inbound(figures.sums())).isEqualTo(1);
        assertThat(Figures.outbound(figures.sums())).isEqualTo(1);
        assertThat(figures.firstResponse().count()).isEqualTo(1);
    }

    @Test
    void templates_are_counted_by_name_and_by_whether_the_window_was_open() {
        writes("1", false, false);
        answers(template(), "apiKey");
        until(() -> assertThat(figures().templatesInside()).isEqualTo(1));
        clock.advance(Duration.ofHours(30));
        answers(template(), "apiKey");

        until(() -> assertThat(figures().templatesOutside()).isEqualTo(1));
        assertThat(figures().templates()).containsExactly(new Statistics.Template("recordatorio", "es_AR", 2));
        assertThat(figures().series().stream()
                        .mapToLong(point -> Figures.outbound(point.counts()))
                        .filter(count -> count > 0)
                        .count())
                .isBetween(2L, 2L);
    }
}
