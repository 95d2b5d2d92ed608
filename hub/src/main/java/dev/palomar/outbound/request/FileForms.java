package dev.palomar.outbound.request;

import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.id.MediaId;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The objects that name a file: `image`, `video`, `audio`, `document`, `sticker`.
/// Limits: Meta, "Cloud API / Reference / Messages / Media object".
final class FileForms {

    private static final Pattern META_ID = Pattern.compile("[0-9]{1,64}");
    private static final int CAPTION = 1024;

    private FileForms() {}

    static MessageContent read(MediaKind kind, Form form) {
        MediaSource file = source(form);
        boolean captioned = kind == MediaKind.IMAGE || kind == MediaKind.VIDEO || kind == MediaKind.DOCUMENT;
        Optional<String> caption = captioned ? form.text("caption", 0, CAPTION) : Optional.empty();
        Optional<String> filename = kind == MediaKind.DOCUMENT ? form.text("filename", 1, 240) : Optional.empty();
        Set<MediaTrait> traits = traits(kind, form);
        form.only();
        return new MessageContent.Media(kind, file, caption, filename, traits);
    }

    /// What can be said of a file of this kind: `voice` is Meta's, the others exist on WhatsApp Web alone.
    private static Set<MediaTrait> traits(MediaKind kind, Form form) {
        Set<MediaTrait> possible = switch (kind) {
            case IMAGE -> Set.of(MediaTrait.VIEW_ONCE);
            case VIDEO -> Set.of(MediaTrait.GIF, MediaTrait.VIDEO_NOTE, MediaTrait.VIEW_ONCE);
            case AUDIO -> Set.of(MediaTrait.VOICE);
            case DOCUMENT, STICKER -> Set.of();
        };
        return possible.stream()
                .filter(trait -> form.flag(trait.word()).orElse(false))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static MediaSource source(Form form) {
        Optional<String> id = form.text("id", 1, 128);
        Optional<URI> link = form.link("link");
        if (form.has("id") == form.has("link")) {
            form.fault("", "expected either id or link");
        }
        if (link.isPresent() && id.isEmpty()) {
            return new MediaSource.Link(link.get());
        }
        String name = id.orElse("");
        Optional<MediaId> ours = MediaId.read(name);
        if (ours.isPresent()) {
            return new MediaSource.Stored(ours.get(), Optional.empty(), Optional.empty());
        }
        if (id.isPresent() && !META_ID.matcher(name).matches()) {
            form.fault("id", "expected the id of a file in this hub (med_…) or one that Meta gave for this number");
        }
        return new MediaSource.AtWhatsApp(name, Optional.empty(), Optional.empty());
    }

    /// Files of ours anywhere in `node`, as in headers of buttons and parameters of templates:
    /// `{"type": "image", "image": {"id": "med_…"}}`.
    static Set<MediaId> named(JsonNode node) {
        Set<MediaId> found = new HashSet<>();
        collect(node, found);
        return found;
    }

    private static void collect(JsonNode node, Set<MediaId> found) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                if (MediaKind.read(member.getKey()).isPresent()) {
                    Json.string(member.getValue(), "id").flatMap(MediaId::read).ifPresent(found::add);
                }
                collect(member.getValue(), found);
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> collect(element, found));
        }
    }
}
