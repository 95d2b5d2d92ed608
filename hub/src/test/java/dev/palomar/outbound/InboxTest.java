package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.conversation.Colleagues;
import dev.palomar.conversation.Label;
import dev.palomar.conversation.reading.ConversationFilter;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.ConversationView;
import dev.palomar.conversation.work.Inbox;
import dev.palomar.conversation.work.Labels;
import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.WireId;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.LabelId;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Submission;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A company's people at work in its conversations.
class InboxTest {

    private static final TenantId OTHER = new TenantId(new UUID(8, 8));
    private static final PersonId CARLA = new PersonId(new UUID(7, 1));
    private static final PersonId DIEGO = new PersonId(new UUID(7, 2));
    private static final PersonId STRANGER = new PersonId(new UUID(7, 3));
    private static final Inbox.By BY = new Inbox.By(Actor.person(CARLA, "Carla"), Author.person(CARLA, "Carla"));

    private final Office office = new Office();
    private final Audit audit = new Audit(office.test.database(), office.crew.clock(), office.ids);
    private final Instant agentSince = office.crew.now().minus(Duration.ofDays(1));
    private final ConversationReader reader =
            new ConversationReader(office.test.database(), (_, _) -> Optional.of(agentSince), office.crew.clock());
    private final Inbox inbox = new Inbox(
            office.test.database(), office.journal, new Colleagues(office.test.database()), audit, office.crew.clock());
    private final Labels labels = new Labels(office.test.database(), audit, office.crew.clock(), office.ids);

    @BeforeEach
    void people() {
        person(CARLA, "Carla", false);
        person(DIEGO, "Diego", false);
    }

    @AfterEach
    void close() {
        office.close();
    }

    private void person(PersonId id, String name, boolean disabled) {
        office.test.database().worker(tx -> {
            tx.update("INSERT INTO person (id, email, name, created_at) VALUES (:id, :name, :name, now())")
                    .bind("id", id)
                    .bind("name", name)
                    .execute();
            return tx.update("""
                            INSERT INTO membership (tenant_id, person_id, role, disabled, created_at)
                            VALUES (:tenant, :id, 'agent', :disabled, now())
                            """)
                    .bind("tenant", Office.ACME)
                    .bind("id", id)
                    .bind("disabled", disabled)
                    .execute();
        });
    }

    private ConversationId ana() {
        office.receive(Office.ANA, "wamid.in" + office.ids.get(), "hola");
        return only().id();
    }

    private ConversationView only() {
        return reader.list(Office.ACME, ConversationFilter.ALL, Optional.empty(), 5)
                .getFirst();
    }

    private ConversationView see(ConversationId id) {
        return reader.get(Office.ACME, id);
    }

    private List<ConversationId> find(ConversationFilter filter) {
        return reader.list(Office.ACME, filter, Optional.empty(), 50).stream()
                .map(ConversationView::id)
                .toList();
    }

    private static ConversationFilter filter(
            Optional<PersonId> assignee,
            boolean unassigned,
            Optional<Boolean> unread,
            Optional<LabelId> label,
            Optional<Boolean> open) {
        return new ConversationFilter(
                Optional.empty(), Optional.empty(), assignee, unassigned, unread, label, open, Optional.empty());
    }

    /// The conversation's facts in their order, and whether their numbers have a gap.
    private String told(ConversationId id) {
        return office.text(
                "SELECT string_agg(type, ' ' ORDER BY sequence) || CASE WHEN count(*) = max(sequence) THEN ''"
                        + " ELSE ' gap' END FROM event WHERE conversation_id = '" + id.value() + "'");
    }

    @Test
    void a_conversation_is_given_to_a_person_and_everybody_learns_who_had_it_before() {
        ConversationId ana = ana();
        inbox.assign(Office.ACME, ana, Optional.of(CARLA), Optional.empty(), BY);
        inbox.assign(Office.ACME, ana, Optional.of(DIEGO), Optional.of(Optional.of(CARLA)), BY);

        assertThat(see(ana).assignee().orElseThrow().name()).contains("Diego");
        assertThat(told(ana))
                .isEqualTo("conversation.opened message.received conversation.assigned conversation.assigned");
        assertThat(office.text("SELECT convert_from(normalized, 'UTF8') FROM event"
                        + " WHERE type = 'conversation.assigned' ORDER BY sequence DESC LIMIT 1"))
                .contains("\"previousAssignee\":{\"id\":\"" + CARLA.text() + "\",\"name\":\"Carla\"}", "Diego");
        assertThat(audit.list(Office.ACME, Audit.Filter.ALL, Optional.empty(), 5)
                        .items())
                .hasSize(2);
    }

    @Test
    void who_takes_what_is_anothers_meanwhile_is_told_so() {
        ConversationId ana = ana();
        inbox.assign(Office.ACME, ana, Optional.of(DIEGO), Optional.of(Optional.empty()), BY);

        assertThatThrownBy(() -> inbox.assign(Office.ACME, ana, Optional.of(CARLA), Optional.of(Optional.empty()), BY))
                .isInstanceOfSatisfying(
                        Rejection.Conflict.class, why -> assertThat(why.code()).isEqualTo("assigned-meanwhile"))
                .hasMessageContaining("Diego");
        assertThat(see(ana).assignee().orElseThrow().id()).isEqualTo(DIEGO);
    }

    @Test
    void nobody_who_does_not_work_here_gets_a_conversation() {
        ConversationId ana = ana();

        assertThatThrownBy(() -> inbox.assign(Office.ACME, ana, Optional.of(STRANGER), Optional.empty(), BY))
                .isInstanceOf(Rejection.InvalidValue.class)
                .hasMessageContaining("userId");
        assertThatThrownBy(() -> inbox.assign(OTHER, ana, Optional.empty(), Optional.empty(), BY))
                .isInstanceOf(Rejection.NotFound.class);
    }

    @Test
    void whoever_leaves_leaves_their_conversations_to_the_others() {
        ConversationId ana = ana();
        inbox.assign(Office.ACME, ana, Optional.of(DIEGO), Optional.empty(), BY);
        inbox.letGo(Office.ACME, DIEGO);

        assertThat(see(ana).assignee()).isEmpty();
        assertThat(told(ana)).endsWith("conversation.assigned conversation.assigned");
    }

    @Test
    void a_closed_conversation_is_opened_by_the_next_message_and_the_agent_may_answer_again() {
        ConversationId ana = ana();
        inbox.takeOver(Office.ACME, ana, BY);
        assertThat(see(ana).mode()).isEqualTo(AgentMode.HUMAN);
        inbox.close(Office.ACME, ana, BY);
        inbox.close(Office.ACME, ana, BY);
        assertThat(see(ana).open()).isFalse();
        office.receive(Office.ANA, "wamid.again", "otra cosa");

        assertThat(see(ana).open()).isTrue();
        assertThat(see(ana).mode()).isEqualTo(AgentMode.AUTO);
        assertThat(told(ana))
                .isEqualTo("conversation.opened message.received conversation.handover"
                        + " conversation.closed conversation.handover conversation.opened message.received");
    }

    @Test
    void a_message_of_ours_leaves_a_closed_conversation_closed() {
        ConversationId ana = ana();
        inbox.close(Office.ACME, ana, BY);
        office.send(Office.ANA, "gracias por su visita");

        assertThat(see(ana).open()).isFalse();
        inbox.reopen(Office.ACME, ana, BY);
        assertThat(see(ana).open()).isTrue();
    }

    @Test
    void a_person_who_answers_silences_the_agent_and_a_program_does_not() {
        ConversationId ana = ana();
        office.send(Office.ANA, "del programa");
        assertThat(see(ana).mode()).isEqualTo(AgentMode.AUTO);
        office.outbox.submit(
                Office.ACME,
                Office.SALES,
                Submission.text(Office.to(Office.ANA), "de Carla"),
                Optional.of(Actor.person(CARLA, "Carla")),
                Outbox.Alongside.NOTHING);

        assertThat(see(ana).mode()).isEqualTo(AgentMode.HUMAN);
        assertThat(told(ana))
                .isEqualTo("conversation.opened message.received message.queued conversation.handover"
                        + " message.queued");
        inbox.release(Office.ACME, ana, BY);
        assertThat(see(ana).mode()).isEqualTo(AgentMode.AUTO);
    }

    private void says(String wireId, boolean ours, Optional<Signal.Origin> origin) {
        Signal signal = new Signal.Message(
                new WireId(wireId),
                Identity.of(new PhoneNumber(Office.ANA)),
                Optional.of("Ana"),
                Optional.empty(),
                ours,
                office.crew.now(),
                new MessageContent.Text("hola", false),
                Optional.empty(),
                origin,
                false,
                Payload.of("{}"));
        office.test
                .database()
                .worker(tx -> office.recorder.record(tx, List.of(new Arrival(Office.ACME, Office.SALES, signal))));
    }

    @Test
    void who_answers_on_the_businesss_own_phone_silences_the_agent_too() {
        ConversationId ana = ana();
        says("wamid.phone", true, Optional.empty());

        assertThat(see(ana).mode()).isEqualTo(AgentMode.HUMAN);
        assertThat(told(ana)).isEqualTo("conversation.opened message.received conversation.handover message.received");
        assertThat(see(ana).unread()).isEqualTo(1);
    }

    @Test
    void the_list_shows_what_is_mine_what_is_nobodys_what_is_unread_and_what_is_closed() {
        ConversationId ana = ana();
        office.receive(Office.BRUNO, "wamid.b", "buenas");
        ConversationId bruno = only().id();
        inbox.assign(Office.ACME, ana, Optional.of(CARLA), Optional.empty(), BY);
        inbox.read(Office.ACME, ana);
        inbox.close(Office.ACME, bruno, BY);
        Optional<Boolean> yes = Optional.of(true);
        Optional<Boolean> no = Optional.of(false);
        Optional<PersonId> anybody = Optional.empty();
        Optional<LabelId> anything = Optional.empty();

        assertThat(find(ConversationFilter.ALL)).containsExactly(bruno, ana);
        assertThat(find(filter(Optional.of(CARLA), false, Optional.empty(), anything, Optional.empty())))
                .containsExactly(ana);
        assertThat(find(filter(anybody, true, Optional.empty(), anything, Optional.empty())))
                .containsExactly(bruno);
        assertThat(find(filter(anybody, true, Optional.empty(), anything, yes))).isEmpty();
        assertThat(find(filter(anybody, false, yes, anything, Optional.empty())))
                .containsExactly(bruno);
        assertThat(find(filter(anybody, false, no, anything, Optional.empty()))).containsExactly(ana);
        assertThat(find(filter(anybody, false, Optional.empty(), anything, no))).containsExactly(bruno);
        assertThat(find(filter(anybody, false, Optional.empty(), anything, yes)))
                .containsExactly(ana);
    }

    @Test
    void pages_of_a_list_follow_one_another_whatever_part_they_come_from() {
        for (int i = 0; i < 9; i++) {
            office.receive("+54911555502" + (10 + i), "wamid.p" + i, "hola");
            office.crew.advance(Duration.ofSeconds(1));
        }
        List<ConversationId> all = find(ConversationFilter.ALL);
        for (int i = 0; i < 9; i += 2) {
            inbox.close(Office.ACME, all.get(i), BY);
        }
        for (int i = 0; i < 9; i += 3) {
            inbox.assign(Office.ACME, all.get(i), Optional.of(CARLA), Optional.empty(), BY);
        }
        List<ConversationView> first = reader.list(Office.ACME, ConversationFilter.ALL, Optional.empty(), 4);
        List<ConversationView> second = reader.list(
                Office.ACME, ConversationFilter.ALL, Optional.of(ConversationReader.Position.of(first.getLast())), 50);

        assertThat(first).extracting(ConversationView::id).isEqualTo(all.subList(0, 4));
        assertThat(second).extracting(ConversationView::id).isEqualTo(all.subList(4, 9));
    }

    @Test
    void labels_are_put_on_conversations_and_found_again() {
        ConversationId ana = ana();
        Label order = labels.create(Office.ACME, "Pedido", "#2e7d32", Author.SYSTEM);
        Label claim = labels.create(Office.ACME, "Reclamo", "#c62828", Author.SYSTEM);
        labels.put(Office.ACME, ana, Set.of(order.id(), claim.id()));

        assertThat(see(ana).labels()).containsExactly(order, claim);
        assertThat(find(filter(Optional.empty(), false, Optional.empty(), Optional.of(claim.id()), Optional.empty())))
                .containsExactly(ana);
        labels.delete(Office.ACME, claim.id(), Author.SYSTEM);
        assertThat(see(ana).labels()).containsExactly(order);
        assertThatThrownBy(() -> labels.create(Office.ACME, "pedido", "#000000", Author.SYSTEM))
                .isInstanceOf(Rejection.Conflict.class);
        assertThatThrownBy(() -> labels.put(Office.ACME, ana, Set.of(claim.id())))
                .isInstanceOf(Rejection.InvalidValue.class);
        assertThatThrownBy(() -> labels.put(OTHER, ana, Set.of())).isInstanceOf(Rejection.NotFound.class);
    }

    @Test
    void a_label_that_very_many_have_shows_the_latest_of_them_first_too() {
        Label often = labels.create(Office.ACME, "Siempre", "#2e7d32", Author.SYSTEM);
        office.test.database().worker(tx -> {
            tx.update("""
                    INSERT INTO conversation (tenant_id, id, device_id, chat, slot, state, last_message_at, created_at)
                    SELECT :tenant, gen_random_uuid(), :device, 'group:' || n, 0,
                           CASE WHEN n % 3 = 0 THEN 'closed' ELSE 'open' END, now() - n * interval '1 minute', now()
                      FROM generate_series(1, 2100) AS n
                    """)
                    .bind("tenant", Office.ACME)
                    .bind("device", Office.SALES)
                    .execute();
            return tx.update("""
                            INSERT INTO conversation_label (tenant_id, conversation_id, label_id)
                            SELECT tenant_id, id, :label FROM conversation WHERE chat <> 'group:2'
                            """).bind("label", often.id()).execute();
        });
        ConversationFilter labelled =
                filter(Optional.empty(), false, Optional.empty(), Optional.of(often.id()), Optional.empty());

        assertThat(reader.list(Office.ACME, labelled, Optional.empty(), 4))
                .extracting(one -> one.chat().id())
                .containsExactly("1", "3", "4", "5");
        assertThat(find(labelled)).hasSize(50);
    }

    @Test
    void what_was_read_is_not_unread_and_what_comes_afterwards_is() {
        ConversationId ana = ana();
        office.receive(Office.ANA, "wamid.2", "¿hay alguien?");
        assertThat(see(ana).unread()).isEqualTo(2);
        inbox.read(Office.ACME, ana);
        assertThat(see(ana).unread()).isZero();
        office.receive(Office.ANA, "wamid.3", "¿hola?");
        assertThat(see(ana).unread()).isEqualTo(1);
    }

    @Test
    void whoever_came_by_an_advertisement_costs_nothing_for_72_hours_from_the_answer_and_may_be_written_to_for_24() {
        says("wamid.ad", false, Optional.of(Signal.Origin.FREE_ENTRY_POINT));
        ConversationId ana = only().id();
        Instant wrote = office.crew.now();
        office.crew.advance(Duration.ofHours(23));
        Instant answered = office.crew.now();
        office.send(Office.ANA, "hola Ana");
        ConversationView.Window window = see(ana).window();

        assertThat(window.open()).isTrue();
        assertThat(window.origin()).contains("freeEntryPoint");
        assertThat(Duration.between(answered, window.freeUntil().orElseThrow())).isEqualTo(Duration.ofHours(72));
        assertThat(Duration.between(wrote, window.closesAt().orElseThrow()).toHours())
                .isEqualTo(24);
        office.crew.advance(Duration.ofHours(2));
        assertThat(see(ana).window().open()).isFalse();
        assertThat(see(ana).window().freeUntil()).isPresent();
        office.crew.advance(Duration.ofHours(71));
        assertThat(see(ana).window().origin()).contains("customer");
        assertThat(see(ana).window().freeUntil()).isEmpty();
    }

    @Test
    void who_is_answered_after_a_day_came_in_vain_by_the_advertisement() {
        ConversationId ana = ana();
        office.test
                .database()
                .worker(tx -> tx.update("UPDATE conversation SET entry_at = :then, window_until = :until")
                        .bind("then", Timestamp.from(office.crew.now().minus(Duration.ofHours(25))))
                        .bind("until", Timestamp.from(office.crew.now().plus(Duration.ofHours(1))))
                        .execute());
        office.send(Office.ANA, "hola Ana");

        assertThat(see(ana).window().freeUntil()).isEmpty();
    }
}
