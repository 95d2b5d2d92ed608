package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.MessageStatus;
import dev.palomar.model.WireId;
import dev.palomar.outbound.pace.Pace;
import dev.palomar.transport.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final SendingSettings SETTINGS = SendingSettings.STANDARD;

    @Test
    void forty_five_go_to_one_person_at_once_and_then_one_every_six_seconds() {
        Pace pair = SETTINGS.pair();
        Instant counted = Instant.EPOCH;
        for (int i = 0; i < 45; i++) {
            assertThat(pair.earliest(counted, NOON)).isEqualTo(NOON);
            counted = pair.after(counted, NOON);
        }
        assertThat(pair.earliest(counted, NOON)).isEqualTo(NOON.plusSeconds(6));
        counted = pair.after(counted, NOON.plusSeconds(6));
        assertThat(pair.earliest(counted, NOON.plusSeconds(6))).isEqualTo(NOON.plusSeconds(12));
    }

    @Test
    void a_quiet_time_refills_the_burst_and_no_more_than_that() {
        Pace pair = SETTINGS.pair();
        Instant counted = Instant.EPOCH;
        for (int i = 0; i < 45; i++) {
            counted = pair.after(counted, NOON);
        }
        Instant later = NOON.plus(Duration.ofDays(1));
        int atOnce = 0;
        while (pair.earliest(counted, later).equals(later)) {
            counted = pair.after(counted, later);
            atOnce++;
        }
        assertThat(atOnce).isEqualTo(45);
    }

    @Test
    void a_number_sends_eighty_a_second_in_the_long_run() {
        Pace device = SETTINGS.device();
        Instant counted = Instant.EPOCH;
        Instant at = NOON;
        for (int i = 0; i < 20 + 800; i++) {
            at = device.earliest(counted, at);
            counted = device.after(counted, at);
        }
        assertThat(Duration.between(NOON, at)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void what_whatsapp_took_is_sent_and_what_it_refuses_has_failed() {
        assertThat(Next.after(
                        new SendOutcome.Accepted(new WireId("w")), 1, NOON, NOON.plusSeconds(60), false, SETTINGS))
                .isInstanceOfSatisfying(
                        Next.Settled.class,
                        settled -> assertThat(settled.status()).isEqualTo(MessageStatus.SENT));
        assertThat(Next.after(ScriptedTransport.refused("1"), 1, NOON, NOON.plusSeconds(60), false, SETTINGS))
                .isInstanceOfSatisfying(
                        Next.Settled.class,
                        settled -> assertThat(settled.status()).isEqualTo(MessageStatus.FAILED));
    }

    @Test
    void what_did_not_go_waits_longer_each_time_and_never_less_than_whatsapp_asked() {
        assertThat(again(1, Duration.ofSeconds(10))).isEqualTo(NOON.plusSeconds(10));
        assertThat(again(6, Duration.ofSeconds(10))).isEqualTo(NOON.plusSeconds(32));
        assertThat(again(30, Duration.ofSeconds(10))).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        assertThat(again(30, Duration.ofHours(1))).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void after_its_day_it_has_expired_and_after_too_many_attempts_it_has_failed() {
        Instant end = NOON.plusSeconds(5);
        assertThat(Next.after(ScriptedTransport.notSent(Duration.ofSeconds(5)), 1, NOON, end, false, SETTINGS))
                .isInstanceOfSatisfying(
                        Next.Settled.class,
                        settled -> assertThat(settled.status()).isEqualTo(MessageStatus.EXPIRED));
        assertThat(Next.after(
                        ScriptedTransport.notSent(Duration.ofSeconds(1)),
                        SETTINGS.mostAttempts(),
                        NOON,
                        NOON.plusSeconds(9999),
                        false,
                        SETTINGS))
                .isInstanceOfSatisfying(
                        Next.Settled.class,
                        settled -> assertThat(settled.status()).isEqualTo(MessageStatus.FAILED));
    }

    private static Instant again(int attempts, Duration asked) {
        return ((Next.Again) Next.after(
                        ScriptedTransport.notSent(asked),
                        attempts,
                        NOON,
                        NOON.plus(Duration.ofDays(1)),
                        false,
                        SETTINGS))
                .at();
    }
}
