package dev.palomar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.conversation.contact.ContactChange;
import dev.palomar.conversation.contact.Contacts;
import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ContactId;
import dev.palomar.testing.Core;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Names of people change hands, and people their names. A history stays with the person.
class NamesOfPeopleTest {

    private static final String PHONE = "+5491155550101";
    private static final String OTHER = "+5491155550102";

    private static Core core;
    private static ContactReader reader;
    private static Contacts contacts;
    private static int messages;

    @BeforeAll
    static void open() {
        core = new Core();
        reader = new ContactReader(core.test.database());
        contacts = new Contacts(core.test.database(), core.journal, core.clock, core.ids);
    }

    @AfterAll
    static void close() {
        core.close();
    }

    @BeforeEach
    void forgetEverybody() {
        core.test.database().worker(tx -> {
            for (String table : List.of("message", "conversation", "contact", "merged", "event")) {
                tx.update("DELETE FROM " + table).execute();
            }
            return true;
        });
    }

    @Test
    void a_number_that_changed_hands_begins_a_contact_without_the_old_history() {
        said(person(PHONE, "AR.1"), "soy Ana");
        ContactId ana = contactOf("user:AR.1");

        said(person(PHONE, "AR.2"), "soy Bruno");

        assertThat(contactOf("user:AR.2")).isNotEqualTo(ana);
        assertThat(contactOf("phone:" + PHONE)).isEqualTo(contactOf("user:AR.2"));
        assertThat(textsOf(contactOf("user:AR.2"))).containsExactly("soy Bruno");
        assertThat(textsOf(ana)).containsExactly("soy Ana");
        assertThat(names(ana))
                .contains("\"kind\":\"phone\",\"value\":\"" + PHONE + "\"")
                .doesNotContain("\"value\":\"" + PHONE + "\",\"since\":null,\"until\":null");
    }

    @Test
    void a_number_that_was_only_known_as_such_gets_its_user_id() {
        said(Identity.of(new PhoneNumber(PHONE)), "uno");
        ContactId ana = contactOf("phone:" + PHONE);

        said(person(PHONE, "AR.1"), "dos");

        assertThat(contactOf("user:AR.1")).isEqualTo(ana);
        assertThat(textsOf(ana)).containsExactly("uno", "dos");
    }

    @Test
    void a_changed_user_id_keeps_the_contact_and_both_are_on_record() {
        said(person(PHONE, "AR.1"), "uno");
        ContactId ana = contactOf("user:AR.1");

        notice(person(PHONE, "AR.1"), "{'type':'user_changed_user_id','previous_user_id':'AR.1','user_id':'AR.9'}");
        said(person(PHONE, "AR.9"), "dos");

        assertThat(contactOf("user:AR.9")).isEqualTo(ana);
        assertThat(textsOf(ana)).contains("uno", "dos");
        assertThat(names(ana)).contains("AR.9", "AR.1");
        assertThat(keys()).doesNotContain("user:AR.1");
    }

    @Test
    void a_person_with_another_number_and_another_user_id_stays_who_they_are() {
        said(person(PHONE, "AR.1"), "uno");
        ContactId ana = contactOf("user:AR.1");

        notice(person(PHONE, "AR.1"), "{'type':'user_changed_number','wa_id':'" + OTHER.substring(1) + "'}");
        notice(person(OTHER, "AR.1"), "{'type':'user_changed_user_id','previous_user_id':'AR.1','user_id':'AR.9'}");
        said(person(OTHER, "AR.9"), "dos");
        said(person(PHONE, "AR.5"), "soy la dueña nueva del número");

        assertThat(contactOf("phone:" + OTHER)).isEqualTo(ana);
        assertThat(textsOf(ana)).contains("uno", "dos").doesNotContain("soy la dueña nueva del número");
        assertThat(contactOf("phone:" + PHONE)).isNotEqualTo(ana);
    }

    @Test
    void whoever_wrote_under_the_new_number_before_the_notice_came_becomes_one_with_the_old_contact() {
        said(Identity.of(new PhoneNumber(PHONE)), "uno");
        ContactId ana = contactOf("phone:" + PHONE);
        said(Identity.of(new PhoneNumber(OTHER)), "dos");

        notice(
                Identity.of(new PhoneNumber(PHONE)),
                "{'type':'user_changed_number','wa_id':'" + OTHER.substring(1) + "'}");

        assertThat(contactOf("phone:" + OTHER)).isEqualTo(ana);
        assertThat(textsOf(ana)).contains("uno", "dos");
        assertThat(keys()).containsExactly("phone:" + OTHER);
    }

    @Test
    void what_the_company_noted_of_both_is_kept_when_two_contacts_become_one() {
        said(Identity.of(new PhoneNumber(PHONE)), "uno");
        said(byLid(), "dos");
        ContactId ana = contactOf("phone:" + PHONE);
        ContactId lid = contactOf("lid:1111");
        note(ana, "Ana Pérez", List.of("mayorista"), Map.of("ciudad", "Rosario"), "Prefiere la mañana");
        note(lid, null, List.of("vip", "mayorista"), Map.of("ciudad", "Funes", "zona", "norte"), "Llama los lunes");
        said(byLid(), "BAJA");

        said(
                new Identity(
                        Optional.of(new PhoneNumber(PHONE)), Optional.of("1111"), Optional.empty(), Optional.empty()),
                "tres");

        ObjectNode now = reader.get(Core.ANA, lid).json();
        assertThat(now.path("id").asString()).isEqualTo(ana.text());
        assertThat(now.path("name").asString()).isEqualTo("Ana Pérez");
        assertThat(now.path("tags").toString()).isEqualTo("[\"mayorista\",\"vip\"]");
        assertThat(now.path("fields").toString()).contains("\"ciudad\":\"Rosario\"", "\"zona\":\"norte\"");
        assertThat(now.path("note").asString()).isEqualTo("Prefiere la mañana\nLlama los lunes");
        assertThat(now.path("optedOutAt").isNull()).isFalse();
        assertThat(now.path("consents").size()).isEqualTo(1);
    }

    @Test
    void a_name_that_the_company_gave_stays_whatever_whatsapp_says() {
        said(person(PHONE, "AR.1"), "uno");
        ContactId ana = contactOf("user:AR.1");
        note(ana, "Ana Pérez", List.of(), Map.of(), null);

        said(person(PHONE, "AR.1"), "dos");
        assertThat(reader.get(Core.ANA, ana).party().name()).contains("Ana Pérez");

        contacts.change(
                Core.ANA,
                ana,
                new ContactChange(Optional.of(Optional.empty()), Optional.empty(), Map.of(), Optional.empty()));
        said(person(PHONE, "AR.1"), "tres");
        assertThat(reader.get(Core.ANA, ana).party().name()).contains("Ana");
    }

    @Test
    void a_word_that_is_delivered_twice_is_on_record_once() {
        Arrival baja = message("X1", person(PHONE, "AR.1"), "baja");
        core.intake.accept(List.of(baja));
        core.intake.accept(List.of(baja));

        assertThat(core.test.count("SELECT count(*) FROM consent")).isEqualTo(1);
        assertThat(core.test.count("SELECT count(*) FROM event WHERE type = 'contact.updated'"
                        + " AND convert_from(normalized, 'UTF8') LIKE '%\"change\":\"consent\"%'"))
                .isEqualTo(1);
    }

    private static void note(
            ContactId contact,
            @org.jspecify.annotations.Nullable String name,
            List<String> tags,
            Map<String, String> fields,
            @org.jspecify.annotations.Nullable String note) {
        Map<String, Optional<String>> changed = new java.util.LinkedHashMap<>();
        fields.forEach((field, value) -> changed.put(field, Optional.of(value)));
        contacts.change(
                Core.ANA,
                contact,
                new ContactChange(
                        Optional.ofNullable(name).map(Optional::of),
                        Optional.of(tags),
                        changed,
                        Optional.ofNullable(note).map(Optional::of)));
    }

    private static Identity person(String phone, String userId) {
        return new Identity(
                Optional.of(new PhoneNumber(phone)), Optional.empty(), Optional.of(userId), Optional.empty());
    }

    private static Identity byLid() {
        return new Identity(Optional.empty(), Optional.of("1111"), Optional.empty(), Optional.empty());
    }

    private static void said(Identity person, String text) {
        core.intake.accept(List.of(message("M" + messages++, person, text)));
    }

    private static Arrival message(String wireId, Identity person, String text) {
        return arrival(wireId, person, new MessageContent.Text(text, false));
    }

    private static void notice(Identity person, String form) {
        core.intake.accept(List.of(arrival(
                "M" + messages++, person, new MessageContent.SystemNotice(Json.readObject(form.replace('\'', '"'))))));
    }

    private static Arrival arrival(String wireId, Identity person, MessageContent content) {
        return new Arrival(
                Core.ANA,
                Core.SALES,
                new Signal.Message(
                        new WireId(wireId),
                        person,
                        Optional.of("Ana"),
                        Optional.empty(),
                        false,
                        core.clock.instant(),
                        content,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Payload.of("{}")));
    }

    private static String names(ContactId contact) {
        return reader.get(Core.ANA, contact).json().path("identities").toString();
    }

    private static List<String> keys() {
        return core.test
                .database()
                .worker(tx -> tx.query("SELECT key FROM contact_identity ORDER BY key")
                        .mapTo(String.class)
                        .list());
    }

    private static ContactId contactOf(String key) {
        return core.test
                .database()
                .worker(tx -> tx.query("SELECT contact_id FROM contact_identity WHERE key = :key")
                        .bind("key", key)
                        .map((row, _) -> new ContactId(row.getObject("contact_id", java.util.UUID.class)))
                        .one());
    }

    private static List<String> textsOf(ContactId contact) {
        return core.test
                .database()
                .worker(tx -> tx.query("""
                        SELECT m.preview FROM message m
                          JOIN conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
                         WHERE v.contact_id = :contact AND m.type = 'text' ORDER BY m.id
                        """)
                        .bind("contact", contact)
                        .mapTo(String.class)
                        .list());
    }
}
