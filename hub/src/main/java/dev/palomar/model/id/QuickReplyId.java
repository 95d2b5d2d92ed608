package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A text that is kept for repeated use.
public record QuickReplyId(UUID value) implements Id {

    private static final String PREFIX = "qre_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<QuickReplyId> read(String text) {
        return Id.read(text, PREFIX, QuickReplyId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
