package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// An opaque id. On the wire it is its kind's prefix and 26 characters of Crockford's base32, for example
/// `msg_01k9w7e2v4f3s8q6m5n1p0r2t4`; in the database it is the 16 bytes of a UUIDv7, so ids sort by time.
public interface Id {

    /// The 128 bits behind the text.
    UUID value();

    /// What the text starts with, underscore included.
    String prefix();

    /// The id as callers see it.
    default String text() {
        return prefix() + Base32.encode(value());
    }

    /// Reads an id of one kind. Empty when the text is not one: wrong prefix, wrong length, wrong letters.
    static <T extends Id> Optional<T> read(String text, String prefix, Function<UUID, T> kind) {
        if (text.length() != prefix.length() + Base32.LENGTH || !text.startsWith(prefix)) {
            return Optional.empty();
        }
        return Base32.decode(text, prefix.length()).map(kind);
    }

    /// What is behind an id of whatever kind. Empty when the text is not one.
    static Optional<UUID> valueOf(String text) {
        int from = text.lastIndexOf('_') + 1;
        return from > 0 && text.length() == from + Base32.LENGTH ? Base32.decode(text, from) : Optional.empty();
    }
}
