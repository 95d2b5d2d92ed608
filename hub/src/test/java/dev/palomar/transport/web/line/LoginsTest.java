package dev.palomar.transport.web.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginsTest {

    @Test
    void only_so_many_lines_log_in_at_a_time_and_the_next_one_when_another_is_done() {
        Logins logins = new Logins(2, Duration.ofNanos(1));
        assertThat(logins.begin("a")).isTrue();
        assertThat(logins.begin("b")).isTrue();
        assertThat(logins.begin("c")).isFalse();
        assertThat(logins.begin("a")).as("is logging in already").isTrue();
        logins.done("b");
        assertThat(logins.begin("c")).isTrue();
    }

    @Test
    void lines_that_all_come_back_at_once_log_in_one_after_the_other() {
        Logins logins = new Logins(100, Duration.ofHours(1));
        int let = 0;
        for (int line = 0; line < 50; line++) {
            let += logins.begin(line) ? 1 : 0;
        }
        assertThat(let).as("an hour apart, and none has gone by").isZero();
    }
}
