package dev.palomar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.testing.Core;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One person is one contact, by whichever of their names WhatsApp calls them.
class PeopleOfTheWebTest {

    private static final String PHONE = "+5491155550101";
    private static final String LID = "111122223333";

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
    void forgetEverybody() {
        core.test.database().worker(tx -> {
            for (String table :
                    List.of("outbox", "message", "conversation", "contact", "merged", "event", "first_chat")) {
                tx.update("DELETE FROM " + table).execute();
            }
            return true;
        });
    }

    @Test
    void whoever_is_known_by_number_and_by_lid_is_one_contact_from_the_first_message_on() {
        said("A", byBoth(), "hola");
        said("B", byLid(), "¿están?");
        said("C", byPhone(), "¿hola?");

        assertThat(count("contact")).isEqualTo(1);
        assertThat(texts()).containsExactly("hola", "¿están?", "¿hola?");
    }

    @Test
    void two_contacts_that_turn_out_to_be_one_person_become_one_with_all_that_was_said_in_its_order() {
        said("A", byPhone(), "uno");
        said("B", byLid(), "dos");
        said("C", byPhone(), "tres");
        assertThat(count("contact")).isEqualTo(2);
        ConversationId ofLid = conversationOf("lid:" + LID);
        ContactId contactOfLid = contactOf("lid:" + LID);
        ConversationId ofPhone = conversationOf("phone:" + PHONE);

        said("D", byBoth(), "cuatro");

        assertThat(count("contact")).isEqualTo(1);
        assertThat(count("conversation")).isEqualTo(1);
        assertThat(texts()).containsExactly("uno", "dos", "tres", "cuatro");
        assertThat(text("SELECT unread || ' ' || last_preview FROM conversation"))
                .isEqualTo("4 cuatro");
        assertThat(new ConversationReader(core.test.database(), core.clock)
                        .get(Core.ANA, ofLid)
                        .id())
                .isEqualTo(ofPhone);
        assertThat(new ContactReader(core.test.database())
                        .get(Core.ANA, contactOfLid)
                        .party()
                        .identity())
                .isEqualTo(byBoth());
    }

    @Test
    void whoever_listens_is_told_what_became_part_of_what() {
        said("A", byPhone(), "uno");
        said("B", byLid(), "dos");
        ConversationId ofLid = conversationOf("lid:" + LID);

        learn(byBoth());

        assertThat(text("SELECT convert_from(normalized, 'UTF8') FROM event WHERE type = 'contact.updated'"))
                .contains("\"change\":\"merged\"", "\"formerId\":\"" + ofLid.text() + "\"", "\"lid\":\"" + LID + "\"");
    }

    @Test
    void a_name_alone_makes_nobody_a_contact_and_gives_a_contact_the_name_it_lacked() {
        learn(byBoth());
        assertThat(count("contact")).isZero();

        said("A", byPhone(), "uno");
        learn(byBoth());

        assertThat(text("SELECT string_agg(key, ' ' ORDER BY key) FROM contact_identity"))
                .isEqualTo("lid:" + LID + " phone:" + PHONE);
        assertThat(text("SELECT name FROM contact")).isEqualTo("Ana");
    }

    @Test
    void what_the_address_book_says_names_only_those_who_have_no_name() {
        accept(message("A", byPhone(), Optional.empty(), "uno"));
        core.intake.accept(List.of(
                new Arrival(Core.ANA, Core.SALES, new Signal.Acquaintance(byPhone(), Optional.of("Ana de Flores")))));
        assertThat(text("SELECT name FROM contact")).isEqualTo("Ana de Flores");

        core.intake.accept(
                List.of(new Arrival(Core.ANA, Core.SALES, new Signal.Acquaintance(byPhone(), Optional.of("Otra")))));
        assertThat(text("SELECT name FROM contact")).isEqualTo("Ana de Flores");
    }

    @Test
    void a_number_that_changed_hands_begins_a_new_history() {
        said("A", byBoth(), "soy Ana");
        Identity newOwner = new Identity(
                Optional.of(new PhoneNumber(PHONE)), Optional.of("999"), Optional.empty(), Optional.empty());

        said("B", newOwner, "soy Bruno");

        assertThat(count("contact")).isEqualTo(2);
        assertThat(count("conversation")).isEqualTo(2);
        assertThat(contactOf("phone:" + PHONE)).isEqualTo(contactOf("lid:999"));
        assertThat(contactOf("phone:" + PHONE)).isNotEqualTo(contactOf("lid:" + LID));
        said("C", byLid(), "sigo siendo Ana");
        assertThat(text("""
                SELECT string_agg(m.preview, ', ' ORDER BY m.id) FROM message m
                  JOIN conversation v ON v.id = m.conversation_id
                  JOIN contact_identity i ON i.contact_id = v.contact_id AND i.key = 'lid:111122223333'
                """)).isEqualTo("soy Ana, sigo siendo Ana");
    }

    @Test
    void a_person_who_changed_their_number_keeps_their_history() {
        said("A", byBoth(), "antes");
        Identity moved = new Identity(
                Optional.of(new PhoneNumber("+5491155559999")), Optional.of(LID), Optional.empty(), Optional.empty());

        said("B", moved, "después");

        assertThat(count("contact")).isEqualTo(1);
        assertThat(text("SELECT string_agg(key, ' ' ORDER BY key) FROM contact_identity"))
                .isEqualTo("lid:" + LID + " phone:+5491155559999");
        assertThat(texts()).containsExactly("antes", "después");
    }

    @Test
    void the_same_message_in_both_histories_is_there_once_afterwards() {
        said("SAME", byPhone(), "hola");
        said("SAME", byLid(), "hola");
        assertThat(count("message")).isEqualTo(2);

        learn(byBoth());

        assertThat(count("message")).isEqualTo(1);
    }

    @Test
    void merging_while_others_record_loses_nothing_and_mixes_nothing_up() throws Exception {
        int people = 6;
        int each = 12;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int p = 0; p < people; p++) {
                Identity both = person(p);
                Identity phone = Identity.of(both.phone().orElseThrow());
                Identity lid = new Identity(Optional.empty(), both.lid(), Optional.empty(), Optional.empty());
                for (Identity name : List.of(phone, lid)) {
                    String writer = p + (name.equals(phone) ? "p" : "l");
                    running.add(threads.submit(() -> {
                        for (int i = 0; i < each; i++) {
                            said(writer + i, name, writer + i);
                        }
                    }));
                }
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 4; i++) {
                        learn(both);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        for (int p = 0; p < people; p++) {
            learn(person(p));
        }

        assertThat(count("contact")).isEqualTo(people);
        assertThat(count("conversation")).isEqualTo(people);
        assertThat(texts()).hasSize(people * each * 2);
        for (int p = 0; p < people; p++) {
            List<String> theirs = said(person(p));
            assertThat(theirs).hasSize(each * 2);
            for (String writer : List.of(p + "p", p + "l")) {
                assertThat(theirs.stream().filter(text -> text.startsWith(writer)))
                        .containsExactlyElementsOf(IntStream.range(0, each)
                                .mapToObj(i -> writer + i)
                                .toList());
            }
        }
        assertThat(count("message m WHERE NOT EXISTS (SELECT FROM conversation v WHERE v.id = m.conversation_id)"))
                .isZero();
        assertThat(
                        text(
                                "SELECT count(*) || ' of ' || count(DISTINCT message_id) FROM event WHERE type = 'message.received'"))
                .isEqualTo(people * each * 2 + " of " + people * each * 2);
        assertThat(count("""
                conversation v WHERE v.sequence <> (SELECT max(e.sequence) FROM event e WHERE e.conversation_id = v.id)
                """)).isZero();
    }

    private static Identity person(int number) {
        return new Identity(
                Optional.of(new PhoneNumber("+549115555020" + number)),
                Optional.of("77" + number),
                Optional.empty(),
                Optional.empty());
    }

    /// What is in the history of the contact that has this LID.
    private static List<String> said(Identity person) {
        return core.test
                .database()
                .worker(tx -> tx.query("""
                        SELECT m.preview FROM message m JOIN conversation v ON v.id = m.conversation_id
                          JOIN contact_identity i ON i.contact_id = v.contact_id
                         WHERE i.key = :key ORDER BY m.id
                        """)
                        .bind("key", "lid:" + person.lid().orElseThrow())
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void whatever_names_a_contact_or_a_conversation_is_thought_of_when_contacts_are_merged() {
        List<String> columns = core.test
                .database()
                .worker(tx -> tx.query("""
                        SELECT c.relname || '.' || a.attname FROM pg_attribute a
                          JOIN pg_class c ON c.oid = a.attrelid
                          JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                           AND a.attname IN ('contact_id', 'conversation_id', 'sender_id') AND NOT a.attisdropped
                         ORDER BY 1
                        """).mapTo(String.class).list());

        // moved by Merging, or history that stays as it was told: events and their deliveries, who read what; whoever
        // is being erased is merged with nobody; a picture goes with its conversation and is fetched again
        assertThat(columns)
                .containsExactlyInAnyOrder(
                        "agent_run.conversation_id",
                        "agent_turn.conversation_id",
                        "attempt.conversation_id",
                        "consent.contact_id",
                        "contact_identity.contact_id",
                        "conversation.contact_id",
                        "conversation_access.conversation_id",
                        "conversation_label.conversation_id",
                        "erasure.contact_id",
                        "event.conversation_id",
                        "first_chat.conversation_id",
                        "former_identity.contact_id",
                        "message.conversation_id",
                        "message.sender_id",
                        "note.conversation_id",
                        "outbox.conversation_id",
                        "person_export.contact_id",
                        "picture.conversation_id");
    }

    private static Identity byPhone() {
        return Identity.of(new PhoneNumber(PHONE));
    }

    private static Identity byLid() {
        return new Identity(Optional.empty(), Optional.of(LID), Optional.empty(), Optional.empty());
    }

    private static Identity byBoth() {
        return new Identity(Optional.of(new PhoneNumber(PHONE)), Optional.of(LID), Optional.empty(), Optional.empty());
    }

    private static void said(String wireId, Identity person, String text) {
        accept(message(wireId, person, Optional.of("Ana"), text));
    }

    private static Signal.Message message(String wireId, Identity person, Optional<String> name, String text) {
        return new Signal.Message(
                new WireId(wireId),
                person,
                name,
                Optional.empty(),
                false,
                core.clock.instant(),
                new MessageContent.Text(text, false),
                Optional.empty(),
                Optional.empty(),
                false,
                Payload.of("{}"));
    }

    private static void accept(Signal signal) {
        core.intake.accept(List.of(new Arrival(Core.ANA, Core.SALES, signal)));
    }

    private static void learn(Identity person) {
        accept(new Signal.Acquaintance(person, Optional.empty()));
    }

    private static List<String> texts() {
        return core.test
                .database()
                .worker(tx -> tx.query("SELECT preview FROM message ORDER BY id")
                        .mapTo(String.class)
                        .list());
    }

    private static ContactId contactOf(String key) {
        return new ContactId(
                UUID.fromString(text("SELECT contact_id::text FROM contact_identity WHERE key = '" + key + "'")));
    }

    private static ConversationId conversationOf(String key) {
        return new ConversationId(UUID.fromString(text("SELECT v.id::text FROM conversation v JOIN contact_identity i"
                + " ON i.contact_id = v.contact_id WHERE i.key = '" + key + "'")));
    }

    private static long count(String what) {
        return Long.parseLong(text("SELECT count(*) FROM " + what));
    }

    private static String text(String sql) {
        return core.test
                .database()
                .worker(tx -> tx.query(sql).mapTo(String.class).findOne())
                .orElse("");
    }
}
