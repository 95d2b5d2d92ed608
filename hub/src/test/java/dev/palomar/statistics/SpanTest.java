package dev.palomar.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static final ZoneId BUENOS_AIRES = ZoneId.of("America/Argentina/Buenos_Aires");
    private static final ZoneId CALCUTTA = ZoneId.of("Asia/Kolkata");
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    @Test
    void a_time_is_widened_to_whole_hours_or_to_whole_days_of_the_company() {
        Instant from = Instant.parse("2026-11-20T02:30:00Z");
        Instant to = Instant.parse("2026-11-21T12:10:00Z");

        Span hours = Span.of(Span.Grain.HOUR, from, to, BUENOS_AIRES);
        assertThat(hours.from()).isEqualTo("2026-11-20T02:00:00Z");
        assertThat(hours.to()).isEqualTo("2026-11-21T13:00:00Z");
        Span days = Span.of(Span.Grain.DAY, from, to, BUENOS_AIRES);
        assertThat(days.firstDay()).isEqualTo(LocalDate.parse("2026-11-19"));
        assertThat(days.lastDay()).isEqualTo(LocalDate.parse("2026-11-22"));
        assertThat(days.from()).isEqualTo("2026-11-19T03:00:00Z");
    }

    @Test
    void a_long_time_is_added_up_from_days_with_the_hours_that_stand_out() {
        Span span = Span.of(
                Span.Grain.HOUR,
                Instant.parse("2026-11-18T20:00:00Z"),
                Instant.parse("2026-11-21T06:00:00Z"),
                BUENOS_AIRES);

        assertThat(span.hasDays()).isTrue();
        assertThat(span.firstDay()).isEqualTo(LocalDate.parse("2026-11-19"));
        assertThat(span.daysBegin()).isEqualTo("2026-11-19T03:00:00Z");
        assertThat(span.daysEnd()).isEqualTo("2026-11-21T03:00:00Z");
    }

    @Test
    void a_year_is_added_up_from_months_with_the_days_that_stand_out() {
        Span year = Span.of(
                Span.Grain.DAY, Instant.parse("2025-11-20T12:00:00Z"), Instant.parse("2026-11-27T12:00:00Z"), MADRID);

        assertThat(year.firstDay()).isEqualTo("2025-11-20");
        assertThat(year.monthsBegin()).isEqualTo("2025-12-01");
        assertThat(year.monthsEnd()).isEqualTo("2026-11-01");
        assertThat(year.lastDay()).isEqualTo("2026-11-28");
    }

    @Test
    void a_time_without_a_whole_month_is_days_alone() {
        Span weeks = Span.of(
                Span.Grain.DAY, Instant.parse("2026-10-02T12:00:00Z"), Instant.parse("2026-11-27T12:00:00Z"), MADRID);

        assertThat(weeks.monthsBegin()).isEqualTo("2026-11-28");
        assertThat(weeks.monthsEnd()).isEqualTo("2026-11-28");
    }

    @Test
    void days_that_begin_at_half_an_hour_are_not_mixed_with_hours() {
        Span span = Span.of(
                Span.Grain.HOUR,
                Instant.parse("2026-11-18T20:00:00Z"),
                Instant.parse("2026-11-21T06:00:00Z"),
                CALCUTTA);

        assertThat(span.hasDays()).isFalse();
    }

    @Test
    void the_day_of_23_hours_is_one_day() {
        Span span = Span.of(
                Span.Grain.DAY, Instant.parse("2026-03-29T10:00:00Z"), Instant.parse("2026-03-29T11:00:00Z"), MADRID);

        assertThat(span.from()).isEqualTo("2026-03-28T23:00:00Z");
        assertThat(span.to()).isEqualTo("2026-03-29T22:00:00Z");
    }

    @Test
    void the_median_is_the_upper_end_of_the_range_in_which_it_lies() {
        Map<String, Long> counts = Map.of("answered.10", 4L, "answered.60", 5L, "answered.3600", 1L);

        assertThat(Words.ANSWERED.reached(counts, 0.5)).contains(60L);
        assertThat(Words.ANSWERED.reached(counts, 0.9)).contains(60L);
        assertThat(Words.ANSWERED.reached(counts, 0.95)).contains(3_600L);
        assertThat(Words.ANSWERED.reached(Map.of(), 0.5)).isEmpty();
        assertThat(Words.ANSWERED.word(61)).isEqualTo("answered.120");
        assertThat(Words.ANSWERED.word(Long.MAX_VALUE)).isEqualTo("answered.604800");
    }
}
