package dev.palomar.sandbox.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What files WhatsApp takes, and how large.
///
/// Facts: Meta, "Cloud API – media", supported media types.
public enum MediaKind {
    AUDIO("audio", 16L << 20, "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/opus"),
    DOCUMENT(
            "document",
            100L << 20,
            "text/plain",
            "application/pdf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    IMAGE("image", 5L << 20, "image/jpeg", "image/png"),
    VIDEO("video", 16L << 20, "video/mp4", "video/3gpp"),
    STICKER("sticker", 500L << 10, "image/webp");

    private final String word;
    private final long limit;
    private final String mimeTypes;

    MediaKind(String word, long limit, String... mimeTypes) {
        this.word = word;
        this.limit = limit;
        this.mimeTypes = String.join(",", mimeTypes);
    }

    public String word() {
        return word;
    }

    private List<String> mimeTypes() {
        return List.of(mimeTypes.split(",", -1));
    }

    /// The most bytes a file of this kind may have.
    public long limit() {
        return limit;
    }

    public static Optional<MediaKind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /// The kind to which a MIME type belongs; its parameters do not matter.
    public static Optional<MediaKind> ofMimeType(String mimeType) {
        String bare = bare(mimeType);
        return Arrays.stream(values())
                .filter(kind -> kind.mimeTypes().contains(bare))
                .findFirst();
    }

    /// Every type that can be uploaded.
    public static List<String> allMimeTypes() {
        return Arrays.stream(values())
                .flatMap(kind -> kind.mimeTypes().stream())
                .toList();
    }

    static String bare(String mimeType) {
        return mimeType.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    }
}
