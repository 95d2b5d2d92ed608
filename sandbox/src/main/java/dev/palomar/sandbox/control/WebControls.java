package dev.palomar.sandbox.control;

import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.network.PhoneNumber;
import dev.palomar.sandbox.traffic.Incoming;
import dev.palomar.sandbox.web.content.Composed;
import dev.palomar.sandbox.web.content.Votes;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Group;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.stanza.WhatsAppWeb;
import dev.palomar.sandbox.wire.Bytes;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Phones with linked devices: linking, and everything that people write to each other.
public final class WebControls {

    private static final Duration EDITABLE = Duration.ofMinutes(15);
    private static final Duration REVOCABLE = Duration.ofDays(2);
    private static final int HELD = 20;

    /// How the sandbox is reached by HTTPS, and what has to be trusted for that.
    public record Ways(String mediaHost, String certificate) {}

    private final Network network;
    private final WhatsAppWeb web;
    private final Supplier<Ways> ways;
    private final Deque<String> held = new ArrayDeque<>();

    public WebControls(Network network, WhatsAppWeb web, Supplier<Ways> ways) {
        this.network = network;
        this.web = web;
        this.ways = ways;
    }

    /// Where a client of WhatsApp Web connects to, and whom it has to believe.
    ObjectNode ways(String base) {
        Ways secure = ways.get();
        return Json.object()
                .put("url", base.replaceFirst("^http", "ws") + WhatsAppWeb.PATH)
                .put(
                        "rootPublicKey",
                        HexFormat.of().formatHex(web.rootPublicKey().array()))
                .put("mediaHost", secure.mediaHost())
                .put("caCertificate", secure.certificate());
    }

    /// A QR code is held where every phone can see it.
    ObjectNode hold(ObjectNode body) {
        Asked.only(body, "qr");
        String qr = Asked.required(body, "qr");
        held.remove(qr);
        held.addFirst(qr);
        if (held.size() > HELD) {
            held.removeLast();
        }
        network.moved();
        return Json.object().put("qr", qr);
    }

    /// The QR codes that can be scanned now, newest first.
    List<ObjectNode> codes() {
        held.removeIf(qr -> !web.linking().isShown(qr));
        return held.stream().map(qr -> Json.object().put("qr", qr)).toList();
    }

    /// Without `qr`, the newest that is held where phones see it.
    ObjectNode scan(Person person, ObjectNode body) {
        Asked.only(body, "qr");
        codes();
        String qr = Asked.orElse(body, "qr", held.isEmpty() ? "" : held.getFirst());
        if (qr.isEmpty()) {
            throw Refusal.wrong("qr is missing, and nobody shows one");
        }
        web.linking().scan(handset(person), qr);
        held.remove(qr);
        return Json.object().put("scanned", true);
    }

    ObjectNode type(Person person, ObjectNode body) {
        Asked.only(body, "code");
        web.codes().type(handset(person), Asked.required(body, "code"));
        return Json.object().put("typed", true);
    }

    List<ObjectNode> devices(Person person) {
        return known(person).map(Handset::devices).orElse(List.of()).stream()
                .map(WebControls::shown)
                .toList();
    }

    ObjectNode removeDevice(Person person, String id) {
        Device device = known(person)
                .filter(_ -> id.matches("\\d{1,5}"))
                .flatMap(handset -> handset.device(Integer.parseInt(id)))
                .orElseThrow(() -> Refusal.unknown("the phone has no linked device " + id));
        web.linking().unlink(device);
        return shown(device);
    }

    /// The phone loses its Signal sessions, and cannot read what is written on with them.
    ObjectNode forget(Person person) {
        handset(person).keys().forgetSessions();
        return Json.object().put("forgotten", true);
    }

    /// `{phone, name}`: how the person calls somebody in the address book of their phone.
    ObjectNode addressBook(Person person, ObjectNode body) {
        Asked.only(body, "phone", "name");
        web.addresses().put(handset(person), addressee(Asked.required(body, "phone")), Asked.required(body, "name"));
        return body;
    }

    ObjectNode write(Person person, ObjectNode body) {
        String to = Asked.required(body, "to");
        Optional<WebMessage> quoted = Optional.of(Json.text(body.path("context"), "message_id"))
                .filter(id -> !id.isEmpty())
                .map(id -> handset(person)
                        .message(id)
                        .orElseThrow(() -> Refusal.unknown("the phone has no message " + id)));
        return send(handset(person), to, web.composer().compose(body, quoted)).shown();
    }

    ObjectNode react(Person person, ObjectNode body) {
        WebMessage message = message(person, body);
        return answer(person, message, web.changes().reaction(message, Json.text(body, "emoji"), network.now()));
    }

    ObjectNode edit(Person person, ObjectNode body, ObjectNode replacement) {
        WebMessage message = own(person, body, EDITABLE, "a message can be edited for 15 minutes");
        Composed composed = web.composer().compose(replacement, Optional.empty());
        return answer(person, message, web.changes().edit(message, composed, network.now()));
    }

    ObjectNode revoke(Person person, ObjectNode body) {
        WebMessage message = own(person, body, REVOCABLE, "a message can be deleted for everyone for two days");
        return answer(person, message, web.changes().revoke(message));
    }

    ObjectNode vote(Person person, ObjectNode body) {
        Asked.only(body, "id", "options");
        WebMessage poll = message(person, body);
        if (!Votes.possible(poll)) {
            throw Refusal.wrong("this message is no poll");
        }
        List<String> options = new ArrayList<>();
        body.path("options").forEach(option -> options.add(option.asString("")));
        Handset voter = handset(person);
        boolean byLid =
                web.exchange().group(poll.letter().chat()).map(Group::byLid).orElseGet(voter::shownByLid);
        Jid creator =
                web.exchange().handset(poll.letter().sender()).orElse(voter).jid(byLid, 0);
        return answer(person, poll, web.changes().vote(poll, options, creator, voter.jid(byLid, 0), network.now()));
    }

    /// Up to a message, with everything before it in the same chat; `played` listens to it, too.
    ObjectNode read(Person person, ObjectNode body) {
        WebMessage message = message(person, body);
        web.receipts().read(handset(person), message);
        if (Json.truth(body, "played")) {
            web.receipts().played(handset(person), message);
        }
        return message.shown();
    }

    List<ObjectNode> readEverything(Person person) {
        List<WebMessage> unread = known(person).map(Handset::messages).orElse(List.of()).stream()
                .filter(message ->
                        !message.own() && message.status() == dev.palomar.sandbox.network.Message.Status.DELIVERED)
                .toList();
        unread.forEach(message -> web.receipts().read(handset(person), message));
        return unread.stream().map(WebMessage::shown).toList();
    }

    /// `{to, state}`: `composing` unless it says `recording` or `paused`.
    ObjectNode typing(Person person, ObjectNode body) {
        Asked.only(body, "to", "state");
        String to = Asked.required(body, "to");
        String state = Asked.orElse(body, "state", "composing");
        Optional<Group> group = group(to);
        if (group.isPresent()) {
            web.presences().types(handset(person), group.get(), state);
        } else {
            web.presences().types(handset(person), addressee(to), state);
        }
        return Json.object().put("to", to).put("told", true);
    }

    ObjectNode call(Person person, ObjectNode body) {
        Asked.only(body, "to", "video");
        String to = Asked.required(body, "to");
        String id = web.calls().ring(handset(person), addressee(to), Json.truth(body, "video"));
        return Json.object().put("id", id).put("type", "call").put("to", to);
    }

    List<ObjectNode> groups() {
        return web.exchange().groups().stream().map(WebControls::shown).toList();
    }

    /// `{subject, members: [number, …], addressing: "lid" | "pn"}`; the first member makes it.
    ObjectNode createGroup(ObjectNode body) {
        Asked.only(body, "subject", "members", "addressing");
        List<Handset> members = people(body, "members");
        if (members.isEmpty()) {
            throw Refusal.wrong("members is empty");
        }
        boolean byLid = Asked.orElse(body, "addressing", "lid").equals("lid");
        Group group = web.exchange().addGroup(members.getFirst(), Asked.required(body, "subject"), byLid);
        group.members().addAll(members);
        web.groups().created(group);
        return shown(group);
    }

    /// `{subject, add: [number, …], remove: [number, …], picture: base64 | null}`
    ObjectNode changeGroup(String id, ObjectNode body) {
        Asked.only(body, "subject", "add", "remove", "picture");
        Group group = group(id).orElseThrow(() -> Refusal.unknown("there is no group " + id));
        Handset actor = group.creator();
        if (body.hasNonNull("subject")) {
            web.groups().rename(group, actor, Json.text(body, "subject"));
        }
        if (body.has("picture")) {
            web.pictures().change(group, actor, picture(body));
        }
        List<Handset> added = people(body, "add");
        if (!added.isEmpty()) {
            web.groups().add(group, actor, added);
        }
        List<Handset> removed = people(body, "remove");
        if (!removed.isEmpty()) {
            web.groups().remove(group, actor, removed);
        }
        return shown(group);
    }

    /// Whether the body is about a message of the web side.
    boolean has(Person person, ObjectNode body) {
        String id = Json.text(body, "id");
        return !id.isEmpty()
                && known(person).flatMap(handset -> handset.message(id)).isPresent();
    }

    void changed(Person person, ObjectNode body, boolean switched) {
        if (body.has("passkey") || body.has("reachOutLimited") || body.has("addressedByLid")) {
            Handset handset = handset(person);
            handset.asksForPasskey(Asked.orElse(body, "passkey", handset.asksForPasskey()));
            handset.addressedByLid(Asked.orElse(body, "addressedByLid", handset.addressedByLid()));
            boolean limited = Asked.orElse(body, "reachOutLimited", handset.reachOutLimited());
            if (limited != handset.reachOutLimited()) {
                handset.reachOutLimited(limited);
                web.restrictions().changed(handset);
            }
        }
        if (body.has("picture")) {
            web.pictures().change(handset(person), picture(body));
        }
        if (switched) {
            known(person).ifPresent(handset -> {
                web.presences().changed(handset);
                if (person.habits().online()) {
                    handset.arrive();
                }
            });
        }
    }

    /// Adds what the web side knows to how a person is shown.
    void show(Person person, ObjectNode shown) {
        ArrayNode devices = shown.putArray("devices");
        known(person).ifPresent(handset -> {
            handset.devices().forEach(device -> devices.add(shown(device)));
            shown.put("passkey", handset.asksForPasskey());
            shown.put("reachOutLimited", handset.reachOutLimited());
            shown.put("addressedByLid", handset.addressedByLid());
            shown.put("picture", handset.picture().isPresent());
            shown.put("waiting", shown.path("waiting").asInt(0) + handset.waiting());
            shown.put("awaitsCode", web.codes().awaited(handset));
            Instant now = network.now();
            handset.typing().forEach((chat, until) -> {
                if (until.isAfter(now)) {
                    shown.withArray("typing").add(chat);
                }
            });
        });
    }

    void strike() {
        web.strike();
    }

    void reset() {
        held.clear();
        web.reset();
    }

    private static Optional<Bytes> picture(ObjectNode body) {
        try {
            return Optional.of(Json.text(body, "picture"))
                    .filter(text -> !text.isEmpty())
                    .map(text -> Bytes.of(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException unreadable) {
            throw Refusal.wrong("picture is not base64");
        }
    }

    private WebMessage send(Handset from, String to, Composed composed) {
        Optional<Group> group = group(to);
        if (group.isPresent() && !group.get().members().contains(from)) {
            throw new Incoming.NotPossible("the person is not in this group");
        }
        return group.map(in -> web.outbox().write(from, in, composed))
                .orElseGet(() -> web.outbox().write(from, addressee(to), composed));
    }

    private ObjectNode answer(Person person, WebMessage to, Composed composed) {
        Jid chat = to.letter().chat();
        return send(handset(person), chat.isGroup() ? chat.toString() : chat.user(), composed)
                .shown();
    }

    private WebMessage message(Person person, ObjectNode body) {
        String id = Asked.required(body, "id");
        return handset(person).message(id).orElseThrow(() -> Refusal.unknown("the phone has no message " + id));
    }

    private WebMessage own(Person person, ObjectNode body, Duration within, String otherwise) {
        WebMessage message = message(person, body);
        if (!message.own()) {
            throw new Incoming.NotPossible("only a message of one's own can be changed");
        }
        if (message.letter().at().plus(within).isBefore(network.now())) {
            throw new Incoming.NotPossible(otherwise);
        }
        return message;
    }

    private Optional<Handset> known(Person person) {
        return web.exchange().known(person);
    }

    private Handset handset(Person person) {
        return web.exchange().handset(person);
    }

    private Optional<Group> group(String id) {
        return Jid.parse(id).filter(Jid::isGroup).flatMap(web.exchange()::group);
    }

    private Handset addressee(String to) {
        return PhoneNumber.parse(to)
                .flatMap(network::person)
                .map(this::handset)
                .orElseThrow(() -> Refusal.unknown("there is no business, person or group " + to));
    }

    private List<Handset> people(ObjectNode body, String field) {
        List<Handset> people = new ArrayList<>();
        body.path(field).forEach(number -> people.add(addressee(number.asString(""))));
        return people;
    }

    private static ObjectNode shown(Group group) {
        ObjectNode shown = Json.object();
        shown.put("id", group.jid().toString());
        shown.put("subject", group.subject());
        shown.put("addressing", group.addressing());
        shown.put("invitation", group.invitation());
        group.description().ifPresent(said -> shown.put("description", said.text()));
        ArrayNode members = shown.putArray("members");
        group.members().forEach(member -> members.add(member.person().phone().e164()));
        return shown;
    }

    private static ObjectNode shown(Device device) {
        return Json.object()
                .put("device", device.id())
                .put("jid", device.jid().toString())
                .put("lid", device.lid().toString())
                .put("platform", device.platform())
                .put("online", device.line().isPresent())
                .put("linkedAt", device.linkedAt().toString())
                .put("lastSeen", device.lastSeen().toString())
                .put("waiting", device.owed().size());
    }
}
