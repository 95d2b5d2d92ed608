package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.conversation.reading.ConversationFilter;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.ConversationView;
import dev.palomar.conversation.reading.MessageFilter;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Page;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ReadingTest {

    private static final TenantId OTHER = new TenantId(new UUID(8, 8));

    private final Office office = new Office();
    private final MessageReader messages = new MessageReader(office.test.database());
    private final ConversationReader conversations =
            new ConversationReader(office.test.database(), office.crew.clock());
    private final ContactReader contacts = new ContactReader(office.test.database());

    @AfterEach
    void close() {
        office.close();
    }

    private List<MessageId> find(MessageFilter filter) {
        return messages.list(Office.ACME, filter, Optional.empty(), 50).items().stream()
                .map(MessageView::id)
                .toList();
    }

    private static MessageFilter only(
            List<MessageStatus> statuses, Optional<Boolean> inbound, Optional<String> wireId) {
        return new MessageFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                inbound,
                statuses,
                List.of(),
                wireId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void a_message_is_shown_with_where_it_stands_and_to_whom_it_went() {
        office.receive(Office.ANA, "wamid.in", "hola");
        MessageId sent = office.send(Office.ANA, "¿qué tal?");
        office.crew.settle();
        office.receipt(ScriptedTransport.wireIdOf(office.whatsapp.calls().getFirst()), MessageStatus.READ);
        ObjectNode json = messages.get(Office.ACME, sent).json(_ -> "");

        assertThat(json.at("/direction").asString()).isEqualTo("outbound");
        assertThat(json.at("/status").asString()).isEqualTo("read");
        assertThat(json.at("/statusHistory")).hasSize(4);
        assertThat(json.at("/text/body").asString()).isEqualTo("¿qué tal?");
        assertThat(json.at("/to/phone").asString()).isEqualTo(Office.ANA);
        assertThat(json.at("/to/name").asString()).isEqualTo("Ana");
        assertThat(json.at("/from/phone").asString()).isEqualTo("+541152630000");
        assertThat(json.at("/readAt").isNull()).isFalse();
        assertThat(json.at("/sentAt").isNull()).isFalse();
        assertThat(messages.attempts(Office.ACME, sent)).hasSize(1);
        assertThatThrownBy(() -> messages.get(OTHER, sent)).isInstanceOf(Rejection.NotFound.class);
    }

    @Test
    void what_was_not_taken_yet_has_no_time_of_sending_and_what_came_in_has_no_status() {
        MessageId waiting = office.send(Office.ANA, "1");
        office.receive(Office.ANA, "wamid.in", "hola");
        MessageView came = messages.list(Office.ACME, MessageFilter.ALL, Optional.empty(), 1)
                .items()
                .getFirst();

        assertThat(messages.get(Office.ACME, waiting)
                        .json(_ -> "")
                        .at("/sentAt")
                        .isNull())
                .isTrue();
        assertThat(came.inbound()).isTrue();
        assertThat(came.json(_ -> "").at("/status").isNull()).isTrue();
        assertThat(came.json(_ -> "").at("/statusHistory")).isEmpty();
    }

    @Test
    void pages_go_on_where_the_one_before_ended_newest_first() {
        List<MessageId> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sent.add(office.send(i % 2 == 0 ? Office.ANA : Office.BRUNO, String.valueOf(i)));
        }
        assertThat(pages(MessageFilter.ALL)).isEqualTo(sent.reversed());
        assertThat(messages.list(OTHER, MessageFilter.ALL, Optional.empty(), 3).items())
                .isEmpty();
    }

    @Test
    void messages_are_found_by_status_direction_and_whatsapps_id() {
        office.whatsapp.on("bad", ScriptedTransport.refused("1"));
        office.receive(Office.ANA, "wamid.in", "hola");
        MessageId bad = office.send(Office.ANA, "bad");
        MessageId good = office.send(Office.ANA, "good");
        office.crew.settle();

        assertThat(find(only(List.of(MessageStatus.FAILED, MessageStatus.EXPIRED), Optional.empty(), Optional.empty())))
                .containsExactly(bad);
        assertThat(find(only(List.of(MessageStatus.FAILED), Optional.empty(), Optional.empty())))
                .containsExactly(bad);
        assertThat(find(only(List.of(MessageStatus.FAILED, MessageStatus.FAILED), Optional.empty(), Optional.empty())))
                .containsExactly(bad);
        assertThat(find(only(List.of(MessageStatus.SENT), Optional.empty(), Optional.empty())))
                .containsExactly(good);
        assertThat(find(only(List.of(), Optional.of(false), Optional.empty()))).containsExactly(good, bad);
        assertThat(find(only(List.of(), Optional.of(true), Optional.empty()))).hasSize(1);
        assertThat(find(only(List.of(), Optional.empty(), Optional.of("wamid." + good.text()))))
                .containsExactly(good);
        assertThat(find(only(List.of(), Optional.empty(), Optional.of("wamid.in"))))
                .hasSize(1);
    }

    @Test
    void several_statuses_and_several_types_are_one_list_newest_first_page_by_page() {
        List<MessageId> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            office.whatsapp.on("bad", ScriptedTransport.refused("1"));
            all.add(office.send(Office.ANA, "bad"));
            office.crew.settle();
            office.crew.advance(Duration.ofMinutes(1));
        }
        for (int i = 0; i < 3; i++) {
            all.add(office.queue(Office.BRUNO, "waits"));
        }
        List<MessageStatus> statuses = List.of(MessageStatus.FAILED, MessageStatus.QUEUED, MessageStatus.FAILED);
        MessageFilter either = only(statuses, Optional.empty(), Optional.empty());
        assertThat(pages(either)).isEqualTo(all.reversed());
        assertThat(pages(only(statuses, Optional.of(false), Optional.empty()))).isEqualTo(all.reversed());
        assertThat(pages(only(statuses, Optional.of(true), Optional.empty()))).isEmpty();
        assertThat(pages(on(Office.SALES, statuses))).isEqualTo(all.reversed());
        assertThat(pages(on(Office.SUPPORT, statuses))).isEmpty();
        assertThat(messages.list(OTHER, either, Optional.empty(), 2).items()).isEmpty();

        office.test.database().worker(tx -> tx.update("""
                UPDATE message SET type = CASE preview WHEN 'bad' THEN 'location' ELSE 'contacts' END
                """).execute());
        MessageFilter last = typed(List.of("location", "contacts", "location"), Duration.ofSeconds(90));
        assertThat(pages(last)).isEqualTo(all.subList(2, 6).reversed());
        assertThat(pages(typed(List.of("location", "location"), Duration.ofSeconds(90))))
                .containsExactly(all.get(2));
    }

    private MessageFilter typed(List<String> types, Duration within) {
        return new MessageFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                types,
                Optional.empty(),
                Optional.empty(),
                Optional.of(office.crew.now().minus(within)),
                Optional.of(office.crew.now().plusSeconds(1)));
    }

    private static MessageFilter on(DeviceId device, List<MessageStatus> statuses) {
        return new MessageFilter(
                Optional.of(device),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                statuses,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Two by two.
    private List<MessageId> pages(MessageFilter filter) {
        List<MessageId> read = new ArrayList<>();
        Optional<UUID> before = Optional.empty();
        do {
            Page<MessageView> page = messages.list(Office.ACME, filter, before, 2);
            page.items().forEach(message -> read.add(message.id()));
            before = page.next();
        } while (before.isPresent());
        return read;
    }

    @Test
    void messages_are_found_by_device_contact_conversation_type_reference_and_time() {
        MessageId toAna = office.send(Office.ANA, "1");
        office.crew.advance(Duration.ofHours(1));
        MessageId toBruno = office.send(Office.BRUNO, "2");
        MessageView ana = messages.get(Office.ACME, toAna);

        assertThat(find(MessageFilter.of(ana.conversation()))).containsExactly(toAna);
        assertThat(find(new MessageFilter(
                        Optional.of(Office.SALES),
                        Optional.empty(),
                        ana.person().orElseThrow().contact(),
                        Optional.empty(),
                        List.of(),
                        List.of("text"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(office.crew.now().minusSeconds(60)))))
                .containsExactly(toAna);
        assertThat(find(new MessageFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(office.crew.now().minusSeconds(60)),
                        Optional.empty())))
                .containsExactly(toBruno);
        assertThat(find(new MessageFilter(
                        Optional.of(Office.SUPPORT),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of("order-1"),
                        Optional.empty(),
                        Optional.empty())))
                .isEmpty();
    }

    @Test
    void whoever_answers_within_the_second_has_said_the_last_word() {
        office.crew.advance(Duration.ofMillis(300));
        office.receive(Office.ANA, "wamid.1", "hola");
        office.crew.advance(Duration.ofMillis(500));
        office.queue(Office.ANA, "¿qué tal?");
        office.crew.advance(Duration.ofMillis(100));
        office.receive(
                Identity.of(new PhoneNumber(Office.ANA)),
                "wamid.2",
                "bien",
                office.crew.now().truncatedTo(ChronoUnit.SECONDS));
        ObjectNode chat = conversations
                .list(Office.ACME, ConversationFilter.ALL, Optional.empty(), 50)
                .getFirst()
                .json();

        assertThat(chat.at("/lastMessage/preview").asString()).isEqualTo("bien");
        assertThat(chat.at("/unread").asInt()).isEqualTo(2);
    }

    @Test
    void conversations_come_latest_first_with_their_window_and_last_message() {
        office.receive(Office.ANA, "wamid.1", "hola");
        office.crew.advance(Duration.ofMinutes(1));
        office.queue(Office.BRUNO, "buenas");
        List<ConversationView> found = conversations.list(Office.ACME, ConversationFilter.ALL, Optional.empty(), 50);

        assertThat(found).hasSize(2);
        ObjectNode bruno = found.getFirst().json();
        assertThat(bruno.at("/lastMessage/preview").asString()).isEqualTo("buenas");
        assertThat(bruno.at("/lastMessage/status").asString()).isEqualTo("queued");
        assertThat(bruno.at("/window/open").asBoolean()).isFalse();
        assertThat(bruno.at("/window/closesAt").isNull()).isTrue();
        ObjectNode ana = found.getLast().json();
        assertThat(ana.at("/unread").asInt()).isEqualTo(1);
        assertThat(ana.at("/window/open").asBoolean()).isTrue();
        assertThat(ana.at("/window/origin").asString()).isEqualTo("customer");
        assertThat(ana.at("/contact/name").asString()).isEqualTo("Ana");

        List<ConversationView> below = conversations.list(
                Office.ACME, ConversationFilter.ALL, Optional.of(ConversationReader.Position.of(found.getFirst())), 50);
        assertThat(below).containsExactly(found.getLast());
        ConversationFilter search = new ConversationFilter(
                Optional.of(Set.of(Office.SALES)),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("ANA"));
        assertThat(conversations.list(Office.ACME, search, Optional.empty(), 50))
                .containsExactly(found.getLast());
        assertThat(conversations.get(Office.ACME, found.getLast().id())).isEqualTo(found.getLast());
        assertThatThrownBy(() -> conversations.get(OTHER, found.getLast().id())).isInstanceOf(Rejection.NotFound.class);
        assertThatThrownBy(() -> conversations.get(Office.ACME, new ConversationId(new UUID(1, 1))))
                .isInstanceOf(Rejection.NotFound.class);
    }

    @Test
    void contacts_are_found_by_a_part_of_their_name_or_number() {
        office.receive(Office.ANA, "wamid.1", "hola");
        office.send(Office.BRUNO, "buenas");

        assertThat(contacts.list(Office.ACME, ContactReader.Filter.ALL, Optional.empty(), 50)
                        .items())
                .hasSize(2);
        assertThat(contacts.list(Office.ACME, named("0102"), Optional.empty(), 50)
                        .items())
                .singleElement()
                .satisfies(contact ->
                        assertThat(contact.json().at("/phone").asString()).isEqualTo(Office.BRUNO));
        assertThat(contacts.list(Office.ACME, named("an"), Optional.empty(), 50).items())
                .singleElement()
                .satisfies(contact -> assertThat(contacts.get(Office.ACME, contact.id())
                                .json()
                                .at("/lastInboundAt")
                                .isNull())
                        .isFalse());
        assertThat(contacts.list(OTHER, ContactReader.Filter.ALL, Optional.empty(), 50)
                        .items())
                .isEmpty();
    }

    private static ContactReader.Filter named(String part) {
        return new ContactReader.Filter(Optional.of(part), Optional.empty());
    }
}
