package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// Somebody who can log in.
public record PersonId(UUID value) implements Id {

    private static final String PREFIX = "usr_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<PersonId> read(String text) {
        return Id.read(text, PREFIX, PersonId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
