package dev.palomar.outbound;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Counts messages against the day's limits of tenants and devices, in the transaction that keeps the messages: two who
/// submit at once cannot both have the last one. What is counted is held until the transaction ends, in one order
/// everywhere.
final class Quota {

    private static final UUID WHOLE_TENANT = new UUID(0, 0);

    private record Count(TenantId tenant, LocalDate day, UUID device) {}

    private final Tx tx;
    private final Instant now;
    private final Supplier<Map<Count, Integer>> before;
    private final Map<Count, Integer> taken = new HashMap<>();
    private final Map<Count, Integer> unused = new HashMap<>();

    private Quota(Tx tx, Instant now, Supplier<Map<Count, Integer>> before) {
        this.tx = tx;
        this.now = now;
        this.before = before;
    }

    /// Counts one message for each of `candidates`; a device may be there many times.
    static Quota count(Tx tx, List<SendingDevice> candidates, Instant now) {
        Map<Count, Integer> wanted = new HashMap<>();
        for (SendingDevice device : candidates) {
            wanted.merge(ofTenant(device), 1, Integer::sum);
            wanted.merge(ofDevice(device), 1, Integer::sum);
        }
        return new Quota(tx, now, add(tx, wanted));
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
        taken.merge(ofTenant(device), 1, Integer::sum);
        taken.merge(ofDevice(device), 1, Integer::sum);
        return Optional.empty();
    }

    private boolean isOver(Count count, Optional<Integer> limit) {
        return limit.isPresent() && before.get().getOrDefault(count, 0) + taken.getOrDefault(count, 0) >= limit.get();
    }

    /// One that was counted is not sent after all.
    void giveBack(SendingDevice device) {
        unused.merge(ofTenant(device), -1, Integer::sum);
        unused.merge(ofDevice(device), -1, Integer::sum);
    }

    /// Puts right what was counted and not used.
    void close() {
        add(tx, unused);
    }

    private Rejection rejection(String whose, int limit, SendingDevice device) {
        return new Rejection.TooMany(
                "quota-exceeded",
                "The " + limit + " messages a day of " + whose + " are used up until " + Times.text(device.dayEnds())
                        + ".",
                Duration.between(now, device.dayEnds()));
    }

    /// How many there were of each before.
    @CanIgnoreReturnValue
    private static Supplier<Map<Count, Integer>> add(Tx tx, Map<Count, Integer> counts) {
        if (counts.isEmpty()) {
            return Map::of;
        }
        List<Map.Entry<Count, Integer>> rows = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing((Count count) -> count.tenant().value())
                                .thenComparing(Count::day)
                                .thenComparing(Count::device)))
                .toList();
        return tx.ask(
                """
                INSERT INTO quota_use AS q (tenant_id, day, device_id, messages)
                SELECT * FROM unnest(?::uuid[], ?::date[], ?::uuid[], ?::int[])
                ON CONFLICT (tenant_id, day, device_id) DO UPDATE SET messages = q.messages + EXCLUDED.messages
                RETURNING tenant_id, day, device_id, messages
                """,
                columns -> columns.add(
                                "uuid", rows, row -> row.getKey().tenant().value())
                        .add("date", rows, row -> row.getKey().day())
                        .add("uuid", rows, row -> row.getKey().device())
                        .add("int4", rows, Map.Entry::getValue),
                total -> {
                    Map<Count, Integer> before = new HashMap<>();
                    while (total.next()) {
                        Count count = new Count(
                                new TenantId(Rows.uuid(total, "tenant_id")),
                                total.getObject("day", LocalDate.class),
                                Rows.uuid(total, "device_id"));
                        before.put(count, total.getInt("messages") - counts.getOrDefault(count, 0));
                    }
                    return before;
                });
    }
}
