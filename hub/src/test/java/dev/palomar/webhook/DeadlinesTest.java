package dev.palomar.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines("deadlines of a test", Duration.ofMillis(1), () -> {});

    @Test
    void what_is_late_is_ended_once_and_knows_it() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Deadlines.Run run = deadlines.begin(Duration.ofMillis(10), ended::countDown);

        assertThat(ended.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(run.late()).isTrue();
    }

    @Test
    void what_ends_in_time_is_left_alone() throws InterruptedException {
        AtomicInteger ends = new AtomicInteger();
        Deadlines.Run quick = deadlines.begin(Duration.ofMillis(600), ends::incrementAndGet);
        quick.close();

        CountDownLatch later = new CountDownLatch(1);
        Deadlines.Run late = deadlines.begin(Duration.ofMillis(700), later::countDown);
        assertThat(later.await(2, TimeUnit.MINUTES)).isTrue();

        assertThat(late.late()).isTrue();
        assertThat(quick.late()).isFalse();
        assertThat(ends).hasValue(0);
    }

    @Test
    void one_that_cannot_be_ended_does_not_keep_the_others() throws InterruptedException {
        Deadlines.Run broken = deadlines.begin(Duration.ZERO, () -> {
            throw new IllegalStateException("cannot be ended");
        });
        CountDownLatch ended = new CountDownLatch(1);
        Deadlines.Run next = deadlines.begin(Duration.ofMillis(400), ended::countDown);

        assertThat(ended.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(broken.late()).isTrue();
        assertThat(next.late()).isTrue();
    }

    @Test
    void what_is_to_be_done_besides_is_done() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        try (Deadlines watch = new Deadlines("deadlines of a test", Duration.ofMillis(1), twice::countDown)) {
            assertThat(twice.await(2, TimeUnit.MINUTES)).isTrue();
        }
    }
}
