package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MediaId;
import dev.palomar.transport.Transport;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A message as the body of `POST /{phone number id}/messages`.
/// Source: Meta, "Cloud API / Reference / Messages".
final class OutgoingBody {

    private OutgoingBody() {}

    /// Files of ours that the message needs at WhatsApp.
    static Set<MediaId> files(MessageContent content) {
        Set<MediaId> found = new LinkedHashSet<>();
        switch (content) {
            case MessageContent.Media media -> {
                if (media.file() instanceof MediaSource.Stored stored) {
                    found.add(stored.id());
                }
            }
            case MessageContent.Interactive interactive -> collect(interactive.form(), found);
            case MessageContent.Template template -> collect(template.form(), found);
            case MessageContent.Text _,
                    MessageContent.Location _,
                    MessageContent.Contacts _,
                    MessageContent.Reaction _,
                    MessageContent.Button _,
                    MessageContent.Order _,
                    MessageContent.Poll _,
                    MessageContent.PollVote _,
                    MessageContent.SystemNotice _,
                    MessageContent.Call _,
                    MessageContent.Edit _,
                    MessageContent.Revoke _,
                    MessageContent.Unsupported _ -> {}
        }
        return found;
    }

    /// Empty when WhatsApp has no way to send such a message over the Cloud API, or no name for the recipient.
    /// `wireIds` are WhatsApp's ids of our files.
    static Optional<ObjectNode> of(Transport.Outgoing message, Map<MediaId, String> wireIds) {
        Optional<JsonNode> content = content(message.content(), wireIds);
        ObjectNode body = Json.object();
        body.put("messaging_product", "whatsapp");
        if (content.isEmpty() || !address(message, body)) {
            return Optional.empty();
        }
        String type = message.content().type();
        body.put("type", type);
        body.set(type, content.get());
        if (message.quoted().isPresent() && mayQuote(message.content())) {
            body.set(
                    "context",
                    Json.object().put("message_id", message.quoted().get().value()));
        }
        body.put("biz_opaque_callback_data", message.id().text());
        return Optional.of(body);
    }

    private static boolean address(Transport.Outgoing message, ObjectNode body) {
        if (message.group().isPresent()) {
            body.put("recipient_type", "group").put("to", message.group().get());
            return true;
        }
        body.put("recipient_type", "individual");
        Optional<String> phone = message.to().phone().map(PhoneNumber::e164);
        if (phone.isPresent()) {
            body.put("to", phone.get());
            return true;
        }
        message.to().userId().ifPresent(id -> body.put("recipient", id));
        return message.to().userId().isPresent();
    }

    /// Meta refuses a reaction that quotes, and templates cannot be replies.
    private static boolean mayQuote(MessageContent content) {
        return !(content instanceof MessageContent.Reaction) && !(content instanceof MessageContent.Template);
    }

    private static Optional<JsonNode> content(MessageContent content, Map<MediaId, String> wireIds) {
        return switch (content) {
            case MessageContent.Text text -> {
                ObjectNode body = Json.object().put("body", text.body());
                yield Optional.of(text.previewUrl() ? body.put("preview_url", true) : body);
            }
            case MessageContent.Media media -> Optional.of(media(media, wireIds));
            case MessageContent.Location place -> {
                ObjectNode body = Json.object();
                body.put("latitude", place.latitude()).put("longitude", place.longitude());
                place.name().ifPresent(name -> body.put("name", name));
                place.address().ifPresent(address -> body.put("address", address));
                yield Optional.of(body);
            }
            case MessageContent.Contacts people -> Optional.of(people.cards());
            case MessageContent.Reaction(WireId to, String emoji) ->
                Optional.of(Json.object().put("message_id", to.value()).put("emoji", emoji));
            case MessageContent.Interactive interactive -> Optional.of(withWireIds(interactive.form(), wireIds));
            case MessageContent.Template template -> Optional.of(withWireIds(template.form(), wireIds));
            case MessageContent.Button _,
                    MessageContent.Order _,
                    MessageContent.Poll _,
                    MessageContent.PollVote _,
                    MessageContent.SystemNotice _,
                    MessageContent.Call _,
                    MessageContent.Edit _,
                    MessageContent.Revoke _,
                    MessageContent.Unsupported _ -> Optional.empty();
        };
    }

    private static ObjectNode media(MessageContent.Media media, Map<MediaId, String> wireIds) {
        ObjectNode body = Json.object();
        switch (media.file()) {
            case MediaSource.Stored stored ->
                body.put("id", wireIds.getOrDefault(stored.id(), stored.id().text()));
            case MediaSource.AtWhatsApp remote -> body.put("id", remote.wireId());
            case MediaSource.Link link -> body.put("link", link.url().toString());
        }
        boolean captioned = media.kind() == MediaKind.IMAGE
                || media.kind() == MediaKind.VIDEO
                || media.kind() == MediaKind.DOCUMENT;
        if (captioned) {
            media.caption().ifPresent(caption -> body.put("caption", caption));
        }
        if (media.kind() == MediaKind.DOCUMENT) {
            media.filename().ifPresent(filename -> body.put("filename", filename));
        }
        if (media.kind() == MediaKind.AUDIO && media.is(MediaTrait.VOICE)) {
            body.put("voice", true);
        }
        return body;
    }

    /// Headers of buttons and templates name files as `{"type": "image", "image": {"id": …}}`, at any depth.
    private static void collect(JsonNode node, Set<MediaId> found) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                ourFile(member.getKey(), member.getValue()).ifPresent(found::add);
                collect(member.getValue(), found);
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> collect(element, found));
        }
    }

    private static ObjectNode withWireIds(ObjectNode form, Map<MediaId, String> wireIds) {
        if (wireIds.isEmpty()) {
            return form;
        }
        ObjectNode copy = form.deepCopy();
        replace(copy, wireIds);
        return copy;
    }

    private static void replace(JsonNode node, Map<MediaId, String> wireIds) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                ourFile(member.getKey(), member.getValue())
                        .map(wireIds::get)
                        .ifPresent(wireId -> ((ObjectNode) member.getValue()).put("id", wireId));
                replace(member.getValue(), wireIds);
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> replace(element, wireIds));
        }
    }

    private static Optional<MediaId> ourFile(String name, JsonNode value) {
        return MediaKind.read(name).isPresent() ? Json.string(value, "id").flatMap(MediaId::read) : Optional.empty();
    }
}
