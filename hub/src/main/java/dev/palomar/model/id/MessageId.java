package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A message, in either direction, by our own name.
public record MessageId(UUID value) implements Id {

    private static final String PREFIX = "msg_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<MessageId> read(String text) {
        return Id.read(text, PREFIX, MessageId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
