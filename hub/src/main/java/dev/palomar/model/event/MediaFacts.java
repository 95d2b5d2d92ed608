package dev.palomar.model.event;

import dev.palomar.model.Json;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import tools.jackson.databind.node.ObjectNode;

/// The `media` object of an event. Its `url` is made when the event is delivered, because links live shortly.
final class MediaFacts {

    private MediaFacts() {}

    static ObjectNode json(MessageContent.Media media) {
        ObjectNode json = Json.object();
        switch (media.file()) {
            case MediaSource.Stored stored -> {
                json.put("id", stored.id().text());
                json.put("mimeType", stored.mimeType().orElse(null));
                json.put("sha256", stored.sha256().orElse(null));
            }
            case MediaSource.AtWhatsApp remote -> {
                json.putNull("id");
                json.put("mimeType", remote.mimeType().orElse(null));
                json.put("sha256", remote.sha256().orElse(null));
            }
            case MediaSource.Link _ -> json.putNull("id").putNull("mimeType").putNull("sha256");
        }
        json.putNull("bytes");
        json.put("filename", media.filename().orElse(null));
        json.put("url", media.file() instanceof MediaSource.Link(java.net.URI url) ? url.toString() : null);
        return json;
    }
}
