package dev.palomar.transport.web.words;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.WireId;
import dev.palomar.transport.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Events of the engine in the hub's words. A pure function, and one that never throws: whatever comes is told, kept
/// as unknown, or counted as nobody's to read. `engine/PROTOCOL.md` says what comes.
public final class InboundWords {

    /// The kind of a [MessageContent.Unsupported] that arrived and could not be decrypted. When it can be after all, it
    /// comes again under the same id, and takes that one's place.
    public static final String UNREADABLE = MessageContent.Unsupported.UNREADABLE;

    /// What waited at WhatsApp for no longer than this, because the line was away, is as new as if it had come at
    /// once: somebody still waits for the answer. It is as long as WhatsApp lets a business answer freely. What is
    /// older is recorded as history is.
    public static final Duration STILL_NEW = Duration.ofHours(24);

    private InboundWords() {}

    /// Takes `inbound`, `history`, `receipts`, `call`, `contacts`, `lids`, `groups` and `group-members`; any other
    /// becomes [Signal.Unknown]. What waited at WhatsApp and was written before `newSince` is backfilled.
    public static Heard read(ObjectNode event, Instant newSince) {
        Notes notes = new Notes(newSince);
        String type = Json.string(event, "type").orElse("");
        switch (type) {
            case "inbound" -> InboundSaid.read(Names.child(event, "said"), notes);
            case "history" -> history(event, notes);
            case "receipts" -> each(event, "receipts", receipt -> receipt(receipt, notes));
            case "call" -> call(event, notes);
            case "contacts" -> each(event, "contacts", contact -> contact(contact, notes));
            case "lids" -> each(event, "lids", pair -> pair(pair, notes));
            case "groups" -> each(event, "groups", group -> group(group, notes));
            case "group-members" -> members(event, notes);
            default -> notes.signal(new Signal.Unknown(type, event, Payload.of(Json.bytes(event))));
        }
        return new Heard(notes.signals, notes.left);
    }

    /// What is gathered while an event is read.
    static final class Notes {
        private final Instant newSince;
        private final List<Signal> signals = new ArrayList<>();
        private final List<String> left = new ArrayList<>();

        private Notes(Instant newSince) {
            this.newSince = newSince;
        }

        /// Whether it waited so long at WhatsApp that nobody waits for an answer any more.
        boolean isLate(ObjectNode said, Instant at) {
            return Names.flag(said, "offline") && at.isBefore(newSince);
        }

        void signal(Signal signal) {
            signals.add(signal);
        }

        void leave(String word) {
            left.add(word);
        }
    }

    private interface Part {
        void read(ObjectNode part);
    }

    private static void each(ObjectNode event, String name, Part part) {
        for (JsonNode element : Json.elements(event, name)) {
            if (element instanceof ObjectNode object) {
                part.read(object);
            }
        }
    }

    /// People and groups first: then what they said finds them.
    private static void history(ObjectNode event, Notes notes) {
        each(event, "lids", pair -> pair(pair, notes));
        each(event, "contacts", contact -> contact(contact, notes));
        each(event, "chats", chat -> chat(chat, notes));
        each(event, "said", said -> {
            said.put("backfilled", true);
            InboundSaid.read(said, notes);
        });
    }

    private static void chat(ObjectNode chat, Notes notes) {
        if (Json.string(chat, "kind").filter("group"::equals).isPresent()) {
            Optional<String> subject = Names.shown(chat, "name");
            Json.string(chat, "jid")
                    .flatMap(Names::fit)
                    .filter(_ -> subject.isPresent())
                    .ifPresent(id -> notes.signal(new Signal.Group(id, subject, Optional.empty(), Optional.empty())));
        }
    }

    private static void receipt(ObjectNode receipt, Notes notes) {
        Optional<MessageStatus> status = switch (Json.string(receipt, "status").orElse("")) {
            case "delivered" -> Optional.of(MessageStatus.DELIVERED);
            case "read" -> Optional.of(MessageStatus.READ);
            case "played" -> Optional.of(MessageStatus.PLAYED);
            default -> Optional.empty();
        };
        Optional<Instant> at = Names.at(receipt, "at");
        if (status.isEmpty() || at.isEmpty()) {
            notes.leave("receipt:" + Json.string(receipt, "status").orElse(""));
            return;
        }
        ObjectNode chat = Names.child(receipt, "chat");
        Optional<String> group =
                Json.string(chat, "kind").filter("group"::equals).isPresent()
                        ? Json.string(chat, "jid").flatMap(Names::fit)
                        : Optional.empty();
        Optional<Identity> member = Names.identity(receipt.get("participant"));
        boolean ours = !receipt.has("fromMe") || Names.flag(receipt, "fromMe");
        Payload raw = Payload.of(Json.bytes(receipt));
        for (JsonNode element : Json.elements(receipt, "wireIds")) {
            Optional<WireId> id = Names.fit(element.asString("")).map(WireId::new);
            if (id.isEmpty()) {
                notes.leave("receipt:nameless");
            } else if (!ours) {
                elsewhere(id.get(), status.get(), at.get(), notes);
            } else if (group.isEmpty()) {
                notes.signal(
                        new Signal.Status(id.get(), Optional.empty(), status.get(), at.get(), Optional.empty(), raw));
            } else if (member.isPresent()) {
                notes.signal(new Signal.GroupReceipt(id.get(), group.get(), member.get(), status.get(), at.get(), raw));
            } else {
                notes.leave("receipt:of-nobody");
            }
        }
    }

    private static void elsewhere(WireId id, MessageStatus status, Instant at, Notes notes) {
        if (status == MessageStatus.DELIVERED) {
            notes.leave("receipt:own-device");
        } else {
            notes.signal(new Signal.ReadElsewhere(id, at));
        }
    }

    /// One call comes as several events under one id; the first that arrives is kept.
    private static void call(ObjectNode event, Notes notes) {
        Payload raw = Payload.of(Json.bytes(event));
        Optional<WireId> id = Names.wireId(event, "callId");
        Optional<Identity> person = Names.identity(event.get("from"));
        Optional<Instant> at = Names.at(event, "at");
        if (id.isEmpty() || person.isEmpty() || at.isEmpty()) {
            notes.signal(new Signal.Unknown("call", event, raw));
            return;
        }
        ObjectNode facts = Json.object();
        facts.put("id", id.get().value());
        facts.put("event", Json.string(event, "status").orElse(""));
        facts.put("direction", "USER_INITIATED");
        facts.put("video", Names.flag(event, "video"));
        facts.put("timestamp", String.valueOf(at.get().getEpochSecond()));
        Optional<String> group = Json.string(event, "group").flatMap(Names::fit);
        facts.put("group", group.isPresent());
        notes.signal(new Signal.Message(
                id.get(),
                person.get(),
                Optional.empty(),
                group,
                false,
                at.get(),
                new MessageContent.Call(facts),
                Optional.empty(),
                Optional.empty(),
                notes.isLate(event, at.get()),
                raw));
    }

    private static void contact(ObjectNode contact, Notes notes) {
        Optional<String> name = Names.shown(contact, "name")
                .or(() -> Names.shown(contact, "verifiedName"))
                .or(() -> Names.shown(contact, "pushName"));
        Names.identity(contact).ifPresent(person -> {
            if (contact.has("picture")) {
                notes.signal(new Signal.PictureChanged(person, Optional.empty()));
            } else {
                notes.signal(new Signal.Acquaintance(person, name));
            }
        });
    }

    private static void pair(ObjectNode pair, Notes notes) {
        Names.identity(pair)
                .filter(person -> person.phone().isPresent() && person.lid().isPresent())
                .ifPresent(person -> notes.signal(new Signal.Acquaintance(person, Optional.empty())));
    }

    private static void group(ObjectNode group, Notes notes) {
        Optional<List<Signal.Member>> members =
                group.has("members") ? Optional.of(memberList(group)) : Optional.empty();
        Json.string(group, "jid")
                .flatMap(Names::fit)
                .ifPresent(id -> notes.signal(
                        group.has("picture")
                                ? new Signal.PictureChanged(Identity.NOBODY, Optional.of(id))
                                : new Signal.Group(
                                        id,
                                        Names.shown(group, "subject"),
                                        Json.string(group, "description"),
                                        members)));
    }

    private static List<Signal.Member> memberList(ObjectNode group) {
        List<Signal.Member> members = new ArrayList<>();
        for (JsonNode element : Json.elements(group, "members")) {
            Names.identity(element)
                    .ifPresent(person -> members.add(new Signal.Member(
                            person, Json.string(element, "admin").isPresent())));
        }
        return members;
    }

    private static void members(ObjectNode event, Notes notes) {
        Optional<Signal.GroupMembers.Change> change =
                switch (Json.string(event, "action").orElse("")) {
                    case "add" -> Optional.of(Signal.GroupMembers.Change.ADDED);
                    case "remove", "leave" -> Optional.of(Signal.GroupMembers.Change.REMOVED);
                    case "promote" -> Optional.of(Signal.GroupMembers.Change.PROMOTED);
                    case "demote" -> Optional.of(Signal.GroupMembers.Change.DEMOTED);
                    default -> Optional.empty();
                };
        Optional<String> group = Json.string(event, "group")
                .or(() -> Json.string(Names.child(event, "group"), "jid"))
                .flatMap(Names::fit);
        List<Identity> members = new ArrayList<>();
        Json.elements(event, "members").forEach(one -> Names.identity(one).ifPresent(members::add));
        if (change.isPresent() && group.isPresent() && !members.isEmpty()) {
            notes.signal(new Signal.GroupMembers(group.get(), change.get(), members));
        } else {
            notes.leave("group-members:" + Json.string(event, "action").orElse(""));
        }
    }
}
