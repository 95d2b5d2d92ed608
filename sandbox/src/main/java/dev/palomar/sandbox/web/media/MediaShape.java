package dev.palomar.sandbox.web.media;

import java.util.Arrays;
import java.util.Optional;

/// Where each kind of file stands in a message, and by which numbers its parts are written.
public enum MediaShape {
    IMAGE("image", "Image", 3, 3),
    VIDEO("video", "Video", 9, 7),
    AUDIO("audio", "Audio", 8, 0),
    DOCUMENT("document", "Document", 7, 20),
    STICKER("sticker", "Image", 26, 0);

    /// Field numbers that every kind has, under other numbers each.
    public record Fields(int url, int mimeType, int sha256, int length, int key, int sealedSha256, int path) {}

    /// Where a reply and a forward are told, in all of them.
    public static final int CONTEXT = 17;

    private final String word;
    private final String secret;
    private final int field;
    private final int caption;

    MediaShape(String word, String secret, int field, int caption) {
        this.word = word;
        this.secret = secret;
        this.field = field;
        this.caption = caption;
    }

    public String word() {
        return word;
    }

    /// The field of the message under which the kind is found.
    public int field() {
        return field;
    }

    public Fields fields() {
        return switch (this) {
            case IMAGE -> new Fields(1, 2, 4, 5, 8, 9, 11);
            case VIDEO -> new Fields(1, 2, 3, 4, 6, 11, 13);
            case AUDIO -> new Fields(1, 2, 3, 4, 7, 8, 9);
            case DOCUMENT -> new Fields(1, 2, 4, 5, 7, 9, 10);
            case STICKER -> new Fields(1, 5, 2, 9, 4, 3, 8);
        };
    }

    /// 0 when the kind has no caption.
    public int caption() {
        return caption;
    }

    /// Where it says that it may be looked at once; 0 when it cannot.
    public int once() {
        return switch (this) {
            case IMAGE -> 25;
            case VIDEO -> 20;
            case AUDIO, DOCUMENT, STICKER -> 0;
        };
    }

    String keyInfo() {
        return "WhatsApp " + secret + " Keys";
    }

    public static Optional<MediaShape> named(String word) {
        return Arrays.stream(values()).filter(shape -> shape.word.equals(word)).findFirst();
    }
}
