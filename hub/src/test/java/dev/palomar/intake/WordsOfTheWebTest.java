package dev.palomar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.MemberView;
import dev.palomar.conversation.reading.MessageFilter;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import dev.palomar.testing.Core;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What WhatsApp Web tells, recorded.
class WordsOfTheWebTest {

    private static final String GROUP = "120363000000000001@g.us";
    private static final Identity ANA = person("+5491155550101", "1111");
    private static final Identity BRUNO = person("+5491155550102", "2222");
    private static final Identity US = person("+5491100000001", "9999");

    private static Core core;

    @BeforeAll
    static void open() {
        core = new Core();
    }

    @AfterAll
    static void close() {
        core.close();
    }

    @BeforeEach
    void forgetEverything() {
        core.test.database().worker(tx -> {
            for (String table :
                    List.of("group_receipt", "outbox", "message", "conversation", "contact", "chat_group", "event")) {
                tx.update("DELETE FROM " + table).execute();
            }
            return true;
        });
    }

    private static Identity person(String phone, String lid) {
        return new Identity(Optional.of(new PhoneNumber(phone)), Optional.of(lid), Optional.empty(), Optional.empty());
    }

    @Test
    void what_could_not_be_read_is_told_and_takes_its_place_when_it_can_be() {
        accept(said("X", ANA, Optional.empty(), false, unreadable()));
        assertThat(text("SELECT type || ' ' || preview FROM message")).isEqualTo("unsupported undecryptable");
        String id = text("SELECT id::text FROM message");

        accept(said("X", ANA, Optional.empty(), false, new MessageContent.Text("ahora sí", false)));

        assertThat(text("SELECT id || ' ' || type || ' ' || preview FROM message"))
                .isEqualTo(id + " text ahora sí");
        assertThat(text("SELECT unread || ' ' || last_preview FROM conversation"))
                .isEqualTo("1 ahora sí");
        assertThat(
                        text(
                                "SELECT count(*) || ' of ' || count(DISTINCT message_id) FROM event WHERE type = 'message.received'"))
                .isEqualTo("2 of 1");

        accept(said("X", ANA, Optional.empty(), false, new MessageContent.Text("ahora sí", false)));
        accept(said("X", ANA, Optional.empty(), false, unreadable()));
        assertThat(text("SELECT type || ' ' || preview FROM message")).isEqualTo("text ahora sí");
        assertThat(text("SELECT count(*) FROM event WHERE type = 'message.received'"))
                .isEqualTo("2");
    }

    private static MessageContent unreadable() {
        return new MessageContent.Unsupported(MessageContent.Unsupported.UNREADABLE);
    }

    @Test
    void in_a_group_each_message_shows_who_said_it() {
        accept(said("A", ANA, Optional.of(GROUP), false, new MessageContent.Text("hola", false)));
        accept(said("B", BRUNO, Optional.of(GROUP), false, new MessageContent.Text("buenas", false)));
        accept(said("C", Identity.NOBODY, Optional.of(GROUP), true, new MessageContent.Text("bienvenidos", false)));

        assertThat(text("SELECT count(*) FROM conversation")).isEqualTo("1");
        List<MessageView> messages = new MessageReader(core.test.database())
                .list(Core.ANA, MessageFilter.ALL, Optional.empty(), 10)
                .items();
        assertThat(messages.get(2).person().orElseThrow().identity()).isEqualTo(ANA);
        assertThat(messages.get(1).person().orElseThrow().identity()).isEqualTo(BRUNO);
        assertThat(messages.get(1).chat().kind()).isEqualTo("group");
        assertThat(messages.get(0).person()).isEmpty();
        assertThat(text("SELECT convert_from(normalized, 'UTF8') FROM event WHERE type = 'message.received'"
                        + " ORDER BY seq LIMIT 1"))
                .contains("\"lid\":\"1111\"", "\"kind\":\"group\"");
    }

    @Test
    void a_group_has_a_name_and_people_and_both_are_kept_current() {
        accept(said("A", ANA, Optional.of(GROUP), false, new MessageContent.Text("hola", false)));
        ConversationReader reader = new ConversationReader(core.test.database(), core.clock);
        ConversationId group = new ConversationId(UUID.fromString(text("SELECT id::text FROM conversation")));
        assertThat(reader.get(Core.ANA, group).group().orElseThrow().subject()).isEmpty();

        accept(new Signal.Group(
                GROUP,
                Optional.of("Flores"),
                Optional.of("para pedir"),
                Optional.of(List.of(new Signal.Member(ANA, true), new Signal.Member(US, false)))));
        accept(new Signal.GroupMembers(GROUP, Signal.GroupMembers.Change.ADDED, List.of(BRUNO)));
        accept(new Signal.GroupMembers(GROUP, Signal.GroupMembers.Change.PROMOTED, List.of(US)));
        accept(new Signal.Group(GROUP, Optional.of("Flores y más"), Optional.empty(), Optional.empty()));

        var facts = reader.get(Core.ANA, group).group().orElseThrow();
        assertThat(facts.subject()).contains("Flores y más");
        assertThat(facts.description()).contains("para pedir");
        assertThat(facts.size()).contains(3);
        List<MemberView> members = reader.members(Core.ANA, group);
        assertThat(members).hasSize(3);
        assertThat(members.getFirst().person().name()).contains("Ana");
        assertThat(members.stream().filter(member -> member.admin().orElseThrow()))
                .hasSize(2);

        accept(new Signal.GroupMembers(GROUP, Signal.GroupMembers.Change.REMOVED, List.of(ANA)));
        assertThat(reader.members(Core.ANA, group)).hasSize(2);
    }

    @Test
    void a_message_to_a_group_is_delivered_when_everybody_has_it_and_each_receipt_is_kept() {
        accept(new Signal.Group(
                GROUP,
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(
                        new Signal.Member(ANA, true), new Signal.Member(BRUNO, false), new Signal.Member(US, false)))));
        MessageId ours = sentToGroup("3EB0OURS");

        receipt("3EB0OURS", ANA, MessageStatus.READ);
        assertThat(status(ours)).isEqualTo("sent");
        receipt("3EB0OURS", BRUNO, MessageStatus.DELIVERED);
        assertThat(status(ours)).isEqualTo("delivered");
        receipt("3EB0OURS", BRUNO, MessageStatus.READ);
        assertThat(status(ours)).isEqualTo("read");
        receipt("3EB0OURS", BRUNO, MessageStatus.DELIVERED);
        assertThat(status(ours)).isEqualTo("read");

        List<MemberView> receipts = new MessageReader(core.test.database()).receipts(Core.ANA, ours);
        assertThat(receipts.stream()
                        .map(one -> one.person().identity().lid().orElseThrow() + " "
                                + one.receipt().orElseThrow().status()))
                .containsExactlyInAnyOrder("1111 read", "2222 read");
    }

    @Test
    void as_long_as_nobody_knows_who_is_in_a_group_the_first_receipt_counts() {
        MessageId ours = sentToGroup("3EB0OURS");

        receipt("3EB0OURS", ANA, MessageStatus.DELIVERED);

        assertThat(status(ours)).isEqualTo("delivered");
    }

    @Test
    void what_this_hub_sent_and_a_history_tells_again_is_no_second_message() {
        MessageId ours = sentToGroup("3EB0OURS");

        accept(said("3EB0OURS", Identity.NOBODY, Optional.of(GROUP), true, new MessageContent.Text("hola", false)));
        assertThat(text("SELECT count(*) FROM message")).isEqualTo("1");

        accept(said(
                "3EB0PHONE",
                Identity.NOBODY,
                Optional.of(GROUP),
                true,
                new MessageContent.Text("desde el celular", false)));
        assertThat(text("SELECT count(*) FROM message")).isEqualTo("2");
        assertThat(status(ours)).isEqualTo("sent");
    }

    @Test
    void what_was_read_on_the_phone_is_read_here() {
        accept(said("A", ANA, Optional.empty(), false, new MessageContent.Text("uno", false)));
        accept(said("B", ANA, Optional.empty(), false, new MessageContent.Text("dos", false)));
        accept(said("C", ANA, Optional.empty(), false, new MessageContent.Text("tres", false)));
        assertThat(text("SELECT unread FROM conversation")).isEqualTo("3");

        accept(new Signal.ReadElsewhere(new WireId("B"), core.clock.instant()));

        assertThat(text("SELECT unread FROM conversation")).isEqualTo("1");
    }

    private static Signal.Message said(
            String wireId, Identity person, Optional<String> group, boolean outbound, MessageContent content) {
        return new Signal.Message(
                new WireId(wireId),
                person,
                person.equals(ANA) ? Optional.of("Ana") : Optional.empty(),
                group,
                outbound,
                core.clock.instant(),
                content,
                Optional.empty(),
                Optional.empty(),
                false,
                Payload.of("{}"));
    }

    private static void receipt(String wireId, Identity member, MessageStatus status) {
        accept(new Signal.GroupReceipt(
                new WireId(wireId), GROUP, member, status, core.clock.instant(), Payload.of("{}")));
    }

    private static void accept(Signal signal) {
        core.intake.accept(List.of(new Arrival(Core.ANA, Core.SALES, signal)));
    }

    /// As the outbox leaves it once WhatsApp took it.
    private static MessageId sentToGroup(String wireId) {
        accept(said("FIRST", ANA, Optional.of(GROUP), false, new MessageContent.Text("x", false)));
        MessageId id = new MessageId(core.ids.get());
        core.test.database().worker(tx -> {
            tx.update("DELETE FROM message").execute();
            tx.update("""
                    INSERT INTO message (tenant_id, id, device_id, conversation_id, inbound, type, content, preview, sent_at,
                                         recorded_at)
                    SELECT v.tenant_id, :id, v.device_id, v.id, false, 'text', '{"type":"text","text":{"body":"hola"}}',
                           'hola', now(), now() FROM conversation v
                    """).bind("id", id).execute();
            return tx.update("""
                    INSERT INTO outbox (tenant_id, message_id, device_id, conversation_id, slot, recipient, status, due_at,
                                        expires_at, wire_id, history)
                    SELECT v.tenant_id, :id, v.device_id, v.id, v.slot, '{"group":"' || :group || '"}', 'sent', now(),
                           now() + interval '1 day', :wire, '[]' FROM conversation v
                    """)
                    .bind("id", id)
                    .bind("group", GROUP)
                    .bind("wire", wireId)
                    .execute();
        });
        return id;
    }

    private static String status(MessageId message) {
        return text("SELECT status FROM outbox WHERE message_id = '" + message.value() + "'");
    }

    private static String text(String sql) {
        return core.test
                .database()
                .worker(tx -> tx.query(sql).mapTo(String.class).findOne())
                .orElse("");
    }
}
