package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A file that came or goes with a message.
public record MediaId(UUID value) implements Id {

    private static final String PREFIX = "med_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<MediaId> read(String text) {
        return Id.read(text, PREFIX, MediaId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
