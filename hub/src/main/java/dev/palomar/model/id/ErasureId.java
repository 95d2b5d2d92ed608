package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// The erasure of a person.
public record ErasureId(UUID value) implements Id {

    private static final String PREFIX = "era_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<ErasureId> read(String text) {
        return Id.read(text, PREFIX, ErasureId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
