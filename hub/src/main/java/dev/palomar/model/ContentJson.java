package dev.palomar.model;

import dev.palomar.model.id.MediaId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Message content as the hub stores and announces it: `{"type": …, "<type>": {…}}` with Meta's names inside, and
/// files under our own ids.
public final class ContentJson {

    private ContentJson() {}

    /// Adds `type` and the object named by it to `target`.
    public static void write(MessageContent content, ObjectNode target) {
        target.put("type", content.type());
        target.set(content.type(), body(content));
    }

    public static ObjectNode write(MessageContent content) {
        ObjectNode target = Json.object();
        write(content, target);
        return target;
    }

    private static JsonNode body(MessageContent content) {
        ObjectNode body = Json.object();
        switch (content) {
            case MessageContent.Text text -> {
                body.put("body", text.body());
                if (text.previewUrl()) {
                    body.put("preview_url", true);
                }
            }
            case MessageContent.Media media -> writeMedia(media, body);
            case MessageContent.Location place -> {
                body.put("latitude", place.latitude()).put("longitude", place.longitude());
                place.name().ifPresent(name -> body.put("name", name));
                place.address().ifPresent(address -> body.put("address", address));
                if (place.live()) {
                    body.put("live", true);
                }
            }
            case MessageContent.Contacts people -> {
                return people.cards();
            }
            case MessageContent.Reaction reaction ->
                body.put("message_id", reaction.to().value()).put("emoji", reaction.emoji());
            case MessageContent.Interactive interactive -> {
                return interactive.form();
            }
            case MessageContent.Template template -> {
                return template.form();
            }
            case MessageContent.Button button ->
                body.put("payload", button.payload()).put("text", button.text());
            case MessageContent.Order order -> {
                return order.form();
            }
            case MessageContent.Poll poll -> {
                body.put("name", poll.question());
                body.set("options", texts(poll.options()));
                body.put("selectable_count", poll.choices());
            }
            case MessageContent.PollVote vote -> {
                body.put("poll_message_id", vote.poll().value());
                body.set("options", vote.options().map(ContentJson::texts).orElse(null));
            }
            case MessageContent.SystemNotice notice -> {
                return notice.form();
            }
            case MessageContent.Call call -> {
                return call.form();
            }
            case MessageContent.Edit edit -> {
                body.put("original_message_id", edit.original().value());
                body.set("message", write(edit.now()));
            }
            case MessageContent.Revoke revoke ->
                body.put("original_message_id", revoke.original().value());
            case MessageContent.Unsupported unsupported -> body.put("kind", unsupported.kind());
        }
        return body;
    }

    private static void writeMedia(MessageContent.Media media, ObjectNode body) {
        switch (media.file()) {
            case MediaSource.Stored stored -> {
                body.put("id", stored.id().text());
                stored.mimeType().ifPresent(type -> body.put("mime_type", type));
                stored.sha256().ifPresent(hash -> body.put("sha256", hash));
            }
            case MediaSource.AtWhatsApp remote -> {
                body.put("id", remote.wireId());
                remote.mimeType().ifPresent(type -> body.put("mime_type", type));
                remote.sha256().ifPresent(hash -> body.put("sha256", hash));
            }
            case MediaSource.Link link -> body.put("link", link.url().toString());
        }
        media.caption().ifPresent(caption -> body.put("caption", caption));
        media.filename().ifPresent(filename -> body.put("filename", filename));
        media.traits().stream().sorted().forEach(trait -> body.put(trait.word(), true));
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.array();
        texts.forEach(array::add);
        return array;
    }

    /// Reads what [#write] wrote. What is not understood becomes [MessageContent.Unsupported].
    public static MessageContent read(ObjectNode stored) {
        String type = Json.string(stored, "type").orElse("");
        JsonNode body = stored.get(type);
        if (body instanceof ArrayNode cards && type.equals("contacts")) {
            return new MessageContent.Contacts(cards);
        }
        if (!(body instanceof ObjectNode form)) {
            return new MessageContent.Unsupported(type);
        }
        return MediaKind.read(type)
                .<MessageContent>map(kind -> readMedia(kind, form))
                .orElseGet(() -> switch (type) {
                    case "text" ->
                        new MessageContent.Text(
                                Json.string(form, "body").orElse(""),
                                form.path("preview_url").asBoolean(false));
                    case "location" ->
                        new MessageContent.Location(
                                form.path("latitude").asDouble(0),
                                form.path("longitude").asDouble(0),
                                Json.string(form, "name"),
                                Json.string(form, "address"),
                                form.path("live").asBoolean(false));
                    case "reaction" ->
                        new MessageContent.Reaction(
                                wireId(form, "message_id"),
                                Json.string(form, "emoji").orElse(""));
                    case "interactive" -> new MessageContent.Interactive(form);
                    case "template" -> new MessageContent.Template(form);
                    case "button" ->
                        new MessageContent.Button(
                                Json.string(form, "payload").orElse(""),
                                Json.string(form, "text").orElse(""));
                    case "order" -> new MessageContent.Order(form);
                    case "poll" ->
                        new MessageContent.Poll(
                                Json.string(form, "name").orElse(""),
                                texts(form, "options").orElse(List.of()),
                                form.path("selectable_count").asInt(0));
                    case "pollVote" ->
                        new MessageContent.PollVote(wireId(form, "poll_message_id"), texts(form, "options"));
                    case "system" -> new MessageContent.SystemNotice(form);
                    case "call" -> new MessageContent.Call(form);
                    case "edit" ->
                        new MessageContent.Edit(
                                wireId(form, "original_message_id"),
                                Json.child(form, "message")
                                        .map(ContentJson::read)
                                        .orElseGet(() -> new MessageContent.Unsupported("edit")));
                    case "revoke" -> new MessageContent.Revoke(wireId(form, "original_message_id"));
                    default ->
                        new MessageContent.Unsupported(Json.string(form, "kind").orElse(type));
                });
    }

    private static MessageContent.Media readMedia(MediaKind kind, ObjectNode form) {
        Optional<String> mimeType = Json.string(form, "mime_type");
        Optional<String> sha256 = Json.string(form, "sha256");
        MediaSource file = Json.string(form, "link")
                .<MediaSource>map(link -> new MediaSource.Link(URI.create(link)))
                .orElseGet(() -> {
                    String id = Json.string(form, "id").orElse("");
                    return MediaId.read(id)
                            .<MediaSource>map(ours -> new MediaSource.Stored(ours, mimeType, sha256))
                            .orElseGet(() -> new MediaSource.AtWhatsApp(id, mimeType, sha256));
                });
        return new MessageContent.Media(
                kind, file, Json.string(form, "caption"), Json.string(form, "filename"), MediaTrait.read(form));
    }

    private static Optional<List<String>> texts(ObjectNode form, String name) {
        if (!(form.get(name) instanceof ArrayNode array)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>(array.size());
        array.forEach(element -> texts.add(element.asString("")));
        return Optional.of(texts);
    }

    private static WireId wireId(ObjectNode form, String name) {
        return new WireId(Json.string(form, name).orElse(""));
    }
}
