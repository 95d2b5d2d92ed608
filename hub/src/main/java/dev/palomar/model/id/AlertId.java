package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// Something that needs, or needed, somebody.
public record AlertId(UUID value) implements Id {

    private static final String PREFIX = "alr_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<AlertId> read(String text) {
        return Id.read(text, PREFIX, AlertId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
