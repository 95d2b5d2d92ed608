package dev.palomar.webhook;

import static dev.palomar.testing.Core.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palomar.model.Rejection;
import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import dev.palomar.testing.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointTest {

    private Core core;
    private Receiver receiver;

    @BeforeEach
    void open() {
        core = new Core();
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        core.close();
    }

    private static void until(org.awaitility.core.ThrowingRunnable seen) {
        await().pollInterval(Duration.ofMillis(20)).atMost(Calm.PATIENCE).untilAsserted(seen);
    }

    @Test
    void an_endpoint_that_asks_for_metas_form_gets_the_body_that_meta_would_have_sent() {
        EndpointDraft draft = new EndpointDraft(
                receiver.url(), List.of("*"), Optional.empty(), Endpoint.Format.CLOUD, "", false, Optional.empty());
        core.courier.webhooks().create(ANA, draft);

        core.receive("+5491155550100", "wamid.1", "hola");

        until(() -> assertThat(receiver.got()).isNotEmpty());
        Receiver.Got got = receiver.got().getFirst();
        assertThat(got.json().get("object").asString()).isEqualTo("whatsapp_business_account");
        assertThat(got.json().at("/entry/0/id").asString()).isEqualTo("102290129340398");
        assertThat(got.json().at("/entry/0/changes/0/value/messages/0/id").asString())
                .isEqualTo("wamid.1");
        assertThat(got.headers()).containsKey("x-hub-signature-256");
    }

    @Test
    void an_endpoint_inside_somebodys_network_is_refused_when_it_is_entered() {
        for (String url : List.of(
                "https://10.0.0.1/hook",
                "https://169.254.169.254/latest/meta-data",
                "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::a00:1]/",
                "http://example.com/hook",
                "https://8.8.8.8:22/",
                "ftp://8.8.8.8/",
                "https://user:pw@8.8.8.8/",
                "no url")) {
            EndpointDraft draft = new EndpointDraft(
                    url, List.of("*"), Optional.empty(), Endpoint.Format.PALOMAR, "", false, Optional.empty());
            assertThatThrownBy(() -> core.courier.webhooks().create(ANA, draft))
                    .as(url)
                    .isInstanceOfSatisfying(
                            Rejection.InvalidValue.class,
                            invalid -> assertThat(invalid.faults().getFirst().field())
                                    .isEqualTo("url"));
        }
    }

    @Test
    void a_test_event_reaches_only_the_endpoint_that_was_tested() {
        Endpoint tested = core.endpoint(receiver);
        try (Receiver other = new Receiver()) {
            core.endpoint(other);
            core.courier.webhooks().test(ANA, tested.id());
            until(() -> assertThat(receiver.got()).hasSize(1));
            assertThat(receiver.got().getFirst().type()).isEqualTo("endpoint.test");
            core.receive("+5491155550100", "wamid.1", "hola");
            until(() -> assertThat(other.got()).anyMatch(got -> got.type().equals("message.received")));
            assertThat(other.got()).noneMatch(got -> got.type().equals("endpoint.test"));
        }
    }
}
