package dev.palomar.model;

import java.util.Locale;
import java.util.Optional;

/// Where an outgoing message stands. A status never goes back: one of lower [#rank] does not replace one of higher.
/// `UNKNOWN` is said when the line broke after we wrote: the message may have been sent, and any later word settles
/// it.
public enum MessageStatus {
    QUEUED(0),
    SENDING(1),
    UNKNOWN(2),
    SENT(3),
    DELIVERED(4),
    READ(5),
    PLAYED(6),
    EXPIRED(7),
    CANCELED(7),
    FAILED(7);

    private final int rank;

    MessageStatus(int rank) {
        this.rank = rank;
    }

    public int rank() {
        return rank;
    }

    /// Whether `this` may come after `before`. What was delivered or read has not failed.
    public boolean follows(MessageStatus before) {
        if (this == FAILED || this == EXPIRED || this == CANCELED) {
            return before.rank < DELIVERED.rank;
        }
        return before.rank < rank;
    }

    /// Whether the person's phone has it.
    public boolean reached() {
        return this == DELIVERED || this == READ || this == PLAYED;
    }

    /// As it is written on the wire and in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MessageStatus> read(String word) {
        for (MessageStatus status : values()) {
            if (status.word().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
