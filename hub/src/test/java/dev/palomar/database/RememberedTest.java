package dev.palomar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final AtomicLong time = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final Semaphore mayAnswer = new Semaphore(1_000);
    private volatile boolean away;

    private final LoadingCache<String, String> endpoints =
            Remembered.of(10, Duration.ofSeconds(8), time::get, this::look);

    private String look(String company) {
        mayAnswer.acquireUninterruptibly();
        if (away) {
            throw new IllegalStateException("the database is away");
        }
        return company + " " + looks.incrementAndGet();
    }

    @Test
    void who_asks_often_never_waits_and_is_told_what_is_new() {
        assertThat(endpoints.get("ana")).isEqualTo("ana 1");
        mayAnswer.drainPermits();
        pass(7);

        assertThat(endpoints.get("ana")).as("while it is looked up").isEqualTo("ana 1");
        mayAnswer.release();

        await().untilAsserted(() -> assertThat(endpoints.get("ana")).isEqualTo("ana 2"));
    }

    @Test
    void nobody_is_told_what_is_too_old() {
        assertThat(endpoints.get("ana")).isEqualTo("ana 1");
        pass(9);

        assertThat(endpoints.get("ana")).isEqualTo("ana 2");
    }

    @Test
    void what_was_just_changed_is_seen_though_it_was_being_looked_up() {
        assertThat(endpoints.get("ana")).isEqualTo("ana 1");
        mayAnswer.drainPermits();
        pass(7);
        assertThat(endpoints.get("ana")).isEqualTo("ana 1");
        endpoints.invalidate("ana");
        mayAnswer.release(2);

        String changed = endpoints.get("ana");

        await().until(() -> looks.get() == 3);
        assertThat(endpoints.get("ana")).isEqualTo(changed);
    }

    @Test
    void while_the_database_is_away_what_is_known_lasts_out_its_time() {
        assertThat(endpoints.get("ana")).isEqualTo("ana 1");
        away = true;
        pass(7);

        assertThat(endpoints.get("ana")).isEqualTo("ana 1");
        assertThat(endpoints.get("ana")).isEqualTo("ana 1");

        pass(2);
        assertThatThrownBy(() -> endpoints.get("ana")).hasMessage("the database is away");
    }

    private void pass(int seconds) {
        time.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
