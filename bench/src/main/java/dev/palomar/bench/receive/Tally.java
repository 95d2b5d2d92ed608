package dev.palomar.bench.receive;

import java.util.BitSet;
import org.HdrHistogram.Histogram;

/// Counts per conversation what arrived: lost, repeated, out of order; and how long it took. Messages of a conversation
/// are numbered from 0 without a gap.
public final class Tally {

    /// What came of it.
    ///
    /// @param lost        sent and acknowledged, but never arrived
    /// @param repeated    arrived more than once
    /// @param outOfOrder  arrived for the first time after a later one of its conversation
    public record Sum(long arrived, long lost, long repeated, long outOfOrder) {

        @Override
        public String toString() {
            return "lost " + lost + ", repeated " + repeated + ", out of order " + outOfOrder;
        }
    }

    private final BitSet[] seen;
    private final int[] highest;
    private final Histogram took = new Histogram(60_000_000, 3);
    private long arrived;
    private long repeated;
    private long outOfOrder;

    public Tally(int conversations) {
        this.seen = new BitSet[conversations];
        this.highest = new int[conversations];
        for (int i = 0; i < conversations; i++) {
            seen[i] = new BitSet();
            highest[i] = -1;
        }
    }

    /// Message `number` of `conversation` has arrived; `micros` after it was due to be sent.
    public synchronized void arrived(int conversation, int number, long micros) {
        if (seen[conversation].get(number)) {
            repeated++;
            return;
        }
        seen[conversation].set(number);
        arrived++;
        if (number < highest[conversation]) {
            outOfOrder++;
        }
        highest[conversation] = Math.max(highest[conversation], number);
        took.recordValue(Math.clamp(micros, 0, 60_000_000));
    }

    public synchronized long count() {
        return arrived;
    }

    /// `acknowledged` tells of each conversation which numbers the hub said it has.
    public synchronized Sum sum(BitSet[] acknowledged) {
        long lost = 0;
        for (int i = 0; i < seen.length; i++) {
            BitSet missing = (BitSet) acknowledged[i].clone();
            missing.andNot(seen[i]);
            lost += missing.cardinality();
        }
        return new Sum(arrived, lost, repeated, outOfOrder);
    }

    /// A percentile of the time it took, in microseconds.
    public synchronized long micros(double percentile) {
        return took.getValueAtPercentile(percentile);
    }

    /// Begins to measure times anew; what has arrived stays.
    public synchronized void forgetTimes() {
        took.reset();
    }
}
