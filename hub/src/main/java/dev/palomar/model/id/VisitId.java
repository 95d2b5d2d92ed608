package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A superadmin's stay in a company.
public record VisitId(UUID value) implements Id {

    private static final String PREFIX = "vis_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<VisitId> read(String text) {
        return Id.read(text, PREFIX, VisitId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
