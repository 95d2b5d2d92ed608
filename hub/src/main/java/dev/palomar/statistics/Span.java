package dev.palomar.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/// A time, as hours or as the tenant's days. `from` and `to` are whole hours, or the beginnings of days in `zone`.
public record Span(Grain grain, Instant from, Instant to, ZoneId zone) {

    /// How figures are gathered.
    public enum Grain {
        HOUR("hour"),
        DAY("day");

        private final String word;

        Grain(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// Widened to whole hours or days.
    public static Span of(Grain grain, Instant from, Instant to, ZoneId zone) {
        return switch (grain) {
            case HOUR -> {
                Instant last = to.truncatedTo(ChronoUnit.HOURS);
                yield new Span(
                        grain,
                        from.truncatedTo(ChronoUnit.HOURS),
                        last.equals(to) ? last : last.plus(1, ChronoUnit.HOURS),
                        zone);
            }
            case DAY -> {
                LocalDate first = LocalDate.ofInstant(from, zone);
                Instant last = start(LocalDate.ofInstant(to, zone), zone);
                yield new Span(
                        grain,
                        start(first, zone),
                        last.equals(to)
                                ? last
                                : start(LocalDate.ofInstant(to, zone).plusDays(1), zone),
                        zone);
            }
        };
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /// The first day that lies in it as a whole.
    LocalDate firstDay() {
        ZonedDateTime local = from.atZone(zone);
        LocalDate day = local.toLocalDate();
        return start(day, zone).equals(from) ? day : day.plusDays(1);
    }

    /// The day after the last that lies in it as a whole.
    LocalDate lastDay() {
        return LocalDate.ofInstant(to, zone);
    }

    /// Where whole months of its days begin; where its days end, when it has none.
    LocalDate monthsBegin() {
        LocalDate first = firstDay();
        LocalDate begin =
                first.getDayOfMonth() == 1 ? first : first.withDayOfMonth(1).plusMonths(1);
        return begin.isBefore(monthOfEnd()) ? begin : lastDay();
    }

    /// Where whole months of its days end.
    LocalDate monthsEnd() {
        return monthsBegin().isBefore(monthOfEnd()) ? monthOfEnd() : lastDay();
    }

    private LocalDate monthOfEnd() {
        return lastDay().withDayOfMonth(1);
    }

    /// Whether days can be added up instead of hours: an hour must not belong to two of them.
    boolean hasDays() {
        return firstDay().isBefore(lastDay())
                && (grain == Grain.DAY || (wholeHour(daysBegin()) && wholeHour(daysEnd())));
    }

    private static boolean wholeHour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS).equals(at);
    }

    /// Before then the hours stand alone; after [#daysEnd()] again.
    Instant daysBegin() {
        return start(firstDay(), zone);
    }

    Instant daysEnd() {
        return start(lastDay(), zone);
    }
}
