package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A fact for the outside.
public record EventId(UUID value) implements Id {

    private static final String PREFIX = "evt_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<EventId> read(String text) {
        return Id.read(text, PREFIX, EventId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
