package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.palomar.model.Rejection;
import dev.palomar.model.TemplateOffer;
import dev.palomar.model.id.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// WhatsApp's 24 hours, kept by the hub before WhatsApp has to.
class WindowTest {

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private void account(String device) {
        office.test
                .database()
                .worker(tx -> tx.update("""
                        INSERT INTO cloud_number (tenant_id, device_id, phone_number_id, business_account_id,
                                                  access_token, account_proven, updated_at)
                        VALUES (:tenant, :device::uuid, :device, '102', '', true, now())
                        """)
                        .bind("tenant", Office.ACME)
                        .bind("device", device)
                        .execute());
    }

    private void template(String name, String category, String status) {
        office.test
                .database()
                .worker(tx -> tx.update("""
                        INSERT INTO template (tenant_id, id, business_account_id, wire_id, name, language, category,
                                              status, quality, named, components, created_at, changed_at, seen_at)
                        VALUES (:tenant, :id, '102', :name, :name, 'es', :category, :status, 'GREEN', false,
                                '[{"type":"BODY","text":"Hola {{1}}."}]', now(), now(), now())
                        """)
                        .bind("tenant", Office.ACME)
                        .bind("id", UUID.randomUUID())
                        .bind("name", name)
                        .bind("category", category)
                        .bind("status", status)
                        .execute());
    }

    @Test
    void who_is_too_late_learns_since_when_and_which_templates_may_be_sent_instead() {
        account(Office.SALES.value().toString());
        template("oferta", "MARKETING", "APPROVED");
        template("aviso", "UTILITY", "APPROVED");
        template("pausada", "UTILITY", "PAUSED");
        template("codigo", "AUTHENTICATION", "APPROVED");
        office.receive(Office.ANA, "wamid.in1", "hola");
        Instant closes = office.crew.now().plus(Duration.ofHours(24));
        office.crew.advance(Duration.ofHours(25));

        Rejection.WindowClosed closed =
                catchThrowableOfType(Rejection.WindowClosed.class, () -> office.send(Office.ANA, "too late"));

        assertThat(closed.closedAt()).isCloseTo(closes, org.assertj.core.api.Assertions.within(1, ChronoUnit.SECONDS));
        assertThat(closed.instead()).extracting(TemplateOffer::name).containsExactly("aviso", "oferta");
        assertThat(closed.instead().getFirst().body()).isEqualTo("Hola {{1}}.");
    }

    @Test
    void what_waited_until_the_window_closed_is_not_sent_and_says_why() {
        office.receive(Office.ANA, "wamid.in1", "hola");
        office.crew.advance(Duration.ofHours(23));
        office.whatsapp.on("wait", ScriptedTransport.notSent(Duration.ofHours(2)));
        MessageId late = office.send(Office.ANA, "wait");
        office.crew.settle();
        office.crew.advance(Duration.ofHours(2));
        office.crew.settle();

        assertThat(office.whatsapp.texts()).containsExactly("wait");
        assertThat(office.status(late)).isEqualTo("failed");
        assertThat(office.text("SELECT error::json ->> 'code' FROM outbox WHERE message_id = '" + late.value() + "'"))
                .isEqualTo("window-closed");
    }

    @Test
    void what_waited_is_sent_when_the_person_has_written_again_meanwhile() {
        office.receive(Office.ANA, "wamid.in1", "hola");
        office.crew.advance(Duration.ofHours(23));
        office.whatsapp.on("wait", ScriptedTransport.notSent(Duration.ofHours(2)));
        MessageId message = office.send(Office.ANA, "wait");
        office.crew.settle();
        office.crew.advance(Duration.ofMinutes(30));
        office.receive(Office.ANA, "wamid.in2", "¿siguen ahí?");
        office.crew.advance(Duration.ofHours(2));
        office.crew.settle();

        assertThat(office.status(message)).isEqualTo("sent");
    }

    @Test
    void a_successor_knows_the_window_too() {
        office.receive(Office.ANA, "wamid.in1", "hola");
        office.crew.advance(Duration.ofHours(23));
        MessageId message = office.queue(Office.ANA, "left behind");
        office.crew.advance(Duration.ofHours(2));
        office.crash();

        try (Office next = office.successor()) {
            next.crew.settle();
            assertThat(next.whatsapp.texts()).isEmpty();
            assertThat(next.status(message)).isEqualTo("failed");
        }
    }
}
