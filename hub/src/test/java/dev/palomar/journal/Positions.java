package dev.palomar.journal;

import dev.palomar.cluster.Slots;
import java.time.Instant;
import java.util.Arrays;

/// Positions of hubs that have been at it for long.
public final class Positions {

    private Positions() {}

    /// Behind so many events of each slot, as text given out at that time.
    public static String farAlong(long events, Instant now) {
        long[] seqs = new long[Slots.COUNT];
        Arrays.fill(seqs, events);
        return Position.of(seqs).text(now);
    }
}
