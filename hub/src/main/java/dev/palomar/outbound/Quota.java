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
/// everywhere. Where there is no limit, transactions side by side count in parts of their own and do not wait for each
/// other.
final class Quota {

    private static final UUID WHOLE_TENANT = new UUID(0, 0);

    /// Where there is a limit all count here.
    private static final int TOGETHER = 0;

    private record Count(TenantId tenant, LocalDate day, UUID device, int part) {}

    private final Tx tx;
    private final Instant now;
    private final int part;
    private final Supplier<Map<Count, Integer>> before;
    private final Map<Count, Integer> taken = new HashMap<>();
    private final Map<Count, Integer> unused = new HashMap<>();

    private Quota(Tx tx, List<SendingDevice> candidates, int part, Instant now) {
        this.tx = tx;
        this.part = part;
        this.now = now;
        Map<Count, Integer> wanted = new HashMap<>();
        for (SendingDevice device : candidates) {
            wanted.merge(ofTenant(device), 1, Integer::sum);
            wanted.merge(ofDevice(device), 1, Integer::sum);
        }
        this.before = add(tx, wanted);
    }

    /// Counts one message for each of `candidates`; a device may be there many times. Transactions that run side by
    /// side have different `half`s.
    static Quota count(Tx tx, List<SendingDevice> candidates, int half, Instant now) {
        return new Quota(tx, candidates, 1 + half, now);
    }

    private Count ofTenant(SendingDevice device) {
        return new Count(device.key().tenant(), device.day(), WHOLE_TENANT, part(device.tenantPerDay()));
    }

    private Count ofDevice(SendingDevice device) {
        return new Count(
                device.key().tenant(), device.day(), device.key().device().value(), part(device.perDay()));
    }

    private int part(Optional<Integer> limit) {
        return limit.isPresent() ? TOGETHER : part;
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
                                .thenComparing(Count::device)
                                .thenComparingInt(Count::part)))
                .toList();
        return tx.ask(
                """
                INSERT INTO quota_use AS q (tenant_id, day, device_id, part, messages)
                SELECT * FROM unnest(?::uuid[], ?::date[], ?::uuid[], ?::smallint[], ?::int[])
                ON CONFLICT (tenant_id, day, device_id, part) DO UPDATE SET messages = q.messages + EXCLUDED.messages
                RETURNING q.tenant_id, q.day, q.device_id, q.part, q.messages
                          + (SELECT coalesce(sum(o.messages), 0) FROM quota_use o
                              WHERE q.part = 0 AND o.tenant_id = q.tenant_id AND o.day = q.day
                                AND o.device_id = q.device_id AND o.part <> 0) AS messages
                """,
                columns -> columns.add(
                                "uuid", rows, row -> row.getKey().tenant().value())
                        .add("date", rows, row -> row.getKey().day())
                        .add("uuid", rows, row -> row.getKey().device())
                        .add("int2", rows, row -> row.getKey().part())
                        .add("int4", rows, Map.Entry::getValue),
                total -> {
                    Map<Count, Integer> before = new HashMap<>();
                    while (total.next()) {
                        Count count = new Count(
                                new TenantId(Rows.uuid(total, "tenant_id")),
                                total.getObject("day", LocalDate.class),
                                Rows.uuid(total, "device_id"),
                                total.getInt("part"));
                        before.put(count, total.getInt("messages") - counts.getOrDefault(count, 0));
                    }
                    return before;
                });
    }
}
