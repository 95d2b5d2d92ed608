package dev.palomar.webhook;

import static dev.palomar.testing.Core.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.model.id.EventId;
import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import dev.palomar.testing.Receiver;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a person asks for again.
class AgainTest {

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

    /// An endpoint whose next try by itself is an hour away.
    private void onlyWhenAsked() {
        EndpointDraft draft = Core.draft(receiver, "message.received");
        core.courier
                .webhooks()
                .create(
                        ANA,
                        new EndpointDraft(
                                draft.url(),
                                draft.eventTypes(),
                                draft.devices(),
                                draft.format(),
                                draft.description(),
                                draft.strict(),
                                Optional.of(Collections.nCopies(5, Duration.ofHours(1)))));
    }

    private Delivery only() {
        List<Delivery> all = core.courier
                .deliveries()
                .list(
                        ANA,
                        new Deliveries.Filter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.empty(),
                        10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void attempts_are_counted_on_when_a_person_asks_for_a_delivery_again() {
        onlyWhenAsked();
        receiver.answers(500);
        core.receive("+5491155550100", "wamid.1", "hola");
        until(() -> assertThat(only().attempts()).isEqualTo(1));
        Delivery failed = only();

        core.courier.replays().retry(ANA, failed.id());
        until(() -> assertThat(only().attempts()).isEqualTo(2));
        receiver.answers(200);
        core.courier.replays().retry(ANA, failed.id());
        until(() -> assertThat(only().state()).isEqualTo(Delivery.State.DELIVERED));

        assertThat(only().attempts()).isEqualTo(3);
        assertThat(core.courier.deliveries().attempts(ANA, failed.id()))
                .extracting(Deliveries.AttemptView::number)
                .containsExactly(1, 2, 3);
        assertThat(receiver.got())
                .extracting(got -> got.headers().get("x-palomar-attempt"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void a_replay_of_what_failed_brings_nothing_from_before_the_endpoint() {
        core.receive("+5491155550100", "wamid.1", "antes");
        core.clock.advance(Duration.ofSeconds(10));
        Endpoint endpoint = core.endpoint(receiver, "message.received");
        core.clock.advance(Duration.ofSeconds(10));
        receiver.answers(500);
        core.receive("+5491155550100", "wamid.2", "después");
        until(() -> assertThat(only().attempts()).isEqualTo(1));
        receiver.answers(200);

        Replays.Wish failed =
                new Replays.Wish(core.clock.instant().minusSeconds(600), Optional.empty(), Optional.empty(), true);
        core.courier.replays().begin(ANA, endpoint.id(), failed);
        until(() -> assertThat(receiver.taken()).hasSize(1));
        core.receive("+5491155550100", "wamid.3", "fin");
        until(() -> assertThat(receiver.taken()).hasSize(2));

        assertThat(receiver.taken())
                .extracting(got -> got.json().at("/normalized/text/body").asString())
                .containsExactly("después", "fin");
    }

    @Test
    void a_test_is_sent_at_once_although_the_one_before_it_failed() {
        Endpoint endpoint = core.endpoint(receiver, "message.received");
        receiver.answers(500);
        EventId first = core.courier.webhooks().test(ANA, endpoint.id());
        until(() -> assertThat(core.test.count("SELECT count(*) FROM parked")).isEqualTo(1));

        receiver.answers(200);
        EventId second = core.courier.webhooks().test(ANA, endpoint.id());

        until(() -> assertThat(receiver.taken()).hasSize(1));
        assertThat(receiver.got())
                .extracting(got -> got.headers().get("webhook-id"))
                .containsExactly(first.text(), second.text());
    }
}
