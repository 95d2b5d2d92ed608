package dev.palomar.webhook;

import static dev.palomar.testing.Core.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import dev.palomar.testing.Receiver;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One endpoint among several.
class DeliveryListTest {

    private static final int MUCH = 5_000;

    private final CountDownLatch answer = new CountDownLatch(1);
    private Core core;
    private Receiver receiver;
    private Endpoint everything;
    private Endpoint messages;
    private Endpoint quiet;
    private int looks;

    @BeforeEach
    void open() {
        core = new Core();
        receiver = new Receiver();
        everything = core.endpoint(receiver, "*");
        messages = core.endpoint(receiver, "message.received");
        quiet = core.endpoint(receiver, "message.read");
    }

    @AfterEach
    void close() {
        answer.countDown();
        receiver.close();
        core.close();
    }

    @Test
    void of_one_endpoint_is_listed_what_it_got_what_is_parked_for_it_and_what_is_on_its_way() {
        receiver.answers(got -> {
            String body = new String(got.body(), StandardCharsets.UTF_8);
            if (body.contains("tarde")) {
                hold();
            }
            return body.contains("veneno") ? 500 : 200;
        });
        for (int i = 0; i < 4; i++) {
            core.receive("+549115555010" + i, "wamid." + i, i == 2 ? "veneno" : "hola");
        }
        until("SELECT count(*) FROM attempt", 12);
        core.receive("+5491155550102", "wamid.4", "espera");
        until("SELECT count(*) FROM parked", 4);
        core.receive("+5491155550109", "wamid.5", "tarde");
        until("SELECT count(*) FROM attempt WHERE event_type = 'conversation.opened'", 5);

        for (Optional<String> type : List.of(
                Optional.<String>empty(), Optional.of("message.received"), Optional.of("conversation.opened"))) {
            List<Delivery> all = list(Optional.empty(), type, 50);
            for (Endpoint endpoint : List.of(everything, messages, quiet)) {
                assertThat(list(Optional.of(endpoint), type, 2))
                        .as("%s of %s", type, endpoint.eventTypes())
                        .containsExactlyElementsOf(all.stream()
                                .filter(one -> one.id().endpoint().equals(endpoint.id()))
                                .toList());
            }
        }
        assertThat(list(Optional.of(messages), Optional.empty(), 50).stream().map(Delivery::state))
                .containsExactly(
                        Delivery.State.PENDING,
                        Delivery.State.PARKED,
                        Delivery.State.DELIVERED,
                        Delivery.State.PARKED,
                        Delivery.State.DELIVERED,
                        Delivery.State.DELIVERED);
        assertThat(list(Optional.of(quiet), Optional.empty(), 50)).isEmpty();
    }

    @Test
    void the_list_of_an_endpoint_that_gets_little_does_not_read_what_others_get() throws SQLException {
        core.receive("+5491155550100", "wamid.1", "hola");
        until("SELECT count(*) FROM attempt", 3);
        try (var owner = core.test.owner();
                var sql = owner.createStatement()) {
            sql.execute("""
                    INSERT INTO event (tenant_id, id, slot, seq, recorded_at, type, lane, device_id, conversation_id,
                                       message_id, backfilled, normalized)
                    SELECT tenant_id, uuidv7(), slot, -n, recorded_at, type, lane, device_id, conversation_id,
                           message_id, backfilled, normalized
                      FROM (SELECT * FROM event WHERE type = 'message.received') e, generate_series(1, %d) AS n
                    """.formatted(MUCH));
            sql.execute("ANALYZE event");
        }
        long before = read();

        // PostgreSQL counts what a connection read when that has its next transaction, a second later at the earliest.
        await().pollInterval(Duration.ofMillis(1_200)).until(() -> {
            assertThat(list(Optional.of(quiet), Optional.empty(), 50)).isEmpty();
            return ++looks == 3;
        });

        assertThat(read() - before).isLessThan(MUCH / 10);
    }

    private void hold() {
        try {
            answer.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void until(String sql, long count) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Calm.PATIENCE)
                .untilAsserted(() -> assertThat(core.test.count(sql)).isEqualTo(count));
    }

    /// All of them, a page after the other.
    private List<Delivery> list(Optional<Endpoint> endpoint, Optional<String> type, int page) {
        Deliveries.Filter filter = new Deliveries.Filter(
                endpoint.map(Endpoint::id),
                Optional.empty(),
                Optional.empty(),
                type,
                Optional.empty(),
                Optional.empty());
        List<Delivery> all = new ArrayList<>();
        List<Delivery> found = core.courier.deliveries().list(ANA, filter, Optional.empty(), page);
        while (!found.isEmpty()) {
            all.addAll(found);
            found = core.courier
                    .deliveries()
                    .list(ANA, filter, Optional.of(all.getLast().id()), page);
        }
        return all;
    }

    /// How many rows of events were read so far.
    private long read() {
        return core.test.count("SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))"
                + " FROM pg_stat_user_tables WHERE relname LIKE 'event\\_%'");
    }
}
