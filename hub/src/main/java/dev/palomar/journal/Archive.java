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

/// A tenant's facts by pulling: for receivers without a public address. Each conversation's come in their
/// order; nothing is left out and nothing comes twice, whoever commits meanwhile.
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
        long[] heads = new long[Slots.COUNT];
        database.worker(tx -> tx.query("SELECT slot, next_seq FROM slot_head WHERE next_seq > 1")
                .map((row, _) -> heads[row.getInt("slot")] = row.getLong("next_seq") - 1)
                .list());
        return Position.of(heads);
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
        Position heads = now();
        List<Integer> behind = new ArrayList<>();
        long waiting = 0;
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (heads.of(slot) > after.of(slot)) {
                behind.add(slot);
                waiting += heads.of(slot) - after.of(slot);
            }
        }
        if (behind.isEmpty()) {
            return new Look(new Page(List.of(), after), true);
        }
        Asked asked = new Asked(tenant, after, types, limit, heads);
        return waiting > ENOUGH_PAGES * limit ? fullestFirst(asked, behind) : earliestFirst(asked, behind);
    }

    private record Asked(TenantId tenant, Position after, Set<EventType> types, int limit, Position heads) {

        long waiting(int slot) {
            return heads.of(slot) - after.of(slot);
        }
    }

    /// For whoever is far behind, one slot after the other: reading a page of each would throw nearly all of it away.
    private Look fullestFirst(Asked asked, List<Integer> behind) {
        List<Integer> slots = behind.stream()
                .sorted(Comparator.comparingLong(asked::waiting).reversed())
                .toList();
        List<Entry> entries = database.tenant(asked.tenant(), tx -> select(tx, asked, slots, asked.limit()));
        boolean everywhere = entries.size() < asked.limit();
        long[] seqs = asked.after().seqs();
        int readTo = everywhere ? slots.size() : slots.indexOf(entries.getLast().slot());
        for (int slot : slots.subList(0, readTo)) {
            seqs[slot] = asked.heads().of(slot);
        }
        for (Entry entry : entries) {
            seqs[entry.slot()] = Math.max(seqs[entry.slot()], entry.seq());
        }
        return new Look(new Page(entries, asked.after().at(seqs)), everywhere);
    }

    /// For whoever keeps up: the earliest first, each slot's in its order. A slot that has nothing is passed over next
    /// time.
    private Look earliestFirst(Asked asked, List<Integer> slots) {
        Map<Integer, List<Entry>> bySlot = new HashMap<>();
        database.tenant(asked.tenant(), tx -> select(tx, asked, slots, Integer.MAX_VALUE))
                .forEach(entry -> bySlot.computeIfAbsent(entry.slot(), _ -> new ArrayList<>())
                        .add(entry));
        PriorityQueue<List<Entry>> next = new PriorityQueue<>(
                Comparator.comparing((List<Entry> rest) -> rest.getFirst().at())
                        .thenComparing(rest -> rest.getFirst().id().value()));
        next.addAll(bySlot.values());
        long[] seqs = asked.after().seqs();
        for (int slot : slots) {
            if (!bySlot.containsKey(slot)) {
                seqs[slot] = asked.heads().of(slot);
            }
        }
        List<Entry> entries = new ArrayList<>();
        while (!next.isEmpty() && entries.size() < asked.limit()) {
            List<Entry> rest = next.remove();
            Entry entry = rest.getFirst();
            entries.add(entry);
            seqs[entry.slot()] = entry.seq();
            if (rest.size() > 1) {
                next.add(rest.subList(1, rest.size()));
            }
        }
        return new Look(new Page(List.copyOf(entries), asked.after().at(seqs)), true);
    }

    /// Slot after slot in the order of `slots`, and no further than `most` entries.
    private static List<Entry> select(Tx tx, Asked asked, List<Integer> slots, int most) {
        Set<EventType> types = asked.types();
        return tx.query("""
            SELECT %s
              FROM unnest(:slots, :seqs) AS c (slot, seq)
             CROSS JOIN LATERAL (
                   SELECT * FROM event
                    WHERE tenant_id = :tenant AND slot = c.slot AND event.seq > c.seq
                      AND endpoint_id IS NULL
                      AND (CAST(:types AS text[]) IS NULL AND type <> 'device.qr' OR type = ANY (:types))
                    ORDER BY event.seq
                    LIMIT :limit) e
             LIMIT :most
            """.formatted(EntryRows.COLUMNS))
                .bind("tenant", asked.tenant())
                .bind("slots", slots.toArray(Integer[]::new))
                .bind("seqs", slots.stream().map(asked.after()::of).toArray(Long[]::new))
                .bind(
                        "types",
                        types.isEmpty()
                                ? null
                                : types.stream().map(EventType::word).toArray(String[]::new))
                .bind("limit", asked.limit())
                .bind("most", most)
                .map((row, _) -> EntryRows.read(row))
                .list();
    }
}
