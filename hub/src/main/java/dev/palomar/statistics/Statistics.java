package dev.palomar.statistics;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;

/// Figures for the overview. They are added up from what [Counters] wrote, so they cost the same however much was said.
public final class Statistics {

    private static final List<String> SERIES =
            List.of(Words.RECEIVED, Words.QUEUED, Words.WRITTEN, Words.SENT, Words.DELIVERED, Words.READ, Words.FAILED);

    private static final List<String> OF_DEVICES =
            List.of(Words.RECEIVED, Words.QUEUED, Words.WRITTEN, Words.DELIVERED, Words.READ, Words.FAILED);

    /// What was counted in an hour or a day, by word.
    public record Point(Instant at, Optional<LocalDate> day, Map<String, Long> counts) {}

    /// What was counted for a device that is there.
    public record OfDevice(DeviceId id, String name, Map<String, Long> counts) {}

    public record Template(String name, String language, long sent) {}

    private final Database database;

    public Statistics(Database database) {
        this.database = database;
    }

    /// The tenant's time zone.
    public ZoneId zone(TenantId tenant) {
        return database.tenant(
                tenant,
                tx -> tx.query("SELECT time_zone FROM tenant WHERE id = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(String.class)
                        .map(ZoneId::of)
                        .one());
    }

    /// Figures of the tenant, or of some of its devices.
    public Figures figures(TenantId tenant, Optional<Set<DeviceId>> devices, Span span) {
        return database.tenant(tenant, tx -> {
            List<UUID> of = devices.map(
                            some -> some.stream().map(DeviceId::value).toList())
                    .orElse(List.of(Words.ALL));
            List<OfDevice> each = byDevice(tx, tenant, devices, span);
            return new Figures(
                    span,
                    series(tx, tenant, of, span),
                    together(sums(tx, tenant, of, span, Words.summed())),
                    each,
                    templates(tx, tenant, of, span),
                    Standing.read(tx, tenant, devices));
        });
    }

    private static List<Point> series(Tx tx, TenantId tenant, List<UUID> devices, Span span) {
        boolean days = span.grain() == Span.Grain.DAY;
        Map<Instant, Map<String, Long>> found = new HashMap<>();
        Query query = tx.query("""
                SELECT %1$s AS at, what, sum(count) AS count FROM %2$s
                 WHERE tenant_id = :tenant AND device_id = ANY (:devices) AND what = ANY (:words)
                   AND %1$s >= :from AND %1$s < :to
                 GROUP BY 1, 2
                """.formatted(days ? "day" : "hour", days ? "stat_day" : "stat_hour"))
                .bind("tenant", tenant)
                .bind("devices", devices.toArray(UUID[]::new))
                .bind("words", SERIES.toArray(String[]::new));
        if (days) {
            query.bind("from", span.firstDay()).bind("to", span.lastDay());
        } else {
            query.bind("from", Timestamp.from(span.from())).bind("to", Timestamp.from(span.to()));
        }
        query.map((row, _) -> found.computeIfAbsent(at(row, span), _ -> new HashMap<>())
                        .put(row.getString("what"), row.getLong("count")))
                .list();
        List<Point> points = new ArrayList<>();
        if (days) {
            for (LocalDate day = span.firstDay(); day.isBefore(span.lastDay()); day = day.plusDays(1)) {
                Instant at = day.atStartOfDay(span.zone()).toInstant();
                points.add(new Point(at, Optional.of(day), found.getOrDefault(at, Map.of())));
            }
        } else {
            for (Instant at = span.from(); at.isBefore(span.to()); at = at.plusSeconds(3_600)) {
                points.add(new Point(at, Optional.empty(), found.getOrDefault(at, Map.of())));
            }
        }
        return points;
    }

    private static Instant at(ResultSet row, Span span) throws SQLException {
        return switch (span.grain()) {
            case HOUR -> Rows.instant(row, "at");
            case DAY ->
                row.getObject("at", LocalDate.class).atStartOfDay(span.zone()).toInstant();
        };
    }

    /// A stretch of time in one of the tables.
    private record Part(String table, String column, Object from, Object to) {

        static Part hours(Instant from, Instant to) {
            return new Part("stat_hour", "hour", Timestamp.from(from), Timestamp.from(to));
        }

        static Part days(LocalDate from, LocalDate to) {
            return new Part("stat_day", "day", from, to);
        }

        static Part months(LocalDate from, LocalDate to) {
            return new Part("stat_month", "month", from, to);
        }
    }

    /// The months that lie in the span as a whole, the days around them, and the hours around these.
    private static List<Part> parts(Span span) {
        return !span.hasDays()
                ? List.of(Part.hours(span.from(), span.to()))
                : Stream.of(
                                Part.hours(span.from(), span.daysBegin()),
                                Part.days(span.firstDay(), span.monthsBegin()),
                                Part.months(span.monthsBegin(), span.monthsEnd()),
                                Part.days(span.monthsEnd(), span.lastDay()),
                                Part.hours(span.daysEnd(), span.to()))
                        .filter(part -> !part.from().equals(part.to()))
                        .toList();
    }

    /// Added up by device and word.
    private static Map<UUID, Map<String, Long>> sums(
            Tx tx, TenantId tenant, Collection<UUID> devices, Span span, List<String> words) {
        List<Part> parts = parts(span);
        String rows = IntStream.range(0, parts.size())
                .mapToObj(
                        at -> """
                        SELECT device_id, what, count FROM %1$s
                         WHERE tenant_id = :tenant AND device_id = ANY (:devices) AND what = ANY (:words)
                           AND %2$s >= :from%3$d AND %2$s < :to%3$d
                        """.formatted(parts.get(at).table(), parts.get(at).column(), at))
                .collect(Collectors.joining("UNION ALL "));
        Query query = tx.query(
                        "SELECT device_id, what, sum(count) AS count FROM (" + rows + ") s GROUP BY device_id, what")
                .bind("tenant", tenant)
                .bind("devices", devices.toArray(UUID[]::new))
                .bind("words", words.toArray(String[]::new));
        for (int at = 0; at < parts.size(); at++) {
            query.bind("from" + at, parts.get(at).from())
                    .bind("to" + at, parts.get(at).to());
        }
        Map<UUID, Map<String, Long>> sums = new HashMap<>();
        query.map((row, _) -> sums.computeIfAbsent(Rows.uuid(row, "device_id"), _ -> new HashMap<>())
                        .put(row.getString("what"), row.getLong("count")))
                .list();
        return sums;
    }

    private static Map<String, Long> together(Map<UUID, Map<String, Long>> sums) {
        Map<String, Long> all = new HashMap<>();
        sums.values().forEach(counts -> counts.forEach((what, count) -> all.merge(what, count, Long::sum)));
        return all;
    }

    private static List<OfDevice> byDevice(Tx tx, TenantId tenant, Optional<Set<DeviceId>> devices, Span span) {
        Map<UUID, String> names = new TreeMap<>();
        tx.query("SELECT id, name FROM device WHERE tenant_id = :tenant")
                .bind("tenant", tenant)
                .map((row, _) -> names.put(Rows.uuid(row, "id"), row.getString("name")))
                .list();
        devices.ifPresent(some -> names.keySet().removeIf(id -> !some.contains(new DeviceId(id))));
        Map<UUID, Map<String, Long>> counts = sums(tx, tenant, names.keySet(), span, OF_DEVICES);
        return names.entrySet().stream()
                .map(device -> new OfDevice(
                        new DeviceId(device.getKey()),
                        device.getValue(),
                        counts.getOrDefault(device.getKey(), Map.of())))
                .sorted((one, other) -> Long.compare(Figures.messages(other.counts()), Figures.messages(one.counts())))
                .toList();
    }

    private static List<Template> templates(Tx tx, TenantId tenant, List<UUID> devices, Span span) {
        return tx.query("""
                SELECT name, language, sum(count) AS count FROM stat_template
                 WHERE tenant_id = :tenant AND device_id = ANY (:devices) AND day >= :first AND day <= :last
                 GROUP BY name, language
                 ORDER BY 3 DESC, 1, 2
                 LIMIT 20
                """)
                .bind("tenant", tenant)
                .bind("devices", devices.toArray(UUID[]::new))
                .bind("first", LocalDate.ofInstant(span.from(), span.zone()))
                .bind("last", LocalDate.ofInstant(span.to().minusMillis(1), span.zone()))
                .map((row, _) -> new Template(row.getString("name"), row.getString("language"), row.getLong("count")))
                .list();
    }
}
