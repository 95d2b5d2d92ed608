package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A line of the log of calls to and from WhatsApp.
public record LogId(UUID value) implements Id {

    private static final String PREFIX = "log_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<LogId> read(String text) {
        return Id.read(text, PREFIX, LogId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
