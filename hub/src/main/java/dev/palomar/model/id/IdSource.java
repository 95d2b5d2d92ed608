package dev.palomar.model.id;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// New ids: UUIDv7 (RFC 9562, 5.7) that never go backwards within one process, even when the clock does.
public final class IdSource implements Supplier<UUID> {

    private final InstantSource clock;
    private final RandomGenerator random;
    private long lastMillis;
    private int counter;

    public IdSource(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public UUID get() {
        long tail = random.nextLong();
        long head;
        synchronized (this) {
            long now = clock.millis();
            if (now > lastMillis) {
                lastMillis = now;
                counter = (int) (tail >>> 54);
            } else if (++counter > 0xFFF) {
                lastMillis++;
                counter = 0;
            }
            head = (lastMillis << 16) | 0x7000 | counter;
        }
        return new UUID(head, (tail & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
    }

    /// As PostgreSQL compares ids, and not as Java does: by their bytes, without a sign.
    public static final Comparator<UUID> IN_ORDER = (one, other) -> {
        int most = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        int least = Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
        return most == 0 ? least : most;
    };

    /// The most that an id has room for.
    private static final long LAST_MILLIS = (1L << 48) - 1;

    /// The smallest id that could have been made at `millis`: where a day's ids begin. Before 1970 none was made.
    public static UUID floor(long millis) {
        return new UUID(Math.clamp(millis, 0, LAST_MILLIS) << 16, 0);
    }
}
