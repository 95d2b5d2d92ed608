package dev.palomar.outbound;

import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// What one transaction keeps to be sent, in its order: some of it goes at once, the rest is handed over.
final class Departures {

    /// A message that goes as soon as it is kept: it was submitted to the node that sends for its number, nothing
    /// else of its conversation is under way there, and its number's pace allows it now. If nothing waits before
    /// it in the table either, it is written as being sent at once: one transaction in place of two, and one wait
    /// for the disk.
    ///
    /// @param epoch  the lease of the number's slot under which it is to be sent
    /// @param lane   its conversation's, held for it alone until it goes, or does not
    record HeadStart(Due due, long epoch, Lanes.Lane lane) {}

    private final Dispatcher dispatcher;
    private final UUID node;
    private final List<Due> due = new ArrayList<>();
    private final Map<MessageId, HeadStart> starts = new HashMap<>();
    private final Set<ConversationId> seen = new HashSet<>();
    private Supplier<Set<MessageId>> begun = Set::of;

    Departures(Dispatcher dispatcher, UUID node) {
        this.dispatcher = dispatcher;
        this.node = node;
    }

    UUID node() {
        return node;
    }

    /// Whether it may go at once: only the first of a conversation may.
    Optional<HeadStart> add(Due one) {
        due.add(one);
        Optional<HeadStart> start = seen.add(one.conversation()) ? dispatcher.start(one) : Optional.empty();
        start.ifPresent(started -> starts.put(one.message(), started));
        return start;
    }

    /// Tells which of those with a head start the table let go.
    void begun(Supplier<Set<MessageId>> messages) {
        begun = messages;
    }

    /// They are on disk.
    void kept() {
        Set<MessageId> gone = begun.get();
        List<Due> rest = new ArrayList<>();
        for (Due one : due) {
            HeadStart start = starts.remove(one.message());
            if (start != null && gone.contains(one.message())) {
                dispatcher.go(start);
                continue;
            }
            if (start != null) {
                dispatcher.stay(start);
            }
            rest.add(one);
        }
        dispatcher.handOver(rest);
    }

    /// None of them is on disk. Another transaction may begin with them.
    void dropped() {
        starts.values().forEach(dispatcher::stay);
        forget();
    }

    /// Nobody knows whether they are on disk.
    void inDoubt() {
        starts.values().forEach(dispatcher::perhaps);
        forget();
    }

    private void forget() {
        due.clear();
        starts.clear();
        seen.clear();
        begun = Set::of;
    }
}
