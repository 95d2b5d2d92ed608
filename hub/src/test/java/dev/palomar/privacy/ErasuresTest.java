package dev.palomar.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.cluster.Errands;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ErasureId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.testing.Core;
import dev.palomar.transport.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErasuresTest {

    private static final String ANA = "+5491155559001";
    private static final String BRUNO = "+5491155559002";

    private final Core core = new Core();

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void a_hub_that_dies_amid_an_erasure_goes_on_and_counts_nothing_twice() {
        write(ANA, 1_200, "secreto");
        write(BRUNO, 3, "otra cosa");
        Erasures first = erasures();
        Erasure begun = first.begin(Core.ANA, contact(ANA), Author.SYSTEM);
        Errands.Errand<UUID> errand = new Errands.Errand<>(Core.ANA, begun.id().value());
        while (count("message") > 1_000) {
            assertThat(first.step(errand)).isTrue();
        }
        assertThat(count("message")).isBetween(4L, 1_000L);

        Erasures second = erasures();
        while (second.step(errand)) {
            // to its end
        }

        Erasure done = second.get(Core.ANA, begun.id());
        assertThat(done.state()).isEqualTo(Erasure.State.DONE);
        assertThat(done.erased()).containsEntry("messages", 1_200).containsEntry("contacts", 1);
        assertThat(done.digest()).contains(done.digest(done.finishedAt().orElseThrow()));
        assertThat(done.subject()).isEmpty();
        assertThat(count("message")).isEqualTo(3);
        assertThat(count("event WHERE convert_from(normalized, 'UTF8') LIKE '%secreto%'"))
                .isZero();
        assertThat(count("event WHERE convert_from(normalized, 'UTF8') LIKE '%otra cosa%'"))
                .isEqualTo(3);
        assertThat(count("event WHERE convert_from(normalized, 'UTF8') LIKE '%\"change\":\"erased\"%'"))
                .isEqualTo(1);
        assertThat(second.step(errand)).isFalse();
    }

    @Test
    void nothing_is_erased_before_what_is_on_its_way_has_arrived() {
        write(ANA, 2, "secreto");
        Erasures erasures = erasures();
        erasures.begin(Core.ANA, contact(ANA), Author.SYSTEM);

        assertThat(erasures.due(10)).isEmpty();
        core.clock.advance(Duration.ofSeconds(21));
        assertThat(erasures.due(10)).hasSize(1);
    }

    @Test
    void whoever_writes_while_they_are_erased_begins_anew() {
        write(ANA, 2, "secreto");
        ContactId before = contact(ANA);
        Erasures erasures = erasures();
        Erasure begun = erasures.begin(Core.ANA, before, Author.SYSTEM);
        write(ANA, 1, "hola de nuevo");
        while (erasures.step(new Errands.Errand<>(Core.ANA, begun.id().value()))) {
            // to its end
        }

        assertThat(contact(ANA)).isNotEqualTo(before);
        assertThat(count("message")).isEqualTo(1);
        assertThat(count("conversation")).isEqualTo(1);
        assertThat(erasures.begin(Core.ANA, contact(ANA), Author.SYSTEM).id()).isNotEqualTo(begun.id());
    }

    @Test
    void what_others_said_stays_without_the_persons_number_and_what_is_said_later_stays_whole() {
        write(ANA, 1, "secreto");
        write(BRUNO, 1, "llamá al 📱5491155559001, no al 15491155559001");
        Erasures erasures = erasures();
        Erasure begun = erasures.begin(Core.ANA, contact(ANA), Author.SYSTEM);
        write(ANA, 1, "hola de nuevo");
        write(BRUNO, 1, "y otra vez a " + ANA);
        while (erasures.step(new Errands.Errand<>(Core.ANA, begun.id().value()))) {
            // to its end
        }

        assertThat(core.test.texts("SELECT preview FROM message ORDER BY id"))
                .containsExactly(
                        "llamá al 📱erased, no al 15491155559001 0", "hola de nuevo 0", "y otra vez a " + ANA + " 0");
        assertThat(core.test.texts("SELECT last_preview FROM conversation ORDER BY last_preview"))
                .containsExactly("hola de nuevo 0", "y otra vez a " + ANA + " 0");
        assertThat(
                        core.test.texts(
                                "SELECT convert_from(normalized, 'UTF8') FROM event WHERE type = 'message.received' ORDER BY id"))
                .satisfiesExactly(
                        gone -> assertThat(gone).isEqualTo(EventSweep.ERASED),
                        theirs -> assertThat(theirs)
                                .contains("erased, no al 15491155559001 0", BRUNO)
                                .doesNotContain("F15491155559001"),
                        later -> assertThat(later).contains(ANA, "hola de nuevo"),
                        theirs -> assertThat(theirs).contains(BRUNO, "y otra vez a " + ANA));
        assertThat(erasures.get(Core.ANA, begun.id()).erased()).containsEntry("mentions", 1);
    }

    @Test
    void asking_twice_is_asking_once_and_another_company_has_no_such_person() {
        write(ANA, 1, "secreto");
        Erasures erasures = erasures();
        ContactId ana = contact(ANA);
        ErasureId first = erasures.begin(Core.ANA, ana, Author.SYSTEM).id();

        assertThat(erasures.begin(Core.ANA, ana, Author.SYSTEM).id()).isEqualTo(first);
        TenantId other = new TenantId(new UUID(9, 9));
        assertThatThrownBy(() -> erasures.get(other, first)).isInstanceOf(Rejection.NotFound.class);
    }

    private Erasures erasures() {
        return new Erasures(
                core.test.database(),
                core.journal,
                core.node,
                new Audit(core.test.database(), core.clock, core.ids),
                List.of(
                        new EventSweep(),
                        Sweep.of("messages", "message", "t.conversation_id = ANY (:conversations)"),
                        new LastWordSweep(),
                        new WordSweep(),
                        Redaction.of("message", "id", "content", "context", "preview"),
                        Redaction.of("conversation", "last_message_id", "last_preview"),
                        Sweep.of("conversations", "conversation", "t.id = ANY (:conversations)"),
                        Sweep.of("contacts", "contact", "t.id = ANY (:contacts)")),
                new Erasures.Sources(core.clock, core.ids, Erasures.QUIET));
    }

    private void write(String phone, int times, String text) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            arrivals.add(core.message(phone, "W" + phone + text + i, text + " " + i));
        }
        core.intake.accept(arrivals);
    }

    private ContactId contact(String phone) {
        return core.test
                .database()
                .worker(tx -> tx.query("SELECT contact_id FROM contact_identity WHERE key = :key")
                        .bind("key", "phone:" + phone)
                        .map((row, _) -> new ContactId(row.getObject("contact_id", UUID.class)))
                        .one());
    }

    private long count(String what) {
        return core.test.count("SELECT count(*) FROM " + what);
    }
}
