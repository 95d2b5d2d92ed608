package dev.palomar.model;

import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What is special about a file in a message. The first has Meta's name; the others exist on WhatsApp Web alone.
public enum MediaTrait {
    /// Sound that was spoken into the phone.
    VOICE("voice"),
    /// A film that is shown as a moving picture, without sound and again and again.
    GIF("gif"),
    /// A film spoken into the phone, shown in a circle.
    VIDEO_NOTE("video_note"),
    /// A sticker that moves.
    ANIMATED("animated"),
    /// To be looked at once.
    VIEW_ONCE("view_once");

    private final String word;

    MediaTrait(String word) {
        this.word = word;
    }

    /// The member that is `true` in the JSON of the file.
    public String word() {
        return word;
    }

    /// Those that are `true` in `form`.
    public static Set<MediaTrait> read(ObjectNode form) {
        Set<MediaTrait> traits = EnumSet.noneOf(MediaTrait.class);
        for (MediaTrait trait : values()) {
            if (form.path(trait.word).asBoolean(false)) {
                traits.add(trait);
            }
        }
        return traits;
    }
}
