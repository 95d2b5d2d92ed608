package dev.palomar.webhook;

import static dev.palomar.testing.Core.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import dev.palomar.testing.Receiver;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {

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

    private static List<String> texts(List<Receiver.Got> got) {
        return got.stream()
                .map(one -> one.json().at("/normalized/text/body").asString(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Test
    void a_customers_message_reaches_the_companys_webhook_signed_in_a_way_others_can_verify() {
        Webhooks.Created created = core.courier.webhooks().create(ANA, Core.draft(receiver, "message.*"));

        core.receive("+5491155550100", "wamid.1", "hola 👋 ñ");

        until(() -> assertThat(receiver.got()).hasSize(1));
        Receiver.Got got = receiver.got().getFirst();
        assertThat(got.json().at("/normalized/from/phone").asString()).isEqualTo("+5491155550100");
        assertThat(got.json().at("/normalized/text/body").asString()).isEqualTo("hola 👋 ñ");
        assertThat(got.json().at("/normalized/to/phone").asString()).isEqualTo("+5491100000001");
        assertThat(got.json().at("/raw/id").asString()).isEqualTo("wamid.1");
        assertThat(got.json().get("sequence").asInt()).isEqualTo(2);
        assertThat(got.headers()).containsEntry("x-palomar-attempt", "1");
        assertThatCode(() -> new Webhook(created.secret().reveal())
                        .verify(new String(got.body(), StandardCharsets.UTF_8), standardHeaders(got)))
                .doesNotThrowAnyException();
    }

    private static HttpHeaders standardHeaders(Receiver.Got got) {
        Map<String, List<String>> headers = new HashMap<>();
        got.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return HttpHeaders.of(headers, (_, _) -> true);
    }

    @Test
    void while_a_secret_is_rotated_both_sign_and_afterwards_only_the_new_one() throws Exception {
        Webhooks.Created created = core.courier.webhooks().create(ANA, Core.draft(receiver, "message.received"));
        Webhooks.Rotated rotated =
                core.courier.webhooks().rotateSecret(ANA, created.endpoint().id(), Duration.ofHours(24));
        core.receive("+5491155550100", "wamid.1", "uno");
        until(() -> assertThat(receiver.got()).hasSize(1));
        Receiver.Got both = receiver.got().getFirst();
        for (String secret : List.of(created.secret().reveal(), rotated.secret().reveal())) {
            new Webhook(secret).verify(new String(both.body(), StandardCharsets.UTF_8), standardHeaders(both));
        }

        assertThat(both.headers().get("webhook-signature").split(" ")).hasSize(2);
        core.clock.advance(Duration.ofHours(25));
        core.courier.webhooks().change(ANA, created.endpoint().id(), EndpointDraft.of(created.endpoint()));
        core.receive("+5491155550100", "wamid.2", "dos");
        until(() -> assertThat(receiver.got()).hasSize(2));
        assertThat(receiver.got().getLast().headers().get("webhook-signature").split(" "))
                .hasSize(1);
    }

    @Test
    void a_repeated_message_is_recorded_and_announced_once() {
        core.endpoint(receiver, "message.received");

        core.receive("+5491155550100", "wamid.1", "una vez");
        core.receive("+5491155550100", "wamid.1", "una vez");
        core.intake.accept(List.of(
                core.message("+5491155550100", "wamid.2", "otra"), core.message("+5491155550100", "wamid.2", "otra")));
        core.receive("+5491155550100", "wamid.3", "fin");

        until(() -> assertThat(texts(receiver.got())).containsExactly("una vez", "otra", "fin"));
        assertThat(core.test.count("SELECT count(*) FROM message")).isEqualTo(3);
        assertThat(core.test.count("SELECT count(*) FROM contact")).isEqualTo(1);
        assertThat(core.test.count("SELECT count(*) FROM conversation")).isEqualTo(1);
    }

    @Test
    void each_customers_messages_arrive_in_their_order_and_numbered_without_gaps() {
        core.endpoint(receiver);
        List<Thread> writers = new ArrayList<>();
        for (int person = 0; person < 8; person++) {
            String phone = "+549115555010" + person;
            String tag = person + "-";
            writers.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < 50; i++) {
                    core.receive(phone, "wamid." + tag + i, tag + i);
                }
            }));
        }
        until(() -> assertThat(texts(receiver.got())).hasSize(400));
        Map<String, List<Integer>> numbers = new HashMap<>();
        Map<String, List<String>> said = new HashMap<>();
        for (Receiver.Got got : receiver.got()) {
            String conversation = got.json().get("conversationId").asString();
            numbers.computeIfAbsent(conversation, _ -> new ArrayList<>())
                    .add(got.json().get("sequence").asInt());
            if (got.type().equals("message.received")) {
                said.computeIfAbsent(conversation, _ -> new ArrayList<>())
                        .add(got.json().at("/normalized/text/body").asString());
            }
        }
        assertThat(numbers).hasSize(8).allSatisfy((_, seen) -> {
            assertThat(seen).hasSize(51).isSorted().doesNotHaveDuplicates();
            assertThat(seen.getLast()).isEqualTo(51);
        });
        assertThat(said)
                .allSatisfy((_, texts) -> assertThat(texts)
                        .isSortedAccordingTo((one, other) -> Integer.compare(number(one), number(other))));
        assertThat(writers)
                .allSatisfy(writer -> assertThat(writer.join(Calm.PATIENCE)).isTrue());
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(text.indexOf('-') + 1));
    }

    @Test
    void a_receiver_that_was_away_gets_everything_later_in_order() {
        core.endpoint(receiver, "message.received");
        receiver.answers(500);
        for (int i = 0; i < 5; i++) {
            core.receive("+5491155550100", "wamid." + i, "n-" + i);
        }
        until(() -> assertThat(core.test.count("SELECT count(*) FROM parked")).isEqualTo(5));
        assertThat(receiver.got()).hasSize(1);

        receiver.answers(200);
        core.clock.advance(Duration.ofSeconds(6));

        until(() -> assertThat(texts(receiver.taken())).containsExactly("n-0", "n-1", "n-2", "n-3", "n-4"));
        until(() ->
                assertThat(core.test.count("SELECT count(*) FROM lane_retry")).isZero());
        core.receive("+5491155550100", "wamid.9", "n-9");
        until(() -> assertThat(texts(receiver.taken())).endsWith("n-9"));
    }

    @Test
    void one_bad_conversation_does_not_hold_up_the_others() {
        core.endpoint(receiver, "message.received");
        receiver.answers(got -> texts(List.of(got)).contains("veneno") ? 500 : 200);

        core.receive("+5491155550100", "wamid.1", "veneno");
        core.receive("+5491155550100", "wamid.2", "espera");
        for (int i = 0; i < 10; i++) {
            core.receive("+549115555020" + i, "wamid.o" + i, "otro-" + i);
        }

        until(() -> assertThat(texts(receiver.taken())).hasSize(10));
        assertThat(texts(receiver.taken())).doesNotContain("espera");
    }

    @Test
    void after_its_schedule_an_event_is_dead_can_be_seen_and_is_taken_up_again_by_a_person() {
        Endpoint endpoint = core.endpoint(receiver, "message.received");
        receiver.answers(got -> texts(List.of(got)).contains("veneno") ? 500 : 200);
        core.receive("+5491155550100", "wamid.1", "veneno");
        core.receive("+5491155550100", "wamid.2", "sigue");
        int schedule = RetrySchedule.STANDARD.waits().size();
        for (int attempt = 1; attempt <= schedule; attempt++) {
            int seen = attempt;
            until(() ->
                    assertThat(core.test.count("SELECT count(*) FROM attempt")).isEqualTo(seen));
            core.clock.advance(RetrySchedule.STANDARD.waits().get(attempt - 1).plusSeconds(1));
        }
        until(() -> assertThat(core.test.count("SELECT count(*) FROM attempt WHERE outcome = 'giveUp'"))
                .isEqualTo(1));
        core.clock.advance(Duration.ofMinutes(10));

        until(() -> assertThat(texts(receiver.taken())).containsExactly("sigue"));
        Deliveries.Filter dead = new Deliveries.Filter(
                Optional.of(endpoint.id()),
                Optional.empty(),
                Optional.of(Delivery.State.DEAD),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<Delivery> listed = core.courier.deliveries().list(ANA, dead, Optional.empty(), 10);
        assertThat(listed).singleElement().satisfies(delivery -> {
            assertThat(delivery.attempts()).isEqualTo(schedule + 1);
            assertThat(delivery.lastStatus()).contains(500);
        });
        assertThat(core.courier.deliveries().attempts(ANA, listed.getFirst().id()))
                .hasSize(schedule + 1)
                .last()
                .satisfies(attempt -> assertThat(attempt.outcome()).isEqualTo("giveUp"));

        receiver.answers(200);
        core.courier.replays().retry(ANA, listed.getFirst().id());
        until(() -> assertThat(texts(receiver.taken())).containsExactly("sigue", "veneno"));
        until(() -> assertThat(core.courier
                        .deliveries()
                        .get(ANA, listed.getFirst().id())
                        .state())
                .isEqualTo(Delivery.State.DELIVERED));
    }

    @Test
    void what_a_receiver_answers_410_to_is_not_sent_again_and_the_endpoint_is_disabled() {
        Endpoint endpoint = core.endpoint(receiver, "message.received");
        receiver.answers(410);

        core.receive("+5491155550100", "wamid.1", "hola");

        until(() -> assertThat(
                        core.courier.webhooks().get(ANA, endpoint.id()).health().enabled())
                .isFalse());
        core.receive("+5491155550100", "wamid.2", "nadie");
        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void a_dead_endpoint_is_left_alone_and_asked_now_and_then() {
        core.endpoint(receiver, "message.received");
        receiver.answers(500);
        for (int i = 0; i < 40; i++) {
            core.receive("+54911555502" + (10 + i), "wamid." + i, "n-" + i);
        }
        until(() -> assertThat(core.test.count("SELECT count(*) FROM parked")).isEqualTo(40));
        int calls = receiver.got().size();
        assertThat(calls).isLessThan(40);

        receiver.answers(200);
        core.clock.advance(Duration.ofMinutes(10));

        until(() -> assertThat(texts(receiver.taken())).hasSize(40));
    }

    @Test
    void a_successor_delivers_what_was_left_and_repeats_nothing_that_was_noted() {
        core.endpoint(receiver, "message.received");
        for (int i = 0; i < 20; i++) {
            core.receive("+5491155550100", "wamid." + i, "n-" + i);
        }
        until(() -> assertThat(core.test.count("SELECT count(*) FROM attempt")).isEqualTo(20));
        core.crash();
        // Recorded by a process that died before it could deliver.
        core.receive("+5491155550100", "wamid.20", "n-20");
        // The cursor lags behind the attempts, as after a kill.
        core.test
                .database()
                .worker(tx -> tx.update("UPDATE slot_cursor SET seq = 0").execute());

        try (Core next = core.successor()) {
            until(() -> assertThat(texts(receiver.got())).contains("n-20"));
            assertThat(texts(receiver.got())).hasSize(21).doesNotHaveDuplicates();
            assertThat(next.node.owns(0)).isTrue();
        }
    }

    @Test
    void a_node_that_gave_its_slots_back_delivers_nothing_more() throws Exception {
        core.endpoint(receiver, "message.received");
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        receiver.answers(_ -> {
            arrived.countDown();
            return waited(answer) ? 200 : 503;
        });
        for (int i = 0; i < 3; i++) {
            core.receive("+5491155550100", "wamid." + i, "n-" + i);
        }
        assertThat(waited(arrived)).isTrue();
        core.crash();
        answer.countDown();
        core.receive("+5491155550100", "wamid.3", "n-3");
        // Longer than what is recorded takes to be found by polling.
        Thread.sleep(1_200);
        assertThat(texts(receiver.got())).containsExactly("n-0");

        try (Core next = core.successor()) {
            until(() -> assertThat(texts(receiver.got())).contains("n-3"));
            assertThat(texts(receiver.got())).containsSubsequence("n-1", "n-2", "n-3");
            assertThat(next.node.owns(0)).isTrue();
        }
    }

    private static boolean waited(CountDownLatch latch) {
        try {
            return latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void a_replay_brings_past_events_again_under_the_ids_they_had() {
        Endpoint endpoint = core.endpoint(receiver, "message.received");
        for (int i = 0; i < 5; i++) {
            core.receive("+5491155550100", "wamid." + i, "n-" + i);
        }
        until(() -> assertThat(texts(receiver.got())).hasSize(5));
        until(() -> assertThat(core.test.count("SELECT count(*) FROM attempt")).isEqualTo(5));
        Set<String> first = ConcurrentHashMap.newKeySet();
        receiver.got().forEach(got -> first.add(got.headers().get("webhook-id")));

        Replays.Replay replay = core.courier
                .replays()
                .begin(
                        ANA,
                        endpoint.id(),
                        new Replays.Wish(
                                core.clock.instant().minusSeconds(60), Optional.empty(), Optional.empty(), false));

        until(() -> assertThat(texts(receiver.got())).hasSize(10));
        assertThat(receiver.got().subList(5, 10))
                .allSatisfy(got -> assertThat(first).contains(got.headers().get("webhook-id")));
        until(() -> assertThat(core.courier
                        .replays()
                        .get(ANA, endpoint.id(), replay.id())
                        .state())
                .isEqualTo("done"));

        core.courier
                .replays()
                .begin(
                        ANA,
                        endpoint.id(),
                        new Replays.Wish(
                                core.clock.instant().minusSeconds(60), Optional.empty(), Optional.empty(), true));
        core.receive("+5491155550100", "wamid.9", "n-9");
        until(() -> assertThat(texts(receiver.got())).endsWith("n-9"));
        assertThat(texts(receiver.got())).hasSize(11);
    }

    @Test
    void deliveries_show_the_request_and_the_answer() {
        core.endpoint(receiver, "message.received");
        core.receive("+5491155550100", "wamid.1", "hola");
        until(() -> assertThat(core.test.count("SELECT count(*) FROM attempt")).isEqualTo(1));

        Deliveries.Filter all = new Deliveries.Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Delivery delivery =
                core.courier.deliveries().list(ANA, all, Optional.empty(), 10).getFirst();
        Deliveries.AttemptView attempt =
                core.courier.deliveries().attempts(ANA, delivery.id()).getFirst();

        assertThat(delivery.state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(attempt.requestBody().orElseThrow().bytes())
                .isEqualTo(receiver.got().getFirst().body());
        assertThat(attempt.responseBody().text()).isEqualTo("noted");
        assertThat(attempt.requestHeaders()).contains("webhook-signature");
    }
}
