package dev.palomar.webhook;

import dev.palomar.journal.Entry;
import java.util.ArrayDeque;

/// A lane's events in memory. Everything here is read and changed under the lane's own lock.
final class Lane {

    /// One event on its way to one endpoint.
    record Job(Entry entry, SlotWork.Mark mark) {}

    final LaneKey key;
    final SlotWork work;
    final ArrayDeque<Job> waiting = new ArrayDeque<>(2);

    /// A thread is bringing `waiting` to the endpoint.
    boolean running;

    /// Later events follow the earlier ones into the table, until the lane is empty there.
    boolean parked;

    /// How many are on their way into the table.
    int parking;

    /// It was removed from its slot: whoever still holds it looks it up again.
    boolean forgotten;

    Lane(LaneKey key, SlotWork work) {
        this.key = key;
        this.work = work;
    }

    boolean idle() {
        return waiting.isEmpty() && !running && !parked && parking == 0;
    }
}
