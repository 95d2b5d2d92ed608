package dev.palomar.webhook.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.model.id.TenantId;
import dev.palomar.testing.Calm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final TenantId ANA = new TenantId(new UUID(1, 1));
    private static final TenantId BRUNO = new TenantId(new UUID(1, 2));

    @Test
    void ten_failures_in_a_row_open_the_breaker_and_probes_grow_apart_until_one_succeeds() {
        Breaker breaker = new Breaker();
        for (int i = 1; i < 10; i++) {
            assertThat(breaker.failed(NOON)).isFalse();
        }
        assertThat(breaker.failed(NOON)).isTrue();

        assertThat(breaker.admits(NOON.plusSeconds(4))).isFalse();
        assertThat(breaker.admits(NOON.plusSeconds(5))).isTrue();
        assertThat(breaker.admits(NOON.plusSeconds(5)))
                .as("one probe at a time")
                .isFalse();
        assertThat(breaker.failed(NOON.plusSeconds(5))).isTrue();
        assertThat(breaker.probeAt()).isEqualTo(NOON.plusSeconds(15));
        assertThat(breaker.admits(NOON.plusSeconds(15))).isTrue();
        assertThat(breaker.succeeded(NOON.plusSeconds(15))).isTrue();
        assertThat(breaker.admits(NOON.plusSeconds(15))).isTrue();
    }

    @Test
    void seven_of_ten_calls_that_fail_open_the_breaker_once_there_were_twenty() {
        Breaker breaker = new Breaker();
        boolean opened = false;
        int calls = 0;
        while (!opened && calls < 100) {
            calls++;
            if (calls % 4 == 0) {
                breaker.succeeded(NOON);
            } else {
                opened = breaker.failed(NOON);
            }
        }
        assertThat(calls).isBetween(20, 25);
    }

    @Test
    void while_others_wait_nobody_has_more_than_a_quarter_and_turns_go_round_by_tenant() throws Exception {
        FairGate gate = new FairGate(4);
        for (int i = 0; i < 4; i++) {
            gate.enter(ANA, false);
        }
        CountDownLatch bruno = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(Thread.ofPlatform().daemon().start(() -> enter(gate, ANA, new CountDownLatch(1))));
        }
        all.add(Thread.ofPlatform().daemon().start(() -> enter(gate, BRUNO, bruno)));
        await().atMost(Calm.PATIENCE)
                .until(() -> all.stream().allMatch(each -> each.getState() == Thread.State.WAITING));

        gate.leave(ANA, false);

        assertThat(bruno.await(1, TimeUnit.MINUTES))
                .as("the other tenant is next, whoever waits longer")
                .isTrue();
    }

    private static void enter(FairGate gate, TenantId tenant, CountDownLatch in) {
        try {
            gate.enter(tenant, false);
            in.countDown();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
