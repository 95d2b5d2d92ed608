package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// One chat of one device.
public record ConversationId(UUID value) implements Id {

    private static final String PREFIX = "cnv_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<ConversationId> read(String text) {
        return Id.read(text, PREFIX, ConversationId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
