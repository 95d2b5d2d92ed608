package dev.palomar.cluster;

import java.util.UUID;

/// The work is divided into 256 slots, for ever. What belongs to one conversation (or device, or endpoint) is in one
/// slot.
public final class Slots {

    public static final int COUNT = 256;

    private Slots() {}

    /// The slot of whatever has this id: its last byte, which a UUIDv7 draws at random.
    public static int of(UUID id) {
        return (int) (id.getLeastSignificantBits() & 0xFF);
    }
}
