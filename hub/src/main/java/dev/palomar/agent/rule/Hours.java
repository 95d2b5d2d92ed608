package dev.palomar.agent.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// When the agent answers.
///
/// @param zone  the tenant's own when empty
public record Hours(Optional<ZoneId> zone, List<Span> spans) {

    /// On each of these days from a time on. A span that ends at or before its beginning goes on into the next day;
    /// midnight as an end is that of the day itself.
    public record Span(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

        public Span {
            days = Set.copyOf(days);
        }

        private boolean covers(ZonedDateTime at) {
            LocalTime time = at.toLocalTime();
            DayOfWeek today = at.getDayOfWeek();
            boolean overnight = !to.equals(LocalTime.MIDNIGHT) && !to.isAfter(from);
            boolean begun = days.contains(today) && !time.isBefore(from);
            if (overnight) {
                return begun || (days.contains(today.minus(1)) && time.isBefore(to));
            }
            return begun && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
        }
    }

    public Hours {
        spans = List.copyOf(spans);
    }

    public boolean cover(Instant now, ZoneId tenants) {
        ZonedDateTime at = now.atZone(zone.orElse(tenants));
        return spans.stream().anyMatch(span -> span.covers(at));
    }
}
