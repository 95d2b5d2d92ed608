package dev.palomar.sandbox.web.content;

import dev.palomar.sandbox.web.proto.ProtoWriter;
import dev.palomar.sandbox.wire.Bytes;
import tools.jackson.databind.node.ObjectNode;

/// A message that is ready to be encrypted.
///
/// @param type as the controls name it
/// @param content as the writer's own phone shows it
/// @param plain the protobuf `Message`
/// @param stanza attributes that the stanza around it needs
public record Composed(String type, ObjectNode content, Bytes plain, Stanza stanza) {

    /// @param type `text`, `media`, `reaction` or `poll`
    /// @param mediaType of the encrypted part; empty when it is no file
    /// @param edit `1` for an edit, `7` for a revocation; empty otherwise
    public record Stanza(String type, String mediaType, String edit) {
        static final Stanza TEXT = new Stanza("text", "", "");
        static final Stanza REACTION = new Stanza("reaction", "", "");
        static final Stanza POLL = new Stanza("poll", "", "");

        static Stanza media(String mediaType) {
            return new Stanza("media", mediaType, "");
        }
    }

    static Composed of(String type, ObjectNode content, ProtoWriter message, Stanza stanza) {
        return new Composed(type, content, Bytes.of(message.done()), stanza);
    }

    /// How a stanza calls a message that the controls call `type`.
    public static String stanzaType(String type) {
        return switch (type) {
            case "image", "video", "audio", "document", "sticker", "contacts", "location" -> "media";
            case "reaction" -> "reaction";
            case "poll", "poll_vote" -> "poll";
            default -> "text";
        };
    }
}
