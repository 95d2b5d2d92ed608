package dev.palomar.conversation.search;

import java.time.InstantSource;

/// Whether so much comes that it takes most of the processors to bring it on its way. Not for several threads at a
/// time.
final class Flood {

    /// Of each processor, in a second. Measured: two processors bring about 3,500 on their way.
    private static final int MANY = 400;

    private final InstantSource clock;
    private final int many;
    private long second;
    private int here;
    private int before;

    Flood(InstantSource clock, int processors) {
        this.clock = clock;
        this.many = MANY * processors;
    }

    void came(int entries) {
        look();
        here += entries;
    }

    /// By what came in this second and in the one before.
    boolean isHere() {
        look();
        return Math.max(here, before) > many;
    }

    private void look() {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            before = now == second + 1 ? here : 0;
            here = 0;
            second = now;
        }
    }
}
