package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.outbound.request.SendRequest;
import dev.palomar.outbound.request.Submission;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// A company with both kinds of number chooses which one sends.
class ModeTest {

    private static final DeviceId CLOUD = Office.SALES;
    private static final DeviceId WEB = Office.SUPPORT;

    private Office office;

    @BeforeEach
    void open() {
        office = new Office();
        office.device(WEB, "transport = 'WEB', linked_at = now()");
    }

    @AfterEach
    void close() {
        office.close();
    }

    private DeviceId chosen(String body) {
        return office.outbox.deviceFor(Office.ACME, submission(body));
    }

    private static Submission submission(String body) {
        return SendRequest.parse((ObjectNode) Json.read(body));
    }

    private static String text(String to, String more) {
        return "{\"to\":\"" + to + "\",\"text\":\"hola\"" + more + "}";
    }

    private static final String TEMPLATE = "{\"to\":\"" + Office.ANA
            + "\",\"type\":\"template\",\"template\":{\"name\":\"x\",\"language\":{\"code\":\"es\"}}}";

    private static final String POLL =
            "{\"to\":\"" + Office.ANA + "\",\"type\":\"poll\",\"poll\":{\"name\":\"?\",\"options\":[\"a\",\"b\"]}}";

    @Test
    void without_a_word_the_mode_decides_and_switching_it_is_enough() {
        assertThat(chosen(text(Office.ANA, ""))).isEqualTo(CLOUD);
        office.tenant("preferred_transport = 'WEB'");
        assertThat(chosen(text(Office.ANA, ""))).isEqualTo(WEB);
        office.tenant("preferred_transport = 'CLOUD'");
        assertThat(chosen(text(Office.ANA, ""))).isEqualTo(CLOUD);
    }

    @Test
    void whoever_is_in_a_conversation_is_answered_over_the_number_that_they_know() {
        office.outbox.submit(Office.ACME, WEB, submission(text(Office.ANA, "")));

        assertThat(chosen(text(Office.ANA, ""))).isEqualTo(WEB);
        assertThat(chosen(text(Office.BRUNO, ""))).isEqualTo(CLOUD);

        office.crew.advance(Duration.ofMinutes(1));
        office.receive(Office.ANA, "A", "over the other number");
        assertThat(chosen(text(Office.ANA, ""))).isEqualTo(CLOUD);
    }

    @Test
    void a_named_number_is_taken_whatever_the_mode_says() {
        office.outbox.submit(Office.ACME, CLOUD, submission(text(Office.ANA, "")));

        assertThat(chosen(text(Office.ANA, ",\"from\":\"" + WEB.text() + "\""))).isEqualTo(WEB);
        assertThat(chosen(text(Office.ANA, ",\"from\":\"+541152630001\""))).isEqualTo(WEB);
        assertThatThrownBy(() -> chosen(text(Office.ANA, ",\"from\":\"+541199999999\"")))
                .isInstanceOf(Rejection.InvalidValue.class);
    }

    @Test
    void what_only_one_kind_can_send_goes_over_that_kind() {
        office.outbox.submit(Office.ACME, WEB, submission(text(Office.ANA, "")));
        assertThat(chosen(TEMPLATE)).isEqualTo(CLOUD);
        assertThat(chosen(POLL)).isEqualTo(WEB);
    }

    @Test
    void a_number_that_was_disconnected_or_unlinked_is_no_way_to_answer() {
        office.outbox.submit(Office.ACME, WEB, submission(text(Office.ANA, "")));
        office.device(WEB, "state = 'LOGGED_OUT'");
        assertThat(chosen(text(Office.ANA, ""))).isEqualTo(CLOUD);

        office.device(WEB, "state = 'ONLINE', connected = false");
        assertThat(chosen(text(Office.ANA, ""))).isEqualTo(CLOUD);
    }

    @Test
    void a_company_without_the_preferred_kind_sends_over_what_it_has_and_is_told_what_that_cannot() {
        office.device(CLOUD, "connected = false");
        assertThat(chosen(text(Office.ANA, ""))).isEqualTo(WEB);
        assertThat(chosen(TEMPLATE)).isEqualTo(WEB);
        assertThatThrownBy(() -> office.outbox.submit(Office.ACME, WEB, submission(TEMPLATE)))
                .isInstanceOf(Rejection.NotPossible.class);
    }
}
