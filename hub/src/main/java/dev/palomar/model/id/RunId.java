package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// One turn of the reply agent.
public record RunId(UUID value) implements Id {

    private static final String PREFIX = "run_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<RunId> read(String text) {
        return Id.read(text, PREFIX, RunId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
