package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A program's key.
public record ApiKeyId(UUID value) implements Id {

    private static final String PREFIX = "key_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<ApiKeyId> read(String text) {
        return Id.read(text, PREFIX, ApiKeyId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
