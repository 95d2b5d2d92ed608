package dev.palomar.journal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.event.EventJson;
import dev.palomar.model.id.EventId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Everything that happened, in the order the hub learned of it. Appending locks the slots that are written, in their
/// order, until the transaction ends; so the numbers of a slot have no gaps and the order of commits.
public final class Journal {

    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final List<Consumer<List<Entry>>> listeners = new CopyOnWriteArrayList<>();

    public Journal(InstantSource clock, Supplier<UUID> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /// `listener` hears what was appended, after its commit. Calls of different transactions may come in any order.
    public void listen(Consumer<List<Entry>> listener) {
        listeners.add(listener);
    }

    /// Locks `slots` and begins to write. Whoever decides by what is in a slot does so after this.
    public Page open(Tx tx, Collection<Integer> slots) {
        return new Page(tx, Set.copyOf(slots));
    }

    /// Appends in one go. Nothing else of the same slots may be decided before it in this transaction.
    /// Answers with what was appended.
    @CanIgnoreReturnValue
    public List<Entry> append(Tx tx, List<Draft> drafts) {
        Page page = open(tx, drafts.stream().map(Draft::slot).toList());
        drafts.forEach(page::write);
        return page.flush();
    }

    /// The slots of one transaction, locked.
    public final class Page {

        private final Tx tx;
        private final Supplier<Map<Integer, Long>> next;
        private final List<Entry> entries = new ArrayList<>();
        private final Instant now = clock.instant();

        private Page(Tx tx, Set<Integer> slots) {
            this.tx = tx;
            this.next = slots.isEmpty() ? TreeMap::new : lock(slots);
        }

        private Supplier<Map<Integer, Long>> lock(Set<Integer> slots) {
            return tx.ask("""
                    SELECT slot, next_seq FROM slot_head WHERE slot = ANY (?::smallint[]) ORDER BY slot FOR UPDATE
                    """, columns -> columns.add("int2", slots.toArray()), rows -> {
                Map<Integer, Long> heads = new TreeMap<>();
                while (rows.next()) {
                    heads.put(rows.getInt(1), rows.getLong(2));
                }
                return heads;
            });
        }

        /// The time that everything of this page is recorded under.
        public Instant now() {
            return now;
        }

        public void write(Draft draft) {
            Long seq = next.get().get(draft.slot());
            if (seq == null) {
                throw new IllegalStateException("slot " + draft.slot() + " was not opened");
            }
            next.get().put(draft.slot(), seq + 1);
            entries.add(new Entry(
                    new EventId(ids.get()),
                    draft.tenant(),
                    draft.slot(),
                    seq,
                    now,
                    draft.event().type(),
                    draft.lane(),
                    draft.device(),
                    draft.conversation(),
                    draft.message(),
                    draft.media(),
                    draft.only(),
                    draft.sequence(),
                    draft.backfilled(),
                    Payload.of(Json.bytes(EventJson.normalized(draft.event()))),
                    draft.raw()));
        }

        /// Puts what was written into the transaction. Listeners hear of it after the commit.
        @CanIgnoreReturnValue
        public List<Entry> flush() {
            if (entries.isEmpty()) {
                return List.of();
            }
            EntryRows.insert(tx, List.copyOf(entries), new TreeMap<>(next.get()));
            List<Entry> appended = List.copyOf(entries);
            entries.clear();
            tx.afterCommit(() -> listeners.forEach(listener -> listener.accept(appended)));
            return appended;
        }
    }
}
