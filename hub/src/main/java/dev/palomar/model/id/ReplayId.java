package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A replay of past events to an endpoint.
public record ReplayId(UUID value) implements Id {

    private static final String PREFIX = "rpl_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<ReplayId> read(String text) {
        return Id.read(text, PREFIX, ReplayId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
