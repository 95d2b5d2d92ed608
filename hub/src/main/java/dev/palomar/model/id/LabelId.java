package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A label that is put on conversations.
public record LabelId(UUID value) implements Id {

    private static final String PREFIX = "lab_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<LabelId> read(String text) {
        return Id.read(text, PREFIX, LabelId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
