package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// Somebody a tenant talks with.
public record ContactId(UUID value) implements Id {

    private static final String PREFIX = "con_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<ContactId> read(String text) {
        return Id.read(text, PREFIX, ContactId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
