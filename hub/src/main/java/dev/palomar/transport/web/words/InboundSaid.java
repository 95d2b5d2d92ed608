package dev.palomar.transport.web.words;

import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Payload;
import dev.palomar.model.WireId;
import dev.palomar.transport.Signal;
import dev.palomar.transport.web.words.InboundContent.Reading;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The engine's `said`: a message, an edit, a vote, a notice, live or out of a history.
final class InboundSaid {

    /// Keys to what others will say. They are no part of what was said.
    private static final String[] KEYS = {"senderKeyDistributionMessage", "fastRatchetKeySenderKeyDistributionMessage"};

    private InboundSaid() {}

    static void read(ObjectNode said, InboundWords.Notes notes) {
        Optional<String> ignored = ignored(said);
        if (ignored.isPresent()) {
            notes.leave(ignored.get());
            return;
        }
        Optional<Known> known = known(said, notes);
        if (known.isEmpty()) {
            notes.signal(new Signal.Unknown("said", said, raw(said)));
            return;
        }
        switch (reading(said, known.get().id())) {
            case Reading.Left(String word) -> notes.leave(word);
            case Reading.Says says -> {
                notes.signal(known.get().message(known.get().id(), known.get().person(), says, raw(said)));
                reactions(said, known.get(), notes);
            }
        }
    }

    private static Optional<String> ignored(ObjectNode said) {
        String kind = kind(said);
        boolean toAList = kind.equals("broadcast") && Names.flag(said, "fromMe");
        if (kind.equals("status") || kind.equals("newsletter") || toAList) {
            return Optional.of(kind);
        }
        return Json.string(said, "category").filter("peer"::equals);
    }

    private static String kind(ObjectNode said) {
        ObjectNode chat = Names.child(said, "chat");
        return Json.string(chat, "kind")
                .orElseGet(() -> Json.string(chat, "jid")
                                .filter(jid -> jid.endsWith("@g.us"))
                                .isPresent()
                        ? "group"
                        : "person");
    }

    /// All of a message but what it says.
    private record Known(
            WireId id,
            Identity person,
            Optional<String> name,
            Optional<String> group,
            boolean outbound,
            Instant sentAt,
            boolean backfilled) {

        Signal.Message message(WireId as, Identity by, Reading.Says says, Payload raw) {
            return new Signal.Message(
                    as,
                    by,
                    name,
                    group,
                    outbound,
                    sentAt,
                    says.content(),
                    says.context(),
                    Optional.empty(),
                    backfilled,
                    raw);
        }
    }

    private static Optional<Known> known(ObjectNode said, InboundWords.Notes notes) {
        boolean outbound = Names.flag(said, "fromMe");
        ObjectNode chat = Names.child(said, "chat");
        Optional<String> group =
                kind(said).equals("group") ? Json.string(chat, "jid").flatMap(Names::fit) : Optional.empty();
        Optional<Identity> person = group.isPresent()
                ? outbound ? Optional.of(Identity.NOBODY) : Names.identity(said.get("sender"))
                : Names.identity(kind(said).equals("broadcast") ? said.get("sender") : chat);
        Optional<WireId> id = Names.wireId(said, "wireId");
        Optional<Instant> at = Names.at(said, "timestamp");
        if (id.isEmpty() || at.isEmpty() || (person.isEmpty() && !isNotice(said, group))) {
            return Optional.empty();
        }
        return Optional.of(new Known(
                id.get(),
                person.orElse(Identity.NOBODY),
                outbound ? Optional.empty() : Names.shown(said, "pushName").or(() -> Names.shown(said, "verifiedName")),
                group,
                outbound,
                at.get(),
                Names.flag(said, "backfilled") || notes.isLate(said, at.get())));
    }

    /// Some things happen in a group without anybody doing them.
    private static boolean isNotice(ObjectNode said, Optional<String> group) {
        return group.isPresent() && said.has("stub");
    }

    private static Reading reading(ObjectNode said, WireId id) {
        if (said.has("undecryptable")) {
            return says(new MessageContent.Unsupported(InboundWords.UNREADABLE));
        }
        Optional<MessageContent> vote = Json.child(said, "vote").flatMap(InboundContent::vote);
        if (vote.isPresent()) {
            return says(vote.get());
        }
        Optional<ObjectNode> message = Json.child(said, "reopened").or(() -> Json.child(said, "message"));
        if (message.isPresent()) {
            return InboundContent.read(message.get(), id, Optional.of(place(said)));
        }
        Optional<ObjectNode> stub = Json.child(said, "stub");
        if (stub.isPresent()) {
            return Notices.read(stub.get())
                    .map(InboundSaid::says)
                    .orElseGet(() -> new Reading.Left(
                            "notice:" + Json.string(stub.get(), "type").orElse("")));
        }
        return says(new MessageContent.Unsupported(Names.flag(said, "viewOnce") ? "view_once" : "empty"));
    }

    private static Reading says(MessageContent content) {
        return new Reading.Says(content, Optional.empty());
    }

    /// What the engine needs, besides the message, to fetch its file.
    private static ObjectNode place(ObjectNode said) {
        ObjectNode place = Json.object();
        for (String name : new String[] {"wireId", "chat", "fromMe", "sender"}) {
            JsonNode member = said.get(name);
            if (member != null) {
                place.set(name, member);
            }
        }
        return place;
    }

    /// A history tells with each message how people reacted to it; each reaction is a message of its own here.
    private static void reactions(ObjectNode said, Known known, InboundWords.Notes notes) {
        for (JsonNode element : Json.elements(said, "reactions")) {
            ObjectNode sender = Names.child(element, "sender");
            boolean ours = Names.flag(element, "fromMe");
            Optional<Identity> by = Names.identity(sender);
            if (by.isEmpty() || (known.group().isEmpty() && !ours && !by.get().equals(known.person()))) {
                continue;
            }
            Reading.Says reacted = new Reading.Says(
                    new MessageContent.Reaction(
                            known.id(), Json.string(element, "emoji").orElse("")),
                    Optional.empty());
            WireId id = new WireId(known.id().value() + "#reaction:" + Names.word(by.get()));
            Known one = new Known(
                    id,
                    known.group().isPresent() && !ours ? by.get() : known.person(),
                    Optional.empty(),
                    known.group(),
                    ours,
                    Names.at(element, "at").orElse(known.sentAt()),
                    true);
            notes.signal(one.message(id, one.person(), reacted, Payload.of(Json.bytes(element))));
        }
    }

    private static Payload raw(ObjectNode said) {
        Optional<ObjectNode> message = Json.child(said, "message");
        if (message.isPresent() && (message.get().has(KEYS[0]) || message.get().has(KEYS[1]))) {
            ObjectNode copy = said.deepCopy();
            Json.child(copy, "message").ifPresent(without -> {
                without.remove(KEYS[0]);
                without.remove(KEYS[1]);
            });
            return Payload.of(Json.bytes(copy));
        }
        return Payload.of(Json.bytes(said));
    }
}
