package dev.palomar.journal;

import dev.palomar.cluster.Slots;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.model.event.EventType;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A tenant's facts by pulling: for receivers without a public address. Each conversation's come in their order;
/// nothing
/// is left out and nothing comes twice, whoever commits meanwhile.
public final class Archive {

    /// What was read, and where to go on.
    public record Page(List<Entry> entries, Position next) {}

    /// As many pages' worth of rows are read at most to answer one page.
    private static final long ENOUGH_PAGES = 4;

    private final Database database;
    private final ConcurrentHashMap<TenantId, Set<Semaphore>> waiting = new ConcurrentHashMap<>();

    public Archive(Database database, Journal journal) {
        this.database = database;
        journal.listen(this::appended);
    }

    /// Up to `limit` facts after `after`, of the given types or, when there are none, of all but
    /// those that are only told by name. When there is nothing it waits up to `patience` for something.
    public Page read(TenantId tenant, Position after, Set<EventType> types, int limit, Duration patience)
            throws InterruptedException {
        Semaphore news = new Semaphore(0);
        Set<Semaphore> others = waiting.computeIfAbsent(tenant, _ -> ConcurrentHashMap.newKeySet());
        others.add(news);
        try {
            long end = System.nanoTime() + patience.toNanos();
            Position position = after;
            while (true) {
                Look look = look(tenant, position, types, limit);
                Page page = look.page();
                if (!page.entries().isEmpty()) {
                    return page;
                }
                position = page.next();
                if (!look.everywhere()) {
                    continue;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return page;
                }
                // Another node's facts are not heard of here: look every second.
                var _ = news.tryAcquire(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
                news.drainPermits();
            }
        } finally {
            others.remove(news);
        }
    }

    /// After everything that is there now.
    public Position now() {
        return Position.of(heads());
    }

    private void appended(List<Entry> entries) {
        entries.stream()
                .map(Entry::tenant)
                .distinct()
                .forEach(tenant -> waiting.getOrDefault(tenant, Set.of()).forEach(Semaphore::release));
    }

    /// @param everywhere  whether every slot was looked at that has something new
    private record Look(Page page, boolean everywhere) {}

    private Look look(TenantId tenant, Position after, Set<EventType> types, int limit) {
        long[] heads = heads();
        List<Integer> behind = new ArrayList<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (heads[slot] > after.of(slot)) {
                behind.add(slot);
            }
        }
        List<Integer> slots = deepest(behind, heads, after, limit);
        return new Look(page(tenant, after, types, limit, heads, slots), slots.size() == behind.size());
    }

    /// Whoever is far behind gets the slots one after the other, the fullest first: reading a page of each would throw
    /// nearly all of it away. Whoever keeps up gets all of them, and so the earliest first.
    private static List<Integer> deepest(List<Integer> behind, long[] heads, Position after, int limit) {
        long waiting =
                behind.stream().mapToLong(slot -> heads[slot] - after.of(slot)).sum();
        if (waiting <= ENOUGH_PAGES * limit) {
            return behind;
        }
        List<Integer> sorted = behind.stream()
                .sorted(Comparator.comparingLong((Integer slot) -> after.of(slot) - heads[slot]))
                .toList();
        List<Integer> chosen = new ArrayList<>();
        long expected = 0;
        for (int slot : sorted) {
            if (expected >= limit) {
                break;
            }
            chosen.add(slot);
            expected += heads[slot] - after.of(slot);
        }
        return chosen;
    }

    private Page page(
            TenantId tenant, Position after, Set<EventType> types, int limit, long[] heads, List<Integer> slots) {
        if (slots.isEmpty()) {
            return new Page(List.of(), after);
        }
        Map<Integer, List<Entry>> bySlot =
                database.tenant(tenant, tx -> select(tx, tenant, after, slots, types, limit));
        return merge(after, heads, slots, bySlot, limit);
    }

    /// The earliest first, each slot's in its order. A slot that was read to its end is passed over next time.
    private static Page merge(
            Position after, long[] heads, List<Integer> slots, Map<Integer, List<Entry>> bySlot, int limit) {
        PriorityQueue<List<Entry>> next = new PriorityQueue<>(
                Comparator.comparing((List<Entry> rest) -> rest.getFirst().at())
                        .thenComparing(rest -> rest.getFirst().id().value()));
        bySlot.values().forEach(next::add);
        List<Entry> entries = new ArrayList<>();
        Position position = after;
        for (int slot : slots) {
            if (!bySlot.containsKey(slot)) {
                position = position.with(slot, heads[slot]);
            }
        }
        while (!next.isEmpty() && entries.size() < limit) {
            List<Entry> rest = next.remove();
            Entry entry = rest.getFirst();
            entries.add(entry);
            position = position.with(entry.slot(), entry.seq());
            if (rest.size() > 1) {
                next.add(rest.subList(1, rest.size()));
            }
        }
        return new Page(List.copyOf(entries), position);
    }

    private static Map<Integer, List<Entry>> select(
            Tx tx, TenantId tenant, Position after, List<Integer> slots, Set<EventType> types, int limit) {
        Map<Integer, List<Entry>> bySlot = new HashMap<>();
        tx.query("""
            SELECT %s
              FROM unnest(:slots, :seqs) AS c (slot, seq)
             CROSS JOIN LATERAL (
                   SELECT * FROM event
                    WHERE tenant_id = :tenant AND slot = c.slot AND event.seq > c.seq
                      AND endpoint_id IS NULL
                      AND (CAST(:types AS text[]) IS NULL AND type <> 'device.qr' OR type = ANY (:types))
                    ORDER BY event.seq
                    LIMIT :limit) e
             ORDER BY e.slot, e.seq
            """.formatted(EntryRows.COLUMNS))
                .bind("tenant", tenant)
                .bind("slots", slots.toArray(Integer[]::new))
                .bind("seqs", slots.stream().map(after::of).toArray(Long[]::new))
                .bind(
                        "types",
                        types.isEmpty()
                                ? null
                                : types.stream().map(EventType::word).toArray(String[]::new))
                .bind("limit", limit)
                .map((row, _) -> EntryRows.read(row))
                .forEach(entry -> bySlot.computeIfAbsent(entry.slot(), _ -> new ArrayList<>())
                        .add(entry));
        return bySlot;
    }

    private long[] heads() {
        long[] heads = new long[Slots.COUNT];
        database.worker(tx -> tx.query("SELECT slot, next_seq FROM slot_head WHERE next_seq > 1")
                .map((row, _) -> heads[row.getInt("slot")] = row.getLong("next_seq") - 1)
                .list());
        return heads;
    }
}
