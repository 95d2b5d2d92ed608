package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// An entry of the consent register.
public record ConsentId(UUID value) implements Id {

    private static final String PREFIX = "cst_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<ConsentId> read(String text) {
        return Id.read(text, PREFIX, ConsentId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
