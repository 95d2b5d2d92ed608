package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A company on this hub.
public record TenantId(UUID value) implements Id {

    private static final String PREFIX = "ten_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<TenantId> read(String text) {
        return Id.read(text, PREFIX, TenantId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
