package dev.palomar.model;

import java.util.Locale;
import java.util.Optional;

/// The kinds of file a message can be, by the names Meta gives their objects.
public enum MediaKind {
    IMAGE,
    VIDEO,
    AUDIO,
    DOCUMENT,
    STICKER;

    /// `image`, `video` …
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MediaKind> read(String word) {
        return switch (word) {
            case "image" -> Optional.of(IMAGE);
            case "video" -> Optional.of(VIDEO);
            case "audio" -> Optional.of(AUDIO);
            case "document" -> Optional.of(DOCUMENT);
            case "sticker" -> Optional.of(STICKER);
            default -> Optional.empty();
        };
    }
}
