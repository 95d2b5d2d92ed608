package dev.palomar.agent.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoursTest {

    private static final ZoneId BUENOS_AIRES = ZoneId.of("America/Argentina/Buenos_Aires");

    /// Friday, 18:30 in Buenos Aires.
    private static final Instant FRIDAY_EVENING = Instant.parse("2026-11-27T21:30:00Z");

    @Test
    void hours_are_those_of_the_place_and_not_of_the_machine() {
        Hours office = hours(Optional.of(BUENOS_AIRES), "09:00", "19:00");

        assertThat(office.cover(FRIDAY_EVENING, ZoneId.of("UTC"))).isTrue();
        assertThat(hours(Optional.empty(), "09:00", "19:00").cover(FRIDAY_EVENING, ZoneId.of("UTC")))
                .isFalse();
        assertThat(hours(Optional.empty(), "09:00", "19:00").cover(FRIDAY_EVENING, BUENOS_AIRES))
                .isTrue();
    }

    @Test
    void the_last_minute_belongs_to_them_and_the_end_does_not() {
        Hours office = hours(Optional.of(BUENOS_AIRES), "09:00", "18:30");

        assertThat(office.cover(FRIDAY_EVENING.minusMillis(1), BUENOS_AIRES)).isTrue();
        assertThat(office.cover(FRIDAY_EVENING, BUENOS_AIRES)).isFalse();
    }

    @Test
    void a_night_goes_on_into_a_day_that_is_not_named() {
        Hours night = hours(Optional.of(BUENOS_AIRES), "22:00", "06:00");
        Instant saturdayMorning = Instant.parse("2026-11-28T08:30:00Z");

        assertThat(night.cover(saturdayMorning, BUENOS_AIRES)).isTrue();
        assertThat(night.cover(saturdayMorning.plusSeconds(1_800), BUENOS_AIRES))
                .isFalse();
        assertThat(night.cover(FRIDAY_EVENING, BUENOS_AIRES)).isFalse();
    }

    @Test
    void a_whole_day_ends_at_midnight() {
        Hours friday = hours(Optional.of(BUENOS_AIRES), "00:00", "00:00");

        assertThat(friday.cover(FRIDAY_EVENING, BUENOS_AIRES)).isTrue();
        assertThat(friday.cover(Instant.parse("2026-11-28T03:00:00Z"), BUENOS_AIRES))
                .isFalse();
    }

    private static Hours hours(Optional<ZoneId> zone, String from, String to) {
        return new Hours(
                zone, List.of(new Hours.Span(Set.of(DayOfWeek.FRIDAY), LocalTime.parse(from), LocalTime.parse(to))));
    }
}
