package dev.palomar.statistics;

import dev.palomar.cluster.Node;
import dev.palomar.database.Columns;
import dev.palomar.database.Tx;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes what was counted. What is counted for a device is counted for its tenant as a whole, too.
final class CounterRows {

    private CounterRows() {}

    static void times(Tx tx, Map<Tally.Key, Long> counts) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        List<Map.Entry<Tally.Key, Long>> rows = List.copyOf(overSlots(counts).entrySet());
        counts(tx, rows, "stat_hour", "hour", "date_trunc('hour', u.quarter, 'UTC')");
        counts(tx, rows, "stat_day", "day", "(u.quarter AT TIME ZONE t.time_zone)::date");
        counts(tx, rows, "stat_month", "month", "date_trunc('month', u.quarter AT TIME ZONE t.time_zone)::date");
    }

    /// Each slot counts for itself, so that it can be lost by itself. As rows they are the same ones.
    private static Map<Tally.Key, Long> overSlots(Map<Tally.Key, Long> counts) {
        Map<Tally.Key, Long> sums = new HashMap<>();
        counts.forEach((key, count) -> sums.merge(
                new Tally.Key(Tally.NO_SLOT, key.tenant(), key.quarter(), key.device(), key.what()), count, Long::sum));
        return sums;
    }

    private static void counts(Tx tx, List<Map.Entry<Tally.Key, Long>> rows, String table, String column, String of)
            throws SQLException {
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO %1$s AS s (tenant_id, %2$s, device_id, what, count)
                SELECT u.tenant_id, %3$s, d.id, u.what, sum(u.count)
                  FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[], ?::bigint[])
                       AS u (tenant_id, quarter, device_id, what, count)
                 CROSS JOIN LATERAL unnest(ARRAY[u.device_id, ?::uuid]) AS d (id)
                  JOIN tenant t ON t.id = u.tenant_id
                 GROUP BY 1, 2, 3, 4
                 ORDER BY 1, 3, 4, 2
                ON CONFLICT (tenant_id, device_id, what, %2$s) DO UPDATE SET count = s.count + EXCLUDED.count
                """.formatted(table, column, of))) {
            new Columns(statement)
                    .add("uuid", rows, row -> row.getKey().tenant().value())
                    .add("timestamptz", rows, row -> row.getKey().quarter())
                    .add("uuid", rows, row -> row.getKey().device())
                    .add("text", rows, row -> row.getKey().what())
                    .add("int8", rows, Map.Entry::getValue);
            statement.setObject(6, Words.ALL);
            statement.executeUpdate();
        }
    }

    static void templates(Tx tx, List<OursRows.Known> known) throws SQLException {
        List<OursRows.Known> sent =
                known.stream().filter(one -> one.template().isPresent()).toList();
        if (sent.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO stat_template AS s (tenant_id, day, device_id, name, language, count)
                SELECT u.tenant_id, (u.at AT TIME ZONE t.time_zone)::date, d.id, u.name, u.language, count(*)
                  FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[], ?::text[])
                       AS u (tenant_id, at, device_id, name, language)
                 CROSS JOIN LATERAL unnest(ARRAY[u.device_id, ?::uuid]) AS d (id)
                  JOIN tenant t ON t.id = u.tenant_id
                 GROUP BY 1, 2, 3, 4, 5
                 ORDER BY 1, 3, 2, 4, 5
                ON CONFLICT (tenant_id, device_id, day, name, language) DO UPDATE SET count = s.count + EXCLUDED.count
                """)) {
            new Columns(statement)
                    .add("uuid", sent, one -> one.ours().tenant().value())
                    .add("timestamptz", sent, one -> one.ours().at())
                    .add("uuid", sent, one -> one.ours().device())
                    .add("text", sent, one -> one.template().orElseThrow().name())
                    .add("text", sent, one -> one.template().orElseThrow().language());
            statement.setObject(6, Words.ALL);
            statement.executeUpdate();
        }
    }

    static void seen(Tx tx, Collection<Tally.Seen> seen, String column) throws SQLException {
        if (seen.isEmpty()) {
            return;
        }
        List<Tally.Seen> rows = seen.stream()
                .sorted(Comparator.comparing((Tally.Seen one) -> one.device().value()))
                .toList();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                UPDATE device d SET %1$s = greatest(d.%1$s, u.at)
                  FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) AS u (tenant_id, id, at)
                 WHERE d.tenant_id = u.tenant_id AND d.id = u.id
                """.formatted(column))) {
            new Columns(statement)
                    .add("uuid", rows, row -> row.tenant().value())
                    .add("uuid", rows, row -> row.device().value())
                    .add("timestamptz", rows, Tally.Seen::at);
            statement.executeUpdate();
        }
    }

    /// A slot that is not ours any more stays where its new owner has it; then nothing of the batch is written.
    static void cursors(Tx tx, Node node, String follower, Map<Integer, Long> cursors) throws SQLException {
        if (cursors.isEmpty()) {
            return;
        }
        List<Map.Entry<Integer, Long>> rows = List.copyOf(cursors.entrySet());
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                UPDATE slot_cursor c SET seq = u.seq
                  FROM unnest(?::smallint[], ?::bigint[], ?::bigint[]) AS u (slot, epoch, seq)
                  JOIN slot_lease l ON l.slot = u.slot AND l.epoch = u.epoch
                 WHERE l.owner = ? AND c.follower = ? AND c.slot = u.slot AND c.seq < u.seq
                """)) {
            new Columns(statement)
                    .add("int2", rows, Map.Entry::getKey)
                    .add("int8", rows, row -> node.epoch(row.getKey()))
                    .add("int8", rows, Map.Entry::getValue);
            statement.setObject(4, node.id());
            statement.setString(5, follower);
            if (statement.executeUpdate() < rows.size()) {
                throw new IllegalStateException("a slot was lost while its figures were counted");
            }
        }
    }
}
