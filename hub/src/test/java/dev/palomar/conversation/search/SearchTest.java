package dev.palomar.conversation.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palomar.conversation.reading.MessageFilter;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Page;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Messages are recorded, followed into the index, and found again.
class SearchTest {

    private static final String CARLA = "+5491155550301";
    private static final String DIEGO = "+5491155550302";
    private static final TenantId OTHER = new TenantId(new UUID(8, 8));

    private static Core core;
    private static Search search;
    private static int number;

    @BeforeAll
    static void open() {
        core = new Core();
        core.indexer.start();
        // The two newest are looked at one by one, and the index is asked for all others.
        search = looking(2, 1_000);
    }

    @AfterAll
    static void close() {
        core.indexer.close();
        core.close();
    }

    @AfterEach
    void forget() {
        core.test
                .database()
                .worker(tx -> tx.update("DELETE FROM message WHERE tenant_id = :tenant")
                        .bind("tenant", Core.ANA)
                        .execute());
    }

    private static void say(String phone, String... texts) {
        for (String text : texts) {
            core.receive(phone, "wamid.s" + ++number, text);
        }
        indexed();
    }

    private static void indexed() {
        await().atMost(Calm.PATIENCE)
                .until(() -> core.test.count("SELECT count(*) FROM slot_cursor c JOIN slot_head h ON h.slot = c.slot"
                                + " WHERE c.follower = 'search' AND c.seq < h.next_seq - 1")
                        == 0);
    }

    private static List<String> find(String words) {
        return find(words, MessageFilter.ALL);
    }

    private static List<String> find(String words, MessageFilter filter) {
        return search.find(Core.ANA, words, filter, Optional.empty(), Optional.empty(), 50).items().stream()
                .map(hit -> SaidText.of(hit.message().content()))
                .toList();
    }

    private static MessageFilter filter(
            Optional<DeviceId> device,
            Optional<ConversationId> conversation,
            Optional<Instant> since,
            Optional<Instant> until) {
        return new MessageFilter(
                device,
                conversation,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                since,
                until);
    }

    private static ConversationId conversationOf(String key) {
        return new ConversationId(core.test
                .database()
                .worker(tx -> tx.query("""
                        SELECT v.id FROM conversation v
                          JOIN contact_identity i ON i.tenant_id = v.tenant_id AND i.contact_id = v.contact_id
                         WHERE i.key = :key
                        """).bind("key", key).mapTo(UUID.class).one()));
    }

    @Test
    void a_word_is_found_whatever_its_ending_and_its_accents() {
        say(
                CARLA,
                "Quiero una reservación",
                "¿Hacen reservaciones?",
                "MAÑANA viajo a Perú",
                "no tengo nada",
                "two dogs");

        assertThat(find("reservacion")).contains("Quiero una reservación");
        assertThat(find("reservación")).containsExactly("¿Hacen reservaciones?", "Quiero una reservación");
        assertThat(find("RESERVACIONES")).containsExactly("¿Hacen reservaciones?", "Quiero una reservación");
        assertThat(find("manana peru")).containsExactly("MAÑANA viajo a Perú");
        assertThat(find("mañana Perú")).containsExactly("MAÑANA viajo a Perú");
        assertThat(find("dog")).containsExactly("two dogs");
        assertThat(find("dogs perros")).isEmpty();
        assertThat(find("dinosaurio")).isEmpty();
    }

    @Test
    void what_was_found_is_marked_in_the_text_around_it() {
        String long_ = "Hola, buenas tardes. " + "Les escribo porque hace tiempo que no paso por ahí. ".repeat(6)
                + "Quería una reservación para dos personas el viernes. "
                + "Muchas gracias y saludos a todos. ".repeat(6);
        say(CARLA, long_, "Reservaciones: sí");

        List<Search.Hit> hits = search.find(
                        Core.ANA, "reservacion", MessageFilter.ALL, Optional.empty(), Optional.empty(), 5)
                .items();
        List<Search.Part> parts = hits.getLast().parts();

        assertThat(parts)
                .filteredOn(Search.Part::hit)
                .extracting(Search.Part::text)
                .containsExactly("reservación");
        assertThat(parts.getFirst().text()).startsWith("…");
        assertThat(parts.getLast().text()).endsWith("…");
        assertThat(parts.stream()
                        .map(Search.Part::text)
                        .collect(Collectors.joining())
                        .length())
                .isLessThan(230);
        assertThat(hits.getLast().highlight().toString()).contains("\"hit\":true");
    }

    @Test
    void captions_polls_and_places_are_found_and_reactions_are_not() {
        accept(new MessageContent.Poll("¿Qué día les conviene?", List.of("lunes", "miércoles"), 1));
        accept(new MessageContent.Location(1, 2, Optional.of("Florería del Sur"), Optional.empty()));
        accept(new MessageContent.Contacts((tools.jackson.databind.node.ArrayNode) dev.palomar.model.Json.read(
                "[{\"name\":{\"formatted_name\":\"Ernestina Paz\"},\"phones\":[{\"phone\":\"+1\"}]}]")));
        indexed();

        assertThat(find("miercoles conviene")).hasSize(1);
        assertThat(find("floreria")).hasSize(1);
        assertThat(find("ernestina")).hasSize(1);
    }

    private static void accept(MessageContent content) {
        accept(Identity.of(new PhoneNumber(CARLA)), content);
    }

    private static void accept(Identity person, MessageContent content) {
        core.intake.accept(List.of(new Arrival(
                Core.ANA,
                Core.SALES,
                new Signal.Message(
                        new dev.palomar.model.WireId("wamid.k" + ++number),
                        person,
                        Optional.of("Carla"),
                        Optional.empty(),
                        false,
                        core.clock.instant(),
                        ContentJson.read(ContentJson.write(content)),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        dev.palomar.model.Payload.of("{}")))));
    }

    @Test
    void a_search_keeps_to_its_conversation_its_number_and_its_time() {
        say(CARLA, "rosas rojas");
        say(DIEGO, "rosas blancas");
        Instant now = core.clock.instant();

        assertThat(find(
                        "rosa",
                        filter(Optional.empty(), Optional.of(conversationOf("phone:" + DIEGO)), none(), none())))
                .containsExactly("rosas blancas");
        assertThat(find("rosa", filter(Optional.of(Core.SALES), Optional.empty(), none(), none())))
                .hasSize(2);
        assertThat(find("rosa", filter(Optional.of(new DeviceId(new UUID(1, 1))), Optional.empty(), none(), none())))
                .isEmpty();
        assertThat(find("rosa", filter(Optional.empty(), Optional.empty(), Optional.of(now.plusSeconds(60)), none())))
                .isEmpty();
        assertThat(find(
                        "rosa",
                        filter(Optional.empty(), Optional.empty(), Optional.of(now.minusSeconds(3600)), none())))
                .hasSize(2);
        assertThat(find(
                        "rosa",
                        filter(Optional.empty(), Optional.empty(), none(), Optional.of(now.minusSeconds(3600)))))
                .isEmpty();
        assertThat(search.find(Core.ANA, "rosa", MessageFilter.ALL, Optional.of(Set.of()), Optional.empty(), 5)
                        .items())
                .isEmpty();
    }

    private static Optional<Instant> none() {
        return Optional.empty();
    }

    @Test
    void pages_go_back_through_days_weeks_and_months() {
        say(CARLA, "lirio uno");
        for (int days : new int[] {1, 3, 20, 45, 200, 700}) {
            older(days, "lirio de hace " + days);
        }
        String[] all = {
            "lirio uno",
            "lirio de hace 1",
            "lirio de hace 3",
            "lirio de hace 20",
            "lirio de hace 45",
            "lirio de hace 200",
            "lirio de hace 700"
        };
        for (int oneByOne : new int[] {1, 3, 600}) {
            assertThat(pages(looking(oneByOne, 1_000), "lirio", MessageFilter.ALL))
                    .containsExactly(all);
        }
        MessageFilter hers = in(conversationOf("phone:" + CARLA));
        for (int few : new int[] {0, 1_000}) {
            assertThat(pages(looking(600, few), "lirio", hers)).containsExactly(all);
            assertThat(pages(looking(600, few), "700", hers)).containsExactly("lirio de hace 700");
            assertThat(pages(looking(600, few), "lirio", in(conversationOf("phone:" + DIEGO))))
                    .isEmpty();
        }
    }

    @Test
    void nothing_was_said_before_there_were_messages() {
        say(CARLA, "clavel");
        Optional<ConversationId> hers = Optional.of(conversationOf("phone:" + CARLA));
        for (Instant until : List.of(Instant.EPOCH.minusSeconds(1), Instant.EPOCH, Instant.EPOCH.plusSeconds(86_400))) {
            for (int few : new int[] {0, 1_000}) {
                assertThat(pages(looking(1, few), "clavel", filter(Optional.empty(), hers, none(), Optional.of(until))))
                        .isEmpty();
            }
            assertThat(pages(
                            looking(1, 0),
                            "clavel",
                            filter(Optional.empty(), Optional.empty(), none(), Optional.of(until))))
                    .isEmpty();
        }
    }

    private static Search looking(int oneByOne, int few) {
        return new Search(core.test.database(), new MessageReader(core.test.database()), core.clock, oneByOne, few);
    }

    /// Two by two.
    private static List<String> pages(Search search, String word, MessageFilter filter) {
        List<String> found = new ArrayList<>();
        Optional<UUID> before = Optional.empty();
        do {
            Page<Search.Hit> page = search.find(Core.ANA, word, filter, Optional.empty(), before, 2);
            page.items().stream()
                    .map(Search.Hit::message)
                    .map(MessageView::content)
                    .map(SaidText::of)
                    .forEach(found::add);
            before = page.next();
        } while (before.isPresent());
        return found;
    }

    /// As if it had been recorded so many days ago, before there was an index.
    private static void older(int days, String text) {
        long millis = core.clock.instant().minus(Duration.ofDays(days)).toEpochMilli();
        UUID id = new UUID(millis << 16 | 0x7000, 0x8000_0000_0000_0000L | ++number);
        core.test.database().worker(tx -> {
            tx.update("""
                    INSERT INTO message (tenant_id, id, device_id, conversation_id, inbound, wire_id, type, content,
                                         preview, sent_at, recorded_at)
                    VALUES (:tenant, :id, :device, :conversation, true, :wire, 'text', :content, '', now(), now())
                    """)
                    .bind("tenant", Core.ANA)
                    .bind("id", id)
                    .bind("device", Core.SALES)
                    .bind("conversation", conversationOf("phone:" + CARLA))
                    .bind("wire", "wamid.o" + number)
                    .bind(
                            "content",
                            dev.palomar.model.Json.text(ContentJson.write(new MessageContent.Text(text, false))))
                    .execute();
            tx.update(
                            "INSERT INTO search_past VALUES (:tenant, :end) ON CONFLICT (tenant_id) DO UPDATE SET below = :end")
                    .bind("tenant", Core.ANA)
                    .bind("end", new UUID(-1, -1))
                    .execute();
            while (Past.write(tx, new Words(), 100) > 0) {
                // until all of it is there
            }
            return true;
        });
    }

    @Test
    void what_was_said_in_a_conversation_that_became_part_of_another_is_found_there() {
        PhoneNumber phone = new PhoneNumber("+5491155550399");
        Identity byLid =
                new Identity(Optional.empty(), Optional.of("555500001111"), Optional.empty(), Optional.empty());
        say(phone.e164(), "jazmines para Elena");
        accept(byLid, new MessageContent.Text("jazmines y nardos", false));
        indexed();
        ConversationId one = conversationOf("phone:" + phone.e164());
        ConversationId other = conversationOf("lid:555500001111");
        Identity both = new Identity(Optional.of(phone), byLid.lid(), Optional.empty(), Optional.empty());
        core.intake.accept(List.of(new Arrival(Core.ANA, Core.SALES, new Signal.Acquaintance(both, Optional.empty()))));

        for (ConversationId id : List.of(one, other)) {
            assertThat(find("jazmín", in(id))).containsExactly("jazmines y nardos", "jazmines para Elena");
        }
        assertThat(find("jazmín", in(new ConversationId(new UUID(4, 4))))).isEmpty();
    }

    private static MessageFilter in(ConversationId conversation) {
        return filter(Optional.empty(), Optional.of(conversation), none(), none());
    }

    @Test
    void what_is_erased_is_not_in_the_index_any_more() {
        say(CARLA, "palabra secretísima");
        assertThat(core.test.count("SELECT count(*) FROM message_words WHERE words @@ 'secretisim'::tsquery"))
                .isEqualTo(1);
        forget();

        assertThat(core.test.count("SELECT count(*) FROM message_words")).isZero();
        assertThat(find("secretísima")).isEmpty();
    }

    @Test
    void another_company_finds_nothing() {
        say(CARLA, "palabra secretísima");

        assertThat(search.find(OTHER, "palabra", MessageFilter.ALL, Optional.empty(), Optional.empty(), 5)
                        .items())
                .isEmpty();
        assertThat(search.find(
                                OTHER,
                                "palabra",
                                filter(Optional.empty(), Optional.of(conversationOf("phone:" + CARLA)), none(), none()),
                                Optional.empty(),
                                Optional.empty(),
                                5)
                        .items())
                .isEmpty();
    }

    @Test
    void nobody_gets_at_the_marks_by_writing_them() {
        say(CARLA, Marks.of(OTHER) + " y nada más");

        assertThat(search.find(OTHER, "nada", MessageFilter.ALL, Optional.empty(), Optional.empty(), 5)
                        .items())
                .isEmpty();
        assertThat(find(Marks.of(Core.ANA))).isEmpty();
        assertThatThrownBy(() -> find("  !! ' | ")).isInstanceOf(Rejection.InvalidValue.class);
        assertThat(find("'más' | nada & !")).hasSize(1);
    }
}
