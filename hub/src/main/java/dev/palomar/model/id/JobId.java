package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// Work that goes on by itself: an import of contacts, the export of a person.
public record JobId(UUID value) implements Id {

    private static final String PREFIX = "job_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<JobId> read(String text) {
        return Id.read(text, PREFIX, JobId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
