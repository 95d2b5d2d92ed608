package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.conversation.Acquaintances;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.MessageId;
import dev.palomar.outbound.pace.HumanPace;
import dev.palomar.outbound.request.SendRequest;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// A person's own number: it writes at a person's pace, to few new people at first, and says what it refers to.
class PersonalNumberTest {

    private static final HumanPace PACE = new HumanPace(
            Duration.ofSeconds(3),
            0,
            Duration.ofMillis(100),
            Duration.ofSeconds(8),
            List.of(2, 4),
            Duration.ofHours(24));

    private Office office;

    @BeforeEach
    void open() {
        office = new Office(SendingSettings.STANDARD.with(PACE));
        office.device(Office.SALES, "transport = 'WEB', linked_at = '2026-11-20T11:00:00Z'");
    }

    @AfterEach
    void close() {
        office.close();
    }

    private MessageId send(String body) {
        ObjectNode json = (ObjectNode) Json.read(body);
        return office.outbox
                .submit(Office.ACME, Office.SALES, SendRequest.parse(json))
                .id();
    }

    private MessageId text(String to, String text) {
        return send("{\"to\":\"" + to + "\",\"text\":\"" + text + "\"}");
    }

    /// Lets time go by until nothing waits any more.
    private void letItSend(Duration longest) {
        Instant end = office.crew.now().plus(longest);
        office.crew.settle();
        while (office.crew.now().isBefore(end)) {
            office.crew.advance(Duration.ofSeconds(1));
            office.crew.settle();
        }
    }

    @Test
    void one_message_goes_after_the_other_each_is_seen_being_typed_and_there_is_a_pause_between() {
        Instant noon = office.crew.now();
        text(Office.ANA, "0123456789");
        text(Office.BRUNO, "hola");
        letItSend(Duration.ofSeconds(1));
        assertThat(office.web.texts()).containsExactly("0123456789");
        assertThat(office.web.typed).contains("0123456789");
        assertThat(office.crew.now()).isAfterOrEqualTo(noon.plusMillis(1_600));

        letItSend(Duration.ofSeconds(8));
        assertThat(office.web.texts()).containsExactly("0123456789", "hola");
    }

    @Test
    void a_newly_linked_number_writes_to_few_new_people_a_day_and_to_more_the_next_day() {
        text("+5491155550001", "a");
        text("+5491155550001", "again");
        text("+5491155550002", "b");
        assertThatThrownBy(() -> text("+5491155550003", "c"))
                .isInstanceOfSatisfying(Rejection.TooMany.class, refused -> {
                    assertThat(refused.code()).isEqualTo("new-chats-exceeded");
                    assertThat(refused.retryIn()).isEqualTo(Duration.ofHours(12));
                });
        office.receive("+5491155550004", "A", "hola");
        text("+5491155550004", "whoever wrote can be answered");
        letItSend(Duration.ofMinutes(1));
        assertThat(office.web.texts()).hasSize(4);

        office.crew.advance(Duration.ofHours(13));
        for (int i = 10; i < 14; i++) {
            text("+54911555500" + i, "next day");
        }
        text("+5491155550001", "an old acquaintance");
        assertThatThrownBy(() -> text("+5491155550020", "one too many")).isInstanceOf(Rejection.TooMany.class);
        assertThat(office.text("SELECT count(*) FROM conversation WHERE chat LIKE 'contact:%'"))
                .isEqualTo("7");
    }

    @Test
    void after_whatsapp_refused_a_first_message_others_wait_and_known_chats_go_on() {
        office.receive(Office.ANA, "A", "hola");
        office.web.on(
                "to somebody new",
                new SendOutcome.NoNewChats(
                        new SendError("463", "463", "WhatsApp does not let this number write to new people now."),
                        Optional.of(office.crew.now().plus(Duration.ofHours(2)))));
        MessageId refused = text("+5491155550001", "to somebody new");
        letItSend(Duration.ofSeconds(20));
        assertThat(office.status(refused)).isEqualTo("failed");
        assertThat(office.attempts(refused)).isEqualTo("refused");

        MessageId waits = text("+5491155550002", "another one");
        MessageId goes = text(Office.ANA, "an answer");
        letItSend(Duration.ofSeconds(30));
        assertThat(office.status(goes)).isEqualTo("sent");
        assertThat(office.status(waits)).isEqualTo("queued");

        office.crew.advance(Duration.ofHours(2));
        letItSend(Duration.ofSeconds(30));
        assertThat(office.status(waits)).isEqualTo("sent");
    }

    @Test
    void a_number_that_whatsapp_restricts_answers_whom_it_knows_and_meets_nobody_until_that_is_over() {
        office.receive(Office.ANA, "A", "hola");
        office.device(Office.SALES, "state = 'RESTRICTED', state_detail = '{\"message\":\"until noon\"}'");
        MessageId answer = text(Office.ANA, "an answer");
        MessageId first = text("+5491155550002", "a first message");
        letItSend(Duration.ofSeconds(30));
        assertThat(office.status(answer)).isEqualTo("sent");
        assertThat(office.status(first)).isEqualTo("queued");

        office.device(Office.SALES, "state = 'ONLINE', state_detail = NULL");
        office.sending.poke(Office.SALES);
        letItSend(Duration.ofSeconds(30));
        assertThat(office.status(first)).isEqualTo("sent");
    }

    @Test
    void a_message_has_its_name_before_it_is_sent_so_that_every_receipt_finds_it() {
        MessageId id = text(Office.ANA, "hola");
        assertThat(office.text("SELECT wire_id FROM outbox")).isEqualTo("3EB0" + id.text());

        office.web.on("hola", ScriptedTransport.unknown());
        letItSend(Duration.ofSeconds(3));
        office.receipt(new dev.palomar.model.WireId("3EB0" + id.text()), MessageStatus.DELIVERED);
        assertThat(office.status(id)).isEqualTo("delivered");
    }

    @Test
    void what_an_answer_a_reaction_an_edit_and_a_deletion_refer_to_is_named_with_its_author() {
        office.receive(Office.ANA, "HERS", "hola");
        MessageId ours = text(Office.ANA, "ola");
        letItSend(Duration.ofSeconds(10));
        String original = ours.text();

        send("{\"to\":\"" + Office.ANA
                + "\",\"type\":\"text\",\"text\":{\"body\":\"sí\"},\"context\":{\"message_id\":\"HERS\","
                + "\"mentions\":[\"" + Office.BRUNO + "\"]}}");
        send("{\"to\":\"" + Office.ANA + "\",\"type\":\"edit\",\"edit\":{\"original_message_id\":\"" + original
                + "\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"hola\"}}}}");
        send("{\"to\":\"" + Office.ANA + "\",\"type\":\"revoke\",\"revoke\":{\"original_message_id\":\"" + original
                + "\"}}");
        letItSend(Duration.ofSeconds(30));

        List<Transport.Outgoing> calls = office.web.calls();
        assertThat(calls).hasSize(4);
        Identity ana = Identity.of(new PhoneNumber(Office.ANA));
        assertThat(calls.get(1).refers())
                .contains(new Transport.Referred(new dev.palomar.model.WireId("HERS"), false, ana));
        assertThat(calls.get(1).mentions()).containsExactly(Identity.of(new PhoneNumber(Office.BRUNO)));
        assertThat(calls.get(2).refers().orElseThrow().ours()).isTrue();
        assertThat(calls.get(3).refers().orElseThrow().id().value()).isEqualTo("3EB0" + original);
    }

    @Test
    void what_is_being_sent_while_its_contact_becomes_part_of_another_arrives_in_the_history_that_is_left() {
        Identity lid = new Identity(Optional.empty(), Optional.of("777"), Optional.empty(), Optional.empty());
        Identity both = new Identity(
                Optional.of(new PhoneNumber(Office.ANA)), Optional.of("777"), Optional.empty(), Optional.empty());
        office.receive(lid, "HERS", "hola");
        office.crew.advance(Duration.ofSeconds(1));
        MessageId id = text(Office.ANA, "una respuesta");
        MessageId next = text(Office.ANA, "y otra");
        office.web.on("una respuesta", message -> {
            office.recorder
                    .acquaintances(office.test.database())
                    .learn(List.of(new Acquaintances.Fact(Office.ACME, both, Optional.empty())));
            return new SendOutcome.Accepted(
                    new dev.palomar.model.WireId("3EB0" + message.id().text()));
        });

        letItSend(Duration.ofSeconds(30));

        assertThat(office.status(id)).isEqualTo("sent");
        assertThat(office.status(next)).isEqualTo("sent");
        assertThat(office.web.texts()).containsExactly("una respuesta", "y otra");
        assertThat(office.text("SELECT count(*) FROM conversation")).isEqualTo("1");
        assertThat(office.text("SELECT string_agg(m.preview, ', ' ORDER BY m.id) FROM message m"
                        + " JOIN conversation v ON v.id = m.conversation_id"))
                .isEqualTo("hola, una respuesta, y otra");
        assertThat(office.events(id)).endsWith("message.sent");
    }

    @Test
    void nobody_changes_what_others_said() {
        office.receive(Office.ANA, "HERS", "hola");
        String hers = "msg_" + office.text("SELECT id::text FROM message");
        String id = new MessageId(java.util.UUID.fromString(hers.substring(4))).text();

        assertThatThrownBy(() ->
                        send("{\"to\":\"" + Office.ANA + "\",\"type\":\"edit\",\"edit\":{\"original_message_id\":\""
                                + id + "\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"otra cosa\"}}}}"))
                .isInstanceOf(Rejection.InvalidValue.class)
                .hasMessageContaining("edit.original_message_id: is not a message of ours");
    }

    @Test
    void what_one_kind_of_number_cannot_send_is_said_when_it_is_submitted() {
        assertThatThrownBy(() -> send("{\"to\":\"" + Office.ANA
                        + "\",\"type\":\"template\",\"template\":{\"name\":\"x\",\"language\":{\"code\":\"es\"}}}"))
                .isInstanceOfSatisfying(
                        Rejection.NotPossible.class,
                        refused -> assertThat(refused.code()).isEqualTo("not-supported"));
        ObjectNode poll = (ObjectNode) Json.read("{\"to\":\"" + Office.ANA
                + "\",\"type\":\"poll\",\"poll\":{\"name\":\"¿Cuándo?\",\"options\":[\"Lunes\",\"Martes\"]}}");
        assertThatThrownBy(() -> office.outbox.submit(Office.ACME, Office.SUPPORT, SendRequest.parse(poll)))
                .isInstanceOf(Rejection.NotPossible.class)
                .hasMessageContaining("CLOUD cannot send poll");
        ObjectNode mention = (ObjectNode) Json.read("{\"to\":\"" + Office.ANA
                + "\",\"type\":\"text\",\"text\":{\"body\":\"x\"},\"context\":{\"mentions\":[\"" + Office.BRUNO
                + "\"]}}");
        assertThatThrownBy(() -> office.outbox.submit(Office.ACME, Office.SUPPORT, SendRequest.parse(mention)))
                .isInstanceOfSatisfying(
                        Rejection.NotPossible.class,
                        refused -> assertThat(refused.field()).isEqualTo("context.mentions"));
    }

    @Test
    void all_that_is_unread_is_marked_with_those_who_wrote_it() {
        office.receive(Office.ANA, "A", "uno");
        office.receive(Office.ANA, "B", "dos");
        office.receive(Office.ANA, "C", "tres");
        MessageId second = new MessageId(
                java.util.UUID.fromString(office.text("SELECT id::text FROM message WHERE preview = 'dos'")));
        ReadMarks marks = new ReadMarks(
                office.test.database(),
                office.journal,
                java.util.Map.of(dev.palomar.model.TransportKind.WEB, office.web),
                office.crew.clock());

        marks.read(Office.ACME, second);

        assertThat(office.web.read).containsExactly("A of " + Office.ANA, "B of " + Office.ANA);
        assertThat(office.text("SELECT unread FROM conversation")).isEqualTo("1");
    }
}
