package dev.palomar.transport.web.words;

import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The members of `Message` that name a file.
final class Files {

    /// What a download does not need, and what would fill the table.
    private static final String[] BESIDES = {
        "jpegThumbnail",
        "pngThumbnail",
        "contextInfo",
        "caption",
        "streamingSidecar",
        "scansSidecar",
        "midQualityFileSha256",
        "waveform",
        "annotations",
        "interactiveAnnotations",
        "thumbnailDirectPath",
        "thumbnailSha256",
        "thumbnailEncSha256"
    };

    private Files() {}

    /// Empty when `message` names no file. `from` is what the engine needs to fetch it, besides the message itself;
    /// without it the file is told of and not fetched.
    static Optional<MessageContent> read(Unwrapped message, Optional<ObjectNode> from) {
        return kind(message.kind()).map(kind -> media(kind, message, from));
    }

    private static Optional<MediaKind> kind(String member) {
        return switch (member) {
            case "imageMessage" -> Optional.of(MediaKind.IMAGE);
            case "videoMessage", "ptvMessage" -> Optional.of(MediaKind.VIDEO);
            case "audioMessage" -> Optional.of(MediaKind.AUDIO);
            case "documentMessage" -> Optional.of(MediaKind.DOCUMENT);
            case "stickerMessage" -> Optional.of(MediaKind.STICKER);
            default -> Optional.empty();
        };
    }

    private static MessageContent media(MediaKind kind, Unwrapped message, Optional<ObjectNode> from) {
        ObjectNode form = message.form();
        String wireId = from.map(place -> fetch(place, message.kind(), form)).orElse("");
        MediaSource file = new MediaSource.AtWhatsApp(
                wireId,
                Json.string(form, "mimetype").filter(type -> !type.isBlank()),
                Json.string(form, "fileSha256").flatMap(Files::hex));
        Optional<String> filename = kind == MediaKind.DOCUMENT
                ? Json.string(form, "fileName").or(() -> Json.string(form, "title"))
                : Optional.empty();
        return new MessageContent.Media(
                kind,
                file,
                Json.string(form, "caption").filter(caption -> !caption.isEmpty()),
                filename.filter(name -> !name.isBlank()),
                traits(kind, message));
    }

    private static Set<MediaTrait> traits(MediaKind kind, Unwrapped message) {
        ObjectNode form = message.form();
        Set<MediaTrait> traits = EnumSet.noneOf(MediaTrait.class);
        if (kind == MediaKind.AUDIO && Names.flag(form, "ptt")) {
            traits.add(MediaTrait.VOICE);
        }
        if (kind == MediaKind.VIDEO && Names.flag(form, "gifPlayback")) {
            traits.add(MediaTrait.GIF);
        }
        if (message.kind().equals("ptvMessage")) {
            traits.add(MediaTrait.VIDEO_NOTE);
        }
        if (kind == MediaKind.STICKER && (Names.flag(form, "isAnimated") || Names.flag(form, "isLottie"))) {
            traits.add(MediaTrait.ANIMATED);
        }
        if (message.viewOnce()) {
            traits.add(MediaTrait.VIEW_ONCE);
        }
        return traits;
    }

    /// The members of the engine's `media.fetch`, as text.
    private static String fetch(ObjectNode place, String kind, ObjectNode form) {
        ObjectNode file = form.deepCopy();
        for (String name : BESIDES) {
            file.remove(name);
        }
        ObjectNode fetch = Json.object();
        fetch.set("message", Json.object().set(kind, file));
        fetch.setAll(place);
        return Json.text(fetch);
    }

    private static Optional<String> hex(String base64) {
        try {
            byte[] hash = Base64.getDecoder().decode(base64);
            return hash.length == 32 ? Optional.of(HexFormat.of().formatHex(hash)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
