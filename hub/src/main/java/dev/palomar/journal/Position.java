package dev.palomar.journal;

import dev.palomar.cluster.Slots;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// How far somebody has read, and when that was said: the last number of each slot. Numbers of a slot follow the order
/// of commits, so nothing can appear behind a position. As text it is opaque.
public final class Position {

    /// More characters than a position has as text: of 256 slots with a million million events each it has 2,400.
    public static final int LONGEST = 4_096;

    private static final int VERSION = 1;
    private static final long HOUR = 3_600;

    private final long[] seqs;
    private final Instant at;

    private Position(long[] seqs, Instant at) {
        this.seqs = seqs;
        this.at = at;
    }

    /// Before everything.
    public static Position start() {
        return new Position(new long[Slots.COUNT], Instant.MAX);
    }

    static Position of(long[] seqs) {
        return new Position(seqs.clone(), Instant.MAX);
    }

    /// When it was given out, to the hour; the end of time for one that was not.
    public Instant at() {
        return at;
    }

    public long of(int slot) {
        return seqs[slot];
    }

    /// The last number of each slot.
    long[] seqs() {
        return seqs.clone();
    }

    /// Given out when this one was, and somewhere else.
    Position at(long[] elsewhere) {
        return new Position(elsewhere, at);
    }

    /// `now` is when it is given out. For each slot that has something: how many slots were skipped, then its number;
    /// both as base-128 digits.
    public String text(Instant now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        write(bytes, Math.ceilDiv(now.getEpochSecond(), HOUR));
        int last = -1;
        for (int slot = 0; slot < seqs.length; slot++) {
            if (seqs[slot] > 0) {
                write(bytes, slot - last - 1L);
                write(bytes, seqs[slot]);
                last = slot;
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /// Empty when the text is not a position.
    public static Optional<Position> read(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length == 0 || bytes[0] != VERSION) {
            return Optional.empty();
        }
        long[] seqs = new long[Slots.COUNT];
        int[] at = {1};
        long hour = number(bytes, at);
        if (hour <= 0 || hour > Instant.MAX.getEpochSecond() / HOUR) {
            return Optional.empty();
        }
        int slot = -1;
        while (at[0] < bytes.length) {
            long skipped = number(bytes, at);
            long seq = at[0] < bytes.length ? number(bytes, at) : -1;
            if (skipped < 0 || seq <= 0 || slot + skipped + 1 >= Slots.COUNT) {
                return Optional.empty();
            }
            slot += (int) skipped + 1;
            seqs[slot] = seq;
        }
        return Optional.of(new Position(seqs, Instant.ofEpochSecond(hour * HOUR)));
    }

    private static void write(ByteArrayOutputStream bytes, long number) {
        long rest = number;
        while (rest > 0x7F) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /// -1 when the digits do not end or make no sensible number.
    private static long number(byte[] bytes, int[] at) {
        long number = 0;
        for (int shift = 0; shift < 63 && at[0] < bytes.length; shift += 7) {
            byte digit = bytes[at[0]++];
            number |= (long) (digit & 0x7F) << shift;
            if (digit >= 0) {
                return number;
            }
        }
        return -1;
    }
}
