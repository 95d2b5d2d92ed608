package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.conversation.reading.ConversationFilter;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.ConversationView;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.Id;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.tenant.audit.Targets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the audit log's lines are about, by name.
class TargetsTest {

    private static final TenantId OTHER = new TenantId(new UUID(8, 8));
    private static final PersonId CARLA = new PersonId(new UUID(7, 1));

    private final Office office = new Office();
    private final Targets targets = new Targets(office.test.database());

    @AfterEach
    void close() {
        office.close();
    }

    private static Deed.Target target(String kind, Id id) {
        return new Deed.Target(kind, id.text());
    }

    private ConversationView conversation() {
        office.receive(Office.ANA, "wamid.1", "hola");
        return new ConversationReader(office.test.database(), office.crew.clock())
                .list(Office.ACME, ConversationFilter.ALL, Optional.empty(), 1)
                .getFirst();
    }

    private void change(String sql) {
        office.test.database().worker(tx -> tx.update(sql).execute());
    }

    @Test
    void numbers_companies_people_and_their_conversations_are_called_what_they_are_called_today() {
        ConversationView ana = conversation();
        ContactId contact = ana.contact().flatMap(Parties.Party::contact).orElseThrow();
        Deed.Target number = target("device", Office.SALES);
        Deed.Target company = target("tenant", Office.ACME);
        Deed.Target person = target("contact", contact);
        Deed.Target chat = target("conversation", ana.id());
        Deed.Target agent = target("agent", Office.ACME);
        List<Deed.Target> all = List.of(number, company, person, chat, number, agent);

        change("UPDATE device SET name = 'Ventas'");
        assertThat(targets.names(Office.ACME, all))
                .isEqualTo(Map.of(number, "Ventas", company, "Acme", agent, "Acme", person, "Ana", chat, "Ana"));

        change("UPDATE contact SET name = NULL");
        assertThat(targets.names(Office.ACME, all))
                .containsEntry(person, Office.ANA)
                .containsEntry(chat, Office.ANA);
    }

    @Test
    void a_colleague_has_a_name_as_long_as_they_are_one() {
        change("INSERT INTO person (id, email, name, created_at) VALUES ('" + CARLA.value()
                + "', 'c', 'Carla', now())");
        Deed.Target carla = target("user", CARLA);
        assertThat(targets.names(Office.ACME, List.of(carla))).isEmpty();

        change("INSERT INTO membership (tenant_id, person_id, role, created_at) VALUES ('" + Office.ACME.value()
                + "', '" + CARLA.value() + "', 'agent', now())");
        assertThat(targets.names(Office.ACME, List.of(carla))).containsEntry(carla, "Carla");
    }

    @Test
    void what_is_another_companys_is_gone_or_is_no_id_at_all_has_no_name() {
        ConversationView ana = conversation();
        List<Deed.Target> ours = List.of(
                target("device", Office.SALES),
                target("tenant", Office.ACME),
                target("conversation", ana.id()),
                target("contact", ana.contact().flatMap(Parties.Party::contact).orElseThrow()));

        assertThat(targets.names(OTHER, ours)).isEmpty();
        assertThat(targets.names(
                        Office.ACME,
                        List.of(
                                target("conversation", new ConversationId(new UUID(1, 1))),
                                new Deed.Target("device", "everything"),
                                new Deed.Target("device", ""),
                                target("somethingNew", Office.SALES))))
                .isEmpty();
    }
}
