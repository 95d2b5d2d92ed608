package dev.palomar.webhook;

import dev.palomar.cluster.Node;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/// What is under way in one slot. The cursor stands before the first event that is still owed to somebody.
final class SlotWork {

    /// How many events of a slot may be under way before the rest waits in the table.
    static final int MOST = 2_000;

    /// An event that is owed to some endpoints.
    static final class Mark {
        private final SlotWork work;
        private final long seq;
        private int owed;

        private Mark(SlotWork work, long seq, int owed) {
            this.work = work;
            this.seq = seq;
            this.owed = owed;
        }

        /// One endpoint has it, or it is parked for it: written down either way.
        void done() {
            work.done(this);
        }
    }

    final int slot;
    final long epoch;
    final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private long cursor;
    private long flushed;
    private volatile boolean live = true;

    SlotWork(int slot, long epoch, long cursor) {
        this.slot = slot;
        this.epoch = epoch;
        this.cursor = cursor;
        this.flushed = cursor;
    }

    /// Whether this node may still act for the slot.
    boolean live() {
        return live;
    }

    /// As [#live]; waits while `node` cannot tell, because what it held may be another's by now.
    boolean mayGoOn(Node node) throws InterruptedException {
        while (live && !node.owns(slot)) {
            Thread.sleep(20);
        }
        return live;
    }

    void stop() {
        live = false;
    }

    synchronized Mark begin(long seq, int owed) {
        Mark mark = new Mark(this, seq, owed);
        marks.add(mark);
        if (owed == 0) {
            advance();
        }
        return mark;
    }

    synchronized int room() {
        return MOST - marks.size();
    }

    private synchronized void done(Mark mark) {
        mark.owed--;
        if (mark.owed == 0) {
            advance();
        }
    }

    private void advance() {
        while (!marks.isEmpty() && marks.peek().owed <= 0) {
            cursor = marks.remove().seq;
        }
    }

    /// The cursor when it has moved since it was last written, else -1.
    synchronized long moved() {
        return cursor > flushed ? cursor : -1;
    }

    synchronized void flushed(long written) {
        flushed = Math.max(flushed, written);
    }

    /// The lane, made when there is none. Lanes are found under the slot's lock and worked on under their own.
    Lane lane(LaneKey key) {
        synchronized (lanes) {
            return lanes.computeIfAbsent(key, k -> new Lane(k, this));
        }
    }

    /// Forgets a lane in which nothing happens.
    void forget(Lane lane) {
        synchronized (lanes) {
            synchronized (lane) {
                if (lane.idle()) {
                    lane.forgotten = true;
                    lanes.remove(lane.key);
                }
            }
        }
    }
}
