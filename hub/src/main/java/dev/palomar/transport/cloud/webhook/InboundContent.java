package dev.palomar.transport.cloud.webhook;

import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a message in a webhook says. A type that is new, or whose object is missing or misshapen, is
/// [MessageContent.Unsupported] under Meta's word for it.
final class InboundContent {

    private InboundContent() {}

    /// `message` is an element of `messages`, `message_echoes` or a history thread, or the new form inside an edit.
    static MessageContent read(ObjectNode message) {
        String type = Json.string(message, "type").orElse("unknown");
        JsonNode body = message.get(type);
        if (type.equals("contacts") && body instanceof ArrayNode cards) {
            return new MessageContent.Contacts(cards);
        }
        if (!(body instanceof ObjectNode form)) {
            return new MessageContent.Unsupported(type);
        }
        return known(type, form, message).orElseGet(() -> new MessageContent.Unsupported(unsupportedKind(type, form)));
    }

    private static Optional<MessageContent> known(String type, ObjectNode form, ObjectNode message) {
        Optional<MediaKind> kind = MediaKind.read(type);
        if (kind.isPresent()) {
            return media(kind.get(), form);
        }
        return switch (type) {
            case "text" -> Json.string(form, "body").map(body -> new MessageContent.Text(body, false));
            case "location" -> location(form);
            case "reaction" ->
                wireId(form, "message_id")
                        .map(to -> new MessageContent.Reaction(
                                to, Json.string(form, "emoji").orElse("")));
            case "interactive" -> Optional.of(new MessageContent.Interactive(form));
            case "button" ->
                Optional.of(new MessageContent.Button(
                        Json.string(form, "payload").orElse(""),
                        Json.string(form, "text").orElse("")));
            case "order" -> Optional.of(new MessageContent.Order(form));
            case "system" -> Optional.of(new MessageContent.SystemNotice(system(form, message)));
            case "template" -> Optional.of(new MessageContent.Template(form));
            case "edit" ->
                wireId(form, "original_message_id")
                        .flatMap(original -> Json.child(form, "message")
                                .map(now -> new MessageContent.Edit(original, InboundContent.read(now))));
            case "revoke" -> wireId(form, "original_message_id").map(MessageContent.Revoke::new);
            default -> Optional.empty();
        };
    }

    private static Optional<MessageContent> media(MediaKind kind, ObjectNode form) {
        return Json.string(form, "id")
                .map(id -> new MessageContent.Media(
                        kind,
                        new MediaSource.AtWhatsApp(
                                id,
                                Json.string(form, "mime_type"),
                                Json.string(form, "sha256").map(InboundContent::hex)),
                        Json.string(form, "caption"),
                        Json.string(form, "filename"),
                        MediaTrait.read(form)));
    }

    private static Optional<MessageContent> location(ObjectNode form) {
        Optional<Double> latitude = degrees(form.get("latitude"));
        Optional<Double> longitude = degrees(form.get("longitude"));
        if (latitude.isEmpty() || longitude.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MessageContent.Location(
                latitude.get(), longitude.get(), Json.string(form, "name"), Json.string(form, "address")));
    }

    /// Meta sends numbers, and its own examples hold strings.
    private static Optional<Double> degrees(@Nullable JsonNode value) {
        if (value == null || !(value.isNumber() || value.isString())) {
            return Optional.empty();
        }
        try {
            double degrees = Double.parseDouble(value.asString());
            return Double.isFinite(degrees) ? Optional.of(degrees) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /// `customer_identity_changed` keeps the new key beside the `system` object.
    private static ObjectNode system(ObjectNode form, ObjectNode message) {
        Optional<ObjectNode> key = Json.child(message, "identity");
        if (key.isEmpty() || form.has("identity")) {
            return form;
        }
        ObjectNode both = form.deepCopy();
        both.set("identity", key.get());
        return both;
    }

    private static String unsupportedKind(String type, ObjectNode form) {
        return type.equals("unsupported") ? Json.string(form, "type").orElse(type) : type;
    }

    private static Optional<WireId> wireId(ObjectNode form, String name) {
        return Json.string(form, name).map(WireId::new);
    }

    /// Webhooks give the hash in base64, the media look-up in hexadecimal; the hub keeps hexadecimal.
    private static String hex(String sha256) {
        try {
            byte[] hash = Base64.getDecoder().decode(sha256);
            return hash.length == 32 ? HexFormat.of().formatHex(hash) : sha256;
        } catch (IllegalArgumentException notBase64) {
            return sha256;
        }
    }
}
