package dev.palomar.statistics;

import dev.palomar.journal.Entry;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What was counted and is not written yet. Not for several threads at a time.
final class Tally {

    /// Days begin at whole quarters of an hour, whatever the time zone.
    private static final long QUARTER = Duration.ofMinutes(15).toMillis();

    /// What belongs to no slot, and so is nobody's to count again.
    static final int NO_SLOT = -1;

    record Key(int slot, TenantId tenant, Instant quarter, UUID device, String what) {}

    record Seen(TenantId tenant, DeviceId device, Instant at) {}

    /// A message of ours, about which more is looked up when it is written.
    record Ours(int slot, TenantId tenant, UUID device, ConversationId conversation, MessageId message, Instant at) {}

    final Map<Key, Long> counts = new HashMap<>();
    final Map<DeviceId, Seen> inbound = new HashMap<>();
    final Map<DeviceId, Seen> outbound = new HashMap<>();
    final List<Ours> ours = new ArrayList<>();
    final Map<Integer, Long> cursors = new TreeMap<>();
    int entries;

    void count(int slot, TenantId tenant, Instant at, UUID device, String what, long times) {
        Instant quarter = Instant.ofEpochMilli(at.toEpochMilli() / QUARTER * QUARTER);
        counts.merge(new Key(slot, tenant, quarter, device, what), times, Long::sum);
    }

    void add(int slot, List<Entry> log) {
        for (Entry entry : log) {
            UUID device = entry.device().map(DeviceId::value).orElse(Words.NONE);
            for (String what : Told.of(entry)) {
                count(slot, entry.tenant(), entry.at(), device, what, 1);
            }
            if (Told.isOurs(entry) && entry.conversation().isPresent()) {
                entry.message()
                        .ifPresent(message -> ours.add(new Ours(
                                slot,
                                entry.tenant(),
                                device,
                                entry.conversation().get(),
                                message,
                                entry.at())));
            }
            entry.device().ifPresent(id -> see(entry, id));
        }
        entries += log.size();
        cursors.put(slot, log.getLast().seq());
    }

    private void see(Entry entry, DeviceId device) {
        Seen seen = new Seen(entry.tenant(), device, entry.at());
        switch (entry.type()) {
            case MESSAGE_RECEIVED, MESSAGE_REACTION, MESSAGE_EDITED, MESSAGE_REVOKED, CALL_RECEIVED ->
                inbound.put(device, seen);
            case MESSAGE_SENT -> outbound.put(device, seen);
            default -> {
                // Says nothing about when the number was last heard of.
            }
        }
    }

    /// What an older tally that could not be written had.
    void putBack(Tally older) {
        older.counts.forEach((key, count) -> counts.merge(key, count, Long::sum));
        older.inbound.forEach(inbound::putIfAbsent);
        older.outbound.forEach(outbound::putIfAbsent);
        older.cursors.forEach(cursors::putIfAbsent);
        ours.addAll(older.ours);
        entries += older.entries;
    }

    /// The slot is somebody else's: they count again what is not written.
    void lose(int slot) {
        cursors.remove(slot);
        counts.keySet().removeIf(key -> key.slot() == slot);
        ours.removeIf(message -> message.slot() == slot);
    }

    boolean isEmpty() {
        return cursors.isEmpty() && counts.isEmpty();
    }
}
