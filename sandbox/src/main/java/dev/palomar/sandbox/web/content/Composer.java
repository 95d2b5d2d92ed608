package dev.palomar.sandbox.web.content;

import dev.palomar.sandbox.traffic.Files;
import dev.palomar.sandbox.traffic.Incoming;
import dev.palomar.sandbox.web.media.MediaShape;
import dev.palomar.sandbox.web.media.MediaStore;
import dev.palomar.sandbox.web.media.SealedFile;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import dev.palomar.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns what a person writes, in Meta's form, into WhatsApp's own.
public final class Composer {

    private final Files files;
    private final MediaStore store;
    private final UnaryOperator<Jid> addresses;

    /// @param addresses how the network calls somebody
    public Composer(Files files, MediaStore store, UnaryOperator<Jid> addresses) {
        this.files = files;
        this.store = store;
        this.addresses = addresses;
    }

    /// @param quoted the message it answers
    /// @throws Incoming.NotPossible for types that phones do not write to people
    public Composed compose(ObjectNode written, Optional<WebMessage> quoted) {
        String type = written.has("type") ? Json.text(written, "type") : "text";
        Optional<ProtoWriter> context = context(written.path("context"), quoted);
        ObjectNode content = Json.object();
        int disappears = written.path("context").path("disappears").asInt(0);
        quoted.ifPresent(answered -> content.putObject("context")
                .put("id", answered.id())
                .put("from", "+" + answered.letter().sender().user()));
        if (Json.truth(written.path("context"), "forwarded")) {
            content.withObject("context").put("forwarded", true);
        }
        if (disappears > 0) {
            content.withObject("context").put("disappears", disappears);
        }
        Optional<MediaShape> shape = MediaShape.named(type);
        if (shape.isPresent()) {
            return media(shape.get(), written.path(type), context, content);
        }
        return switch (type) {
            case "text" -> text(written, context, content);
            case "location" -> location(written.path("location"), context, content);
            case "contacts" -> contacts(written.path("contacts"), context, content);
            case "poll" -> poll(written.path("poll"), content);
            default -> throw new Incoming.NotPossible("a phone does not write " + type + " to people");
        };
    }

    private static Composed text(ObjectNode written, Optional<ProtoWriter> context, ObjectNode content) {
        String body =
                written.path("text").isString() ? Json.text(written, "text") : Json.text(written.path("text"), "body");
        content.putObject("text").put("body", body);
        ProtoWriter message = new ProtoWriter();
        context.ifPresentOrElse(
                said -> message.message(6, new ProtoWriter().text(1, body).message(MediaShape.CONTEXT, said)),
                () -> message.text(1, body));
        return Composed.of("text", content, message, Composed.Stanza.TEXT);
    }

    private Composed media(MediaShape shape, JsonNode written, Optional<ProtoWriter> context, ObjectNode content) {
        Files.Chosen chosen = files.chosen(shape.word(), written);
        SealedFile sealed = SealedFile.seal(shape, chosen.bytes());
        String path = store.put(sealed.bytes());
        MediaShape.Fields at = shape.fields();
        ProtoWriter file = new ProtoWriter()
                .text(at.url(), "https://" + store.host() + path)
                .text(at.mimeType(), chosen.mimeType())
                .bytes(at.sha256(), sealed.sha256())
                .number(at.length(), written.path("size").asLong(chosen.bytes().size()))
                .bytes(at.key(), sealed.key())
                .bytes(at.sealedSha256(), sealed.sealedSha256())
                .text(at.path(), path);
        String caption = Json.text(written, "caption");
        if (shape.caption() > 0) {
            file.textIfAny(shape.caption(), caption);
        }
        boolean voice = written.has("voice")
                ? Json.truth(written, "voice")
                : chosen.mimeType().contains("opus");
        if (shape == MediaShape.AUDIO) {
            file.number(5, 1).truth(6, voice);
        }
        if (shape == MediaShape.DOCUMENT) {
            file.textIfAny(8, chosen.filename()).textIfAny(3, chosen.filename());
        }
        context.ifPresent(said -> file.message(MediaShape.CONTEXT, said));
        ObjectNode told = Json.object();
        if (!caption.isEmpty()) {
            told.put("caption", caption);
        }
        if (!chosen.filename().isEmpty()) {
            told.put("filename", chosen.filename());
        }
        if (shape == MediaShape.AUDIO) {
            told.put("voice", voice);
        }
        content.set(shape.word(), files.shown(told, chosen.mimeType(), chosen.bytes()));
        String mediaType = shape == MediaShape.AUDIO && voice ? "ptt" : shape.word();
        return Composed.of(
                shape.word(),
                content,
                new ProtoWriter().message(shape.field(), file),
                Composed.Stanza.media(mediaType));
    }

    private static Composed location(JsonNode written, Optional<ProtoWriter> context, ObjectNode content) {
        content.set("location", written);
        ProtoWriter location = new ProtoWriter()
                .decimal(1, written.path("latitude").asDouble(0))
                .decimal(2, written.path("longitude").asDouble(0))
                .textIfAny(3, Json.text(written, "name"))
                .textIfAny(4, Json.text(written, "address"))
                .textIfAny(5, Json.text(written, "url"));
        context.ifPresent(said -> location.message(MediaShape.CONTEXT, said));
        return Composed.of(
                "location", content, new ProtoWriter().message(5, location), Composed.Stanza.media("location"));
    }

    private static Composed contacts(JsonNode written, Optional<ProtoWriter> context, ObjectNode content) {
        content.set("contacts", written);
        List<ProtoWriter> cards = new ArrayList<>();
        written.forEach(contact -> cards.add(new ProtoWriter()
                .text(1, Json.text(contact.path("name"), "formatted_name"))
                .text(16, Cards.write(contact))));
        if (cards.isEmpty()) {
            throw new Incoming.NotPossible("contacts is empty");
        }
        if (cards.size() == 1) {
            context.ifPresent(said -> cards.getFirst().message(MediaShape.CONTEXT, said));
            return Composed.of(
                    "contacts",
                    content,
                    new ProtoWriter().message(4, cards.getFirst()),
                    Composed.Stanza.media("vcard"));
        }
        ProtoWriter all = new ProtoWriter().text(1, cards.size() + " contacts");
        cards.forEach(card -> all.message(2, card));
        context.ifPresent(said -> all.message(MediaShape.CONTEXT, said));
        return Composed.of(
                "contacts", content, new ProtoWriter().message(13, all), Composed.Stanza.media("contact_array"));
    }

    private static Composed poll(JsonNode written, ObjectNode content) {
        content.set("poll", written);
        ProtoWriter poll = new ProtoWriter().text(2, Json.text(written, "name"));
        written.path("options").forEach(option -> poll.message(3, new ProtoWriter().text(1, option.asString(""))));
        poll.number(4, written.path("selectable").asInt(1));
        ProtoWriter message =
                new ProtoWriter().message(64, poll).message(35, new ProtoWriter().bytes(3, Secrets.random(32)));
        return Composed.of("poll", content, message, Composed.Stanza.POLL);
    }

    private Optional<ProtoWriter> context(JsonNode said, Optional<WebMessage> quoted) {
        boolean forwarded = Json.truth(said, "forwarded");
        int disappears = said.path("disappears").asInt(0);
        if (quoted.isEmpty() && !forwarded && disappears <= 0) {
            return Optional.empty();
        }
        ProtoWriter context = new ProtoWriter();
        quoted.ifPresent(answered -> context.text(1, answered.id())
                .text(2, addresses.apply(answered.letter().sender().bare()).toString())
                .bytes(3, answered.letter().plain()));
        if (forwarded) {
            context.number(21, 1).truth(22, true);
        }
        if (disappears > 0) {
            context.number(25, disappears);
        }
        return Optional.of(context);
    }
}
