package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.outbound.request.SendRequest;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever wants no advertising gets none, and is answered all the same.
class OptedOutTest {

    private final Office office = new Office();

    @BeforeEach
    void aTemplate() {
        office.test.database().worker(tx -> {
            tx.update("""
                    INSERT INTO cloud_number (tenant_id, device_id, phone_number_id, business_account_id, access_token,
                                              account_proven, updated_at)
                    VALUES (:tenant, :device, 'x', '102', '', true, now())
                    """)
                    .bind("tenant", Office.ACME)
                    .bind("device", Office.SALES)
                    .execute();
            return tx.update("""
                    INSERT INTO template (tenant_id, id, business_account_id, wire_id, name, language, category, status,
                                          quality, named, components, created_at, changed_at, seen_at)
                    VALUES (:tenant, :id, '102', 'oferta', 'oferta', 'es', 'MARKETING', 'APPROVED', 'GREEN', false,
                            '[{"type":"BODY","text":"Hola."}]', now(), now(), now())
                    """)
                    .bind("tenant", Office.ACME)
                    .bind("id", UUID.randomUUID())
                    .execute();
        });
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void a_template_is_refused_after_the_word_and_sent_again_after_the_other() {
        office.receive(Office.ANA, "A1", "hola");
        assertThat(template(Office.ANA)).isNull();

        office.receive(Office.ANA, "A2", "Baja");
        assertThat(template(Office.ANA)).isEqualTo("contact-opted-out");
        assertThat(template(Office.BRUNO)).isNull();

        office.crew.advance(Duration.ofSeconds(1));
        office.receive(Office.ANA, "A3", "ALTA");
        assertThat(template(Office.ANA)).isNull();
    }

    @Test
    void a_question_of_theirs_is_answered_for_24_hours_and_nothing_is_sent_afterwards() {
        office.receive(Office.ANA, "A1", "BAJA");
        assertThat(office.status(office.send(Office.ANA, "Listo, no le escribimos más.")))
                .isNotEmpty();

        office.crew.advance(Duration.ofHours(25));
        Rejection refused =
                catchThrowableOfType(Rejection.class, () -> office.submit(Office.ANA, "¿Sabía que tenemos rosas?"));
        assertThat(refused.code()).isEqualTo("contact-opted-out");
    }

    @Test
    void numbers_linked_by_qr_keep_to_it_too() {
        office.device(Office.SALES, "transport = 'WEB', linked_at = now() - interval '1 year'");
        office.receive(Office.ANA, "A1", "stop");
        office.send(Office.ANA, "Listo.");

        office.crew.advance(Duration.ofHours(25));
        Rejection refused = catchThrowableOfType(Rejection.class, () -> office.submit(Office.ANA, "Tenemos rosas"));
        assertThat(refused.code()).isEqualTo("contact-opted-out");
    }

    private @Nullable String template(String to) {
        try {
            office.outbox.submit(
                    Office.ACME,
                    Office.SALES,
                    SendRequest.parse(Json.readObject("{\"to\":\"" + to + "\",\"type\":\"template\","
                            + "\"template\":{\"name\":\"oferta\",\"language\":{\"code\":\"es\"}}}")));
            return null;
        } catch (Rejection refused) {
            return refused.code();
        }
    }
}
