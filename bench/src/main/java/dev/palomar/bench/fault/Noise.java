package dev.palomar.bench.fault;

/// How much slower others may become because of somebody.
final class Noise {

    /// Below this a machine that others use, too, cannot be held to anything.
    private static final long FLOOR_MS = 50;

    private Noise() {}

    /// Twice as slow as `before`, in milliseconds; what is quick in any case counts as quick.
    static long bound(long beforeMicros) {
        return Math.max(FLOOR_MS, beforeMicros * 2 / 1_000);
    }
}
