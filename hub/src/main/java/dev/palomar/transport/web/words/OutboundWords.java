package dev.palomar.transport.web.words;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.transport.Transport;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A message in the words of the engine's `send`.
public final class OutboundWords {

    /// What WhatsApp Web can send. Buttons and lists of business accounts reach nobody from a linked device, and
    /// templates are Meta's: they are refused when they are submitted, rather than turned into something else.
    public static final Set<String> TYPES = Set.of(
            "text",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "contacts",
            "reaction",
            "poll",
            "edit",
            "revoke");

    private OutboundWords() {}

    /// The members `to`, `content`, `quote` and `mentions` of `send`. A file is `{"media": <our id>}`, `{"link": …}`
    /// or what [InboundWords] said of a file that came in, `{"wire": …}`; the line puts its place in the spool
    /// there. Empty when WhatsApp Web cannot send such a message, or has no name for the recipient.
    public static Optional<ObjectNode> send(Transport.Outgoing message) {
        Optional<ObjectNode> to = address(message);
        if (to.isEmpty()) {
            return Optional.empty();
        }
        return content(message, to.get()).map(content -> {
            ObjectNode send = Json.object();
            send.set("to", to.get());
            send.set("content", content);
            if (mayQuote(message.content())) {
                message.quoted().ifPresent(id -> send.set("quote", key(message, to.get(), id, false)));
            }
            if (!message.mentions().isEmpty()) {
                ArrayNode mentions = send.putArray("mentions");
                message.mentions().forEach(person -> mentions.add(named(person)));
            }
            return send;
        });
    }

    /// A person or a group, as the engine names them. Empty when WhatsApp Web knows no name of theirs.
    public static Optional<ObjectNode> address(Identity person, Optional<String> group) {
        if (group.isPresent()) {
            return Optional.of(Json.object().put("jid", group.get()));
        }
        ObjectNode named = named(person);
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }

    /// A message that came in, as the engine's `Key`.
    public static Optional<ObjectNode> key(Transport.Received message) {
        return address(message.from(), message.group()).map(chat -> {
            ObjectNode key = Json.object().put("wireId", message.id().value());
            key.set("chat", chat);
            key.put("fromMe", false);
            if (message.group().isPresent()) {
                key.set("sender", named(message.from()));
            }
            return key;
        });
    }

    private static Optional<ObjectNode> address(Transport.Outgoing message) {
        return address(message.to(), message.group());
    }

    private static ObjectNode named(Identity person) {
        ObjectNode named = Json.object();
        person.phone().map(PhoneNumber::digits).ifPresent(digits -> named.put("pn", digits + "@s.whatsapp.net"));
        person.lid().ifPresent(lid -> named.put("lid", lid + "@lid"));
        person.lid()
                .map(lid -> lid + "@lid")
                .or(() -> person.phone().map(phone -> phone.digits() + "@s.whatsapp.net"))
                .or(() -> person.userId().filter(id -> id.contains("@")))
                .ifPresent(jid -> named.put("jid", jid));
        return named;
    }

    /// WhatsApp's name of a message with its author. `ours` is assumed of a message that is not known here.
    private static ObjectNode key(Transport.Outgoing message, ObjectNode chat, WireId id, boolean ours) {
        Optional<Transport.Referred> known =
                message.refers().filter(refers -> refers.id().equals(id));
        ObjectNode key = Json.object().put("wireId", id.value());
        key.set("chat", chat.deepCopy());
        key.put("fromMe", known.map(Transport.Referred::ours).orElse(ours));
        if (message.group().isPresent()) {
            known.filter(refers -> !refers.ours())
                    .map(refers -> named(refers.author()))
                    .filter(sender -> !sender.isEmpty())
                    .ifPresent(sender -> key.set("sender", sender));
        }
        return key;
    }

    private static boolean mayQuote(MessageContent content) {
        return !(content instanceof MessageContent.Reaction
                || content instanceof MessageContent.Edit
                || content instanceof MessageContent.Revoke);
    }

    private static Optional<ObjectNode> content(Transport.Outgoing message, ObjectNode chat) {
        return switch (message.content()) {
            case MessageContent.Text text -> Optional.of(of("text").put("text", text.body()));
            case MessageContent.Media media -> Optional.of(media(media));
            case MessageContent.Location place -> {
                ObjectNode content = of("location");
                content.put("latitude", place.latitude()).put("longitude", place.longitude());
                place.name().ifPresent(name -> content.put("name", name));
                place.address().ifPresent(address -> content.put("address", address));
                yield Optional.of(content);
            }
            case MessageContent.Contacts people -> {
                ObjectNode content = of("contacts");
                ArrayNode cards = content.putArray("cards");
                people.cards().forEach(card -> cards.add(CardTexts.write(card)));
                yield Optional.of(content);
            }
            case MessageContent.Reaction(WireId to, String emoji) -> {
                ObjectNode content = of("reaction");
                content.set("of", key(message, chat, to, false));
                yield Optional.of(content.put("emoji", emoji));
            }
            case MessageContent.Poll poll -> {
                ObjectNode content = of("poll").put("question", poll.question());
                ArrayNode options = content.putArray("options");
                poll.options().forEach(options::add);
                yield Optional.of(content.put("choices", poll.choices()));
            }
            case MessageContent.Edit(WireId original, MessageContent now) ->
                words(now).map(text -> {
                    ObjectNode content = of("edit");
                    content.set("of", key(message, chat, original, true));
                    return content.put("text", text);
                });
            case MessageContent.Revoke(WireId original) -> {
                ObjectNode content = of("revoke");
                content.set("of", key(message, chat, original, true));
                yield Optional.of(content);
            }
            case MessageContent.Interactive _,
                    MessageContent.Template _,
                    MessageContent.Button _,
                    MessageContent.Order _,
                    MessageContent.PollVote _,
                    MessageContent.SystemNotice _,
                    MessageContent.Call _,
                    MessageContent.Unsupported _ -> Optional.empty();
        };
    }

    private static ObjectNode of(String kind) {
        return Json.object().put("kind", kind);
    }

    /// What an edit may change: a text, or the words below a file.
    private static Optional<String> words(MessageContent now) {
        return switch (now) {
            case MessageContent.Text text -> Optional.of(text.body());
            case MessageContent.Media media -> Optional.of(media.caption().orElse(""));
            case MessageContent _ -> Optional.empty();
        };
    }

    private static ObjectNode media(MessageContent.Media media) {
        ObjectNode content =
                of(media.is(MediaTrait.VOICE) ? "voice" : media.kind().word());
        ObjectNode file = content.putObject("file");
        switch (media.file()) {
            case MediaSource.Stored stored -> {
                file.put("media", stored.id().text());
                stored.mimeType().ifPresent(type -> file.put("mimeType", type));
                stored.sha256().ifPresent(hash -> file.put("sha256", hash));
            }
            case MediaSource.AtWhatsApp remote -> file.put("wire", remote.wireId());
            case MediaSource.Link link -> file.put("link", link.url().toString());
        }
        switch (media.kind()) {
            case IMAGE, VIDEO -> {
                media.caption().ifPresent(caption -> content.put("caption", caption));
                flag(content, "gif", media.is(MediaTrait.GIF));
                flag(content, "note", media.is(MediaTrait.VIDEO_NOTE));
                flag(content, "viewOnce", media.is(MediaTrait.VIEW_ONCE));
            }
            case DOCUMENT -> {
                media.caption().ifPresent(caption -> content.put("caption", caption));
                media.filename().ifPresent(filename -> content.put("filename", filename));
            }
            case AUDIO, STICKER -> {}
        }
        return content;
    }

    private static void flag(ObjectNode content, String name, boolean set) {
        if (set) {
            content.put(name, true);
        }
    }
}
