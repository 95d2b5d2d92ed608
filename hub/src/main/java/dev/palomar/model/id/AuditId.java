package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// An entry of the audit log.
public record AuditId(UUID value) implements Id {

    private static final String PREFIX = "aud_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<AuditId> read(String text) {
        return Id.read(text, PREFIX, AuditId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
