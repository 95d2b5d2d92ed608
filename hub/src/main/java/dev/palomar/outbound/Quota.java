package dev.palomar.outbound;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Counts messages against the day's limits of tenants and devices, in the transaction that keeps the messages: two who
/// submit at once cannot both have the last one. What is counted is held until the transaction ends, in one order
/// everywhere.
final class Quota {

    private static final UUID WHOLE_TENANT = new UUID(0, 0);

    private record Count(TenantId tenant, LocalDate day, UUID device) {}

    private final Tx tx;
    private final Instant now;
    private final Map<Count, Integer> used = new HashMap<>();
    private final Map<Count, Integer> unused = new HashMap<>();

    private Quota(Tx tx, Instant now) {
        this.tx = tx;
        this.now = now;
    }

    /// Counts one message for each of `candidates`; a device may be there many times.
    static Quota count(Tx tx, List<SendingDevice> candidates, Instant now) {
        Quota quota = new Quota(tx, now);
        Map<Count, Integer> wanted = new HashMap<>();
        for (SendingDevice device : candidates) {
            wanted.merge(ofTenant(device), 1, Integer::sum);
            wanted.merge(ofDevice(device), 1, Integer::sum);
        }
        quota.add(wanted, true);
        return quota;
    }

    private static Count ofTenant(SendingDevice device) {
        return new Count(device.key().tenant(), device.day(), WHOLE_TENANT);
    }

    private static Count ofDevice(SendingDevice device) {
        return new Count(
                device.key().tenant(), device.day(), device.key().device().value());
    }

    /// Takes one of the counted messages. When that is more than the day allows it says so, and gives it back.
    Optional<Rejection> take(SendingDevice device) {
        if (isOver(ofTenant(device), device.tenantPerDay())) {
            giveBack(device);
            return Optional.of(rejection("this company", device.tenantPerDay().orElse(0), device));
        }
        if (isOver(ofDevice(device), device.perDay())) {
            giveBack(device);
            return Optional.of(rejection("this device", device.perDay().orElse(0), device));
        }
        used.merge(ofTenant(device), 1, Integer::sum);
        used.merge(ofDevice(device), 1, Integer::sum);
        return Optional.empty();
    }

    private boolean isOver(Count count, Optional<Integer> limit) {
        return limit.isPresent() && used.getOrDefault(count, 0) >= limit.get();
    }

    /// One that was counted is not sent after all.
    void giveBack(SendingDevice device) {
        unused.merge(ofTenant(device), -1, Integer::sum);
        unused.merge(ofDevice(device), -1, Integer::sum);
    }

    /// Puts right what was counted and not used.
    void close() {
        add(unused, false);
    }

    private Rejection rejection(String whose, int limit, SendingDevice device) {
        return new Rejection.TooMany(
                "quota-exceeded",
                "The " + limit + " messages a day of " + whose + " are used up until " + Times.text(device.dayEnds())
                        + ".",
                Duration.between(now, device.dayEnds()));
    }

    private void add(Map<Count, Integer> counts, boolean remember) {
        if (counts.isEmpty()) {
            return;
        }
        List<Map.Entry<Count, Integer>> rows = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing((Count count) -> count.tenant().value())
                                .thenComparing(Count::day)
                                .thenComparing(Count::device)))
                .toList();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO quota_use AS q (tenant_id, day, device_id, messages)
                SELECT * FROM unnest(?::uuid[], ?::date[], ?::uuid[], ?::int[])
                ON CONFLICT (tenant_id, day, device_id) DO UPDATE SET messages = q.messages + EXCLUDED.messages
                RETURNING tenant_id, day, device_id, messages
                """)) {
            new Columns(statement)
                    .add("uuid", rows, row -> row.getKey().tenant().value())
                    .add("date", rows, row -> row.getKey().day())
                    .add("uuid", rows, row -> row.getKey().device())
                    .add("int4", rows, Map.Entry::getValue);
            try (ResultSet total = statement.executeQuery()) {
                while (remember && total.next()) {
                    Count count = new Count(
                            new TenantId(Rows.uuid(total, "tenant_id")),
                            total.getObject("day", LocalDate.class),
                            Rows.uuid(total, "device_id"));
                    used.put(count, total.getInt("messages") - counts.getOrDefault(count, 0));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot count messages", failure);
        }
    }
}
