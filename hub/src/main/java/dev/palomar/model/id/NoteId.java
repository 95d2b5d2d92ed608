package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A note about a conversation.
public record NoteId(UUID value) implements Id {

    private static final String PREFIX = "nte_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<NoteId> read(String text) {
        return Id.read(text, PREFIX, NoteId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
