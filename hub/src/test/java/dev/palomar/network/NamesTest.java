package dev.palomar.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palomar.testing.Calm;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static final InetAddress SOMEWHERE = InetAddress.ofLiteral("192.0.2.7");

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final Names names = new Names(this::lookup);

    /// Names that begin with "slow" are not answered before the end of the test.
    private InetAddress[] lookup(String name) throws UnknownHostException {
        asked.incrementAndGet();
        if (name.startsWith("slow")) {
            try {
                release.await();
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        }
        if (name.startsWith("nowhere")) {
            throw new UnknownHostException(name + ": no such name");
        }
        return new InetAddress[] {SOMEWHERE};
    }

    @Test
    void a_name_that_nobody_answers_is_given_up_and_stops_no_other_name() throws Exception {
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "slow-" + i + ".example";
            waiting.add(Thread.startVirtualThread(() -> assertThatThrownBy(() -> names.addresses(name))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage(name + ": the resolver does not answer")));
        }
        await().atMost(Calm.PATIENCE).until(() -> asked.get() == 20);

        assertThat(names.addresses("shop.example")).containsExactly(SOMEWHERE);
        for (Thread each : waiting) {
            each.join();
        }
        release.countDown();
    }

    @Test
    void a_slow_name_is_asked_for_once_however_many_wait_for_it() {
        for (int i = 0; i < 10; i++) {
            Thread.startVirtualThread(() -> {
                try {
                    names.addresses("slow.example");
                } catch (UnknownHostException expected) {
                    // it is given up
                }
            });
        }
        assertThatThrownBy(() -> names.addresses("slow.example")).hasMessageContaining("does not answer");

        assertThat(asked).hasValue(1);
        release.countDown();
    }

    @Test
    void when_too_many_names_hang_the_next_one_is_refused_at_once_and_later_found() throws Exception {
        for (int i = 0; i < 64; i++) {
            String name = "slow-" + i + ".example";
            Thread.startVirtualThread(() -> {
                try {
                    names.addresses(name);
                } catch (UnknownHostException expected) {
                    // it is given up
                }
            });
        }
        await().atMost(Calm.PATIENCE).until(() -> asked.get() == 64);

        assertThatThrownBy(() -> names.addresses("shop.example")).hasMessage("shop.example: the resolver is behind");
        release.countDown();
        await().atMost(Calm.PATIENCE).ignoreExceptions().until(() -> names.addresses("shop.example").length == 1);
    }

    @Test
    void what_has_no_address_says_so_and_digits_are_not_asked_for() throws Exception {
        assertThatThrownBy(() -> names.addresses("nowhere.example")).hasMessage("nowhere.example: no such name");
        int before = asked.get();

        assertThat(names.addresses("192.0.2.7")).containsExactly(SOMEWHERE);
        assertThat(names.addresses("::1")).hasSize(1);
        assertThat(asked).hasValue(before);
    }
}
