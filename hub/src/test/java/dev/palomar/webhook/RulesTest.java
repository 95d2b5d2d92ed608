package dev.palomar.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Payload;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is decided without calling anybody.
class RulesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Answer.Response answer(int status, Optional<Duration> retryAfter) {
        return new Answer.Response(status, Map.of(), Payload.EMPTY, retryAfter, Duration.ZERO);
    }

    @Test
    void waits_grow_with_each_failed_attempt_and_end_after_about_three_days() {
        RetrySchedule schedule = new RetrySchedule(RetrySchedule.STANDARD.waits(), 0);

        assertThat(schedule.after(1, NOON, new Random(1))).contains(NOON.plusSeconds(5));
        assertThat(schedule.after(11, NOON, new Random(1))).contains(NOON.plus(Duration.ofHours(24)));
        assertThat(schedule.after(12, NOON, new Random(1))).isEmpty();
        assertThat(schedule.waits().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofDays(2), Duration.ofDays(4));
    }

    @Test
    void waits_are_spread_by_a_fifth_so_that_lanes_do_not_come_back_all_at_once() {
        for (int seed = 0; seed < 100; seed++) {
            Instant next =
                    RetrySchedule.STANDARD.after(2, NOON, new Random(seed)).orElseThrow();
            assertThat(next).isBetween(NOON.plusSeconds(24), NOON.plusSeconds(36));
        }
    }

    @Test
    void only_2xx_is_taken_a_redirect_is_not_and_410_is_the_end() {
        assertThat(Verdict.on(answer(204, Optional.empty()))).isInstanceOf(Verdict.Delivered.class);
        assertThat(Verdict.on(answer(302, Optional.empty()))).isInstanceOf(Verdict.TryAgain.class);
        assertThat(Verdict.on(answer(500, Optional.empty()))).isInstanceOf(Verdict.TryAgain.class);
        assertThat(Verdict.on(answer(410, Optional.empty()))).isInstanceOf(Verdict.Gone.class);
    }

    @Test
    void who_says_too_many_or_does_not_answer_is_left_alone_for_a_minute_or_as_long_as_asked() {
        assertThat(Verdict.on(answer(429, Optional.empty())))
                .isEqualTo(new Verdict.TryAgain(Optional.of(Duration.ofSeconds(60)), true));
        assertThat(Verdict.on(answer(429, Optional.of(Duration.ofMinutes(10)))))
                .isEqualTo(new Verdict.TryAgain(Optional.of(Duration.ofMinutes(10)), true));
        assertThat(Verdict.on(answer(503, Optional.of(Duration.ofDays(9)))))
                .isEqualTo(new Verdict.TryAgain(Optional.of(Duration.ofHours(24)), true));
        assertThat(Verdict.on(new Answer.Failure("timeout", "", Duration.ZERO)))
                .isEqualTo(new Verdict.TryAgain(Optional.of(Duration.ofSeconds(60)), true));
    }

    @Test
    void addresses_inside_networks_are_told_from_those_of_the_world() throws UnknownHostException {
        for (String internal : List.of(
                "127.0.0.1",
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "ff02::1",
                "2001:db8::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "::10.0.0.1")) {
            assertThat(AddressGuard.isInternal(InetAddress.getByName(internal)))
                    .as(internal)
                    .isTrue();
        }
        for (String world : List.of("8.8.8.8", "172.32.0.1", "2a00:1450:4009:80b::200e", "64:ff9b::808:808")) {
            assertThat(AddressGuard.isInternal(InetAddress.getByName(world)))
                    .as(world)
                    .isFalse();
        }
    }
}
