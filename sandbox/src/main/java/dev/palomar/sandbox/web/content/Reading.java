package dev.palomar.sandbox.web.content;

import dev.palomar.sandbox.traffic.Files;
import dev.palomar.sandbox.web.media.MediaShape;
import dev.palomar.sandbox.web.media.MediaStore;
import dev.palomar.sandbox.web.media.SealedFile;
import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.wire.Bytes;
import dev.palomar.sandbox.wire.Json;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns what a device sent, in WhatsApp's form, into Meta's, which the controls show.
public final class Reading {

    /// What a message says.
    public record Read(String type, ObjectNode content) {}

    /// Messages in which another one is wrapped.
    private static final List<Integer> WRAPPERS = List.of(37, 40, 53, 55, 58, 59);

    private static final List<Integer> POLLS = List.of(49, 60, 64);
    private static final int EDIT = 14;

    /// A round video. Source: `ptvMessage` in the definitions that Baileys ships.
    private static final int ROUND = 66;

    private final Files files;
    private final MediaStore store;

    public Reading(Files files, MediaStore store) {
        this.files = files;
        this.store = store;
    }

    /// What a phone shows of it; empty for what phones say among themselves.
    public Optional<Read> read(Proto message) {
        for (int wrapper : WRAPPERS) {
            Optional<Proto> wrapped = message.find(wrapper);
            if (wrapped.isPresent()) {
                return read(wrapped.get().message(1));
            }
        }
        ObjectNode content = Json.object();
        for (MediaShape shape : MediaShape.values()) {
            Optional<Proto> file = message.find(shape.field());
            if (file.isPresent()) {
                content.set(shape.word(), file(shape, file.get()));
                return read(shape.word(), content, file.get().message(MediaShape.CONTEXT));
            }
        }
        if (message.has(ROUND)) {
            Proto video = message.message(ROUND);
            content.set("video", file(MediaShape.VIDEO, video).put("video_note", true));
            return read("video", content, video.message(MediaShape.CONTEXT));
        }
        if (message.has(1)) {
            content.putObject("text").put("body", message.text(1));
            return read("text", content, message.message(0));
        }
        if (message.has(6)) {
            content.putObject("text").put("body", message.message(6).text(1));
            return read("text", content, message.message(6).message(MediaShape.CONTEXT));
        }
        return other(message, content);
    }

    private Optional<Read> other(Proto message, ObjectNode content) {
        for (int field : List.of(5, 18)) {
            if (message.has(field)) {
                location(content.putObject("location"), message.message(field));
                return read("location", content, message.message(field).message(MediaShape.CONTEXT));
            }
        }
        if (message.has(4) || message.has(13)) {
            ArrayNode contacts = content.putArray("contacts");
            List<Proto> cards = message.has(4)
                    ? List.of(message.message(4))
                    : message.message(13).messages(2);
            cards.forEach(card -> contacts.add(Cards.read(card.text(1), card.text(16))));
            return read(
                    "contacts",
                    content,
                    message.message(message.has(4) ? 4 : 13).message(MediaShape.CONTEXT));
        }
        for (int field : POLLS) {
            if (message.has(field)) {
                poll(content.putObject("poll"), message.message(field));
                return read("poll", content, message.message(field).message(5));
            }
        }
        return change(message, content);
    }

    private Optional<Read> change(Proto message, ObjectNode content) {
        if (message.has(46)) {
            Proto reaction = message.message(46);
            content.putObject("reaction")
                    .put("message_id", reaction.message(1).text(3))
                    .put("emoji", reaction.text(2));
            return read("reaction", content, reaction.message(0));
        }
        if (message.has(50)) {
            content.putObject("poll_vote")
                    .put("message_id", message.message(50).message(1).text(3));
            return read("poll_vote", content, message.message(0));
        }
        if (message.has(12)) {
            return protocol(message.message(12), content);
        }
        if (message.has(2) || (message.has(35) && !message.has(14))) {
            return Optional.empty();
        }
        content.putObject("unsupported").put("type", "unknown");
        return read("unsupported", content, message.message(0));
    }

    private Optional<Read> protocol(Proto change, ObjectNode content) {
        String original = change.message(1).text(3);
        if (change.number(2) == EDIT) {
            ObjectNode edit = content.putObject("edit").put("original_message_id", original);
            read(change.message(14))
                    .ifPresent(read -> edit.set("message", read.content().put("type", read.type())));
            return Optional.of(new Read("edit", content));
        }
        if (change.number(2) == 0 && !original.isEmpty()) {
            content.putObject("revoke").put("original_message_id", original);
            return Optional.of(new Read("revoke", content));
        }
        return Optional.empty();
    }

    private static Optional<Read> read(String type, ObjectNode content, Proto context) {
        if (context.has(1)) {
            content.putObject("context")
                    .put("id", context.text(1))
                    .put("from", "+" + context.text(2).split("[:@]", 2)[0]);
        }
        if (context.truth(22)) {
            content.withObject("context").put("forwarded", true);
        }
        if (!context.texts(15).isEmpty()) {
            ArrayNode mentions = content.withObject("context").putArray("mentions");
            context.texts(15).forEach(mentions::add);
        }
        if (context.number(25) > 0) {
            content.withObject("context").put("disappears", context.number(25));
        }
        return Optional.of(new Read(type, content));
    }

    private ObjectNode file(MediaShape shape, Proto file) {
        ObjectNode told = Json.object();
        if (shape.caption() > 0 && file.has(shape.caption())) {
            told.put("caption", file.text(shape.caption()));
        }
        if (shape == MediaShape.DOCUMENT) {
            told.put("filename", file.text(8));
        }
        if (shape == MediaShape.AUDIO) {
            told.put("voice", file.truth(6));
        }
        if (shape == MediaShape.IMAGE) {
            looks(told, file);
        }
        if (shape == MediaShape.VIDEO && file.truth(8)) {
            told.put("gif", true);
        }
        if (file.truth(shape.once())) {
            told.put("view_once", true);
        }
        String mimeType = file.text(shape.fields().mimeType());
        Optional<Bytes> plain = store.get(file.text(shape.fields().path()))
                .flatMap(stored ->
                        SealedFile.open(shape, file.bytes(shape.fields().key()), stored));
        return plain.map(bytes -> files.shown(told, mimeType, bytes))
                .orElseGet(() -> told.put("mime_type", mimeType).put("missing", true));
    }

    /// What a phone shows until it has fetched the picture.
    private static void looks(ObjectNode told, Proto picture) {
        if (picture.has(16)) {
            told.put("height", picture.number(6)).put("width", picture.number(7));
            told.put("thumbnail", Base64.getEncoder().encodeToString(picture.bytes(16)));
        }
    }

    private static void location(ObjectNode told, Proto location) {
        told.put("latitude", location.decimal(1)).put("longitude", location.decimal(2));
        if (location.has(3)) {
            told.put("name", location.text(3));
        }
        if (location.has(4)) {
            told.put("address", location.text(4));
        }
    }

    private static void poll(ObjectNode told, Proto poll) {
        told.put("name", poll.text(2));
        ArrayNode options = told.putArray("options");
        poll.messages(3).forEach(option -> options.add(option.text(1)));
        told.put("selectable", poll.number(4));
    }
}
