package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.web.content.Reading;
import dev.palomar.sandbox.web.content.Votes;
import dev.palomar.sandbox.web.line.Line;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Group;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.phone.WebMessage.Letter;
import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.web.signal.KeyRing;
import dev.palomar.sandbox.wire.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// What linked devices write: taken apart, decrypted by the phones it is for, passed on to other devices.
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int REACH_OUT = 463;
    private static final String GROUP_MESSAGE = "skmsg";

    private final Exchange exchange;
    private final Receipts receipts;
    private final Retries retries;
    private final Reading reading;
    private final Peers peers;

    Inbox(Exchange exchange, Receipts receipts, Retries retries, Reading reading, Peers peers) {
        this.exchange = exchange;
        this.receipts = receipts;
        this.retries = retries;
        this.reading = reading;
        this.peers = peers;
    }

    void take(Device from, Line line, Node message) {
        Optional<Integer> refused = refusal(from, message);
        Node ack = Answers.ack(message, exchange.seconds());
        line.send(refused.map(code -> ack.with("error", Integer.toString(code))).orElse(ack));
        if (refused.isPresent()) {
            return;
        }
        Map<Jid, Node> parts = parts(message);
        Optional<Group> group = message.jid("to").flatMap(exchange::group);
        boolean toMany = message.attribute("to").matches(".*@(broadcast|newsletter)");
        if (toMany) {
            LOG.debug("a status or a newsletter, which nobody here follows");
        } else if (group.isPresent()) {
            toGroup(from, message, group.get(), parts);
        } else {
            parts.forEach((address, enc) -> toPerson(from, message, address, enc));
        }
        exchange.network().moved();
    }

    private Optional<Integer> refusal(Device from, Node message) {
        Optional<Fault> fault = exchange.network().faults().take(Fault.Kind.MESSAGE_FAILED, Exchange.places(from));
        if (fault.isPresent()) {
            return Optional.of(fault.get().code().orElse(REACH_OUT));
        }
        Optional<Handset> to = message.jid("to").flatMap(exchange::handset);
        boolean ordinary = !message.attribute("category").equals("peer") && to.isPresent();
        if (!ordinary || !from.handset().reachOutLimited() || to.get() == from.handset()) {
            return Optional.empty();
        }
        Bytes token = to.get().tokens().get(from.handset().digits());
        boolean trusted = token != null && token.equals(Bytes.of(message.content("tctoken")));
        return trusted ? Optional.empty() : Optional.of(REACH_OUT);
    }

    /// Which part is for whom.
    private static Map<Jid, Node> parts(Node message) {
        Map<Jid, Node> parts = new LinkedHashMap<>();
        message.child("participants")
                .ifPresent(all -> all.children("to")
                        .forEach(to ->
                                to.jid("jid").ifPresent(jid -> to.child("enc").ifPresent(enc -> parts.put(jid, enc)))));
        Optional<Node> single = message.child("enc").filter(enc -> !isForGroup(enc));
        String addressee = message.attribute("participant").isEmpty() ? "to" : "participant";
        if (parts.isEmpty() && single.isPresent()) {
            message.jid(addressee).ifPresent(jid -> parts.put(jid, single.get()));
        }
        return parts;
    }

    private void toPerson(Device from, Node message, Jid address, Node enc) {
        Optional<Handset> to = exchange.handset(address);
        if (to.isEmpty() || to.get().blocked().contains(from.handset().digits())) {
            return;
        }
        if (address.device() == 0) {
            to.get()
                    .whenOn(() -> open(from, to.get(), message, enc).ifPresent(read -> {
                        if (message.attribute("category").equals("peer")) {
                            peers.asked(from, message.attribute("id"), read);
                        } else {
                            keep(from, to.get(), message, read);
                        }
                    }));
        } else {
            to.get()
                    .device(address.device())
                    .filter(device -> device != from)
                    .ifPresent(device ->
                            device.deliver(passedOn(from, device, message).with(with(message, List.of(enc)))));
        }
    }

    private void keep(Device from, Handset to, Node message, Proto read) {
        Optional<Proto> copy = read.find(31);
        if (copy.isPresent()) {
            Jid destination = Jid.parse(copy.get().text(1)).orElse(from.jid());
            Jid chat = exchange.handset(destination).map(Handset::jid).orElse(destination);
            keepOwn(from, to, message, chat, destination, copy.get().message(2));
            return;
        }
        Jid chat = from.handset().jid();
        letter(from, to, message, chat, read)
                .ifPresent(letter -> receipts.arrived(
                        to, letter, message.jid("to").map(Jid::bare).orElseGet(to::jid)));
    }

    private void keepOwn(Device from, Handset to, Node message, Jid chat, Jid destination, Proto read) {
        if (to.message(message.attribute("id")).isEmpty()) {
            letter(from, to, message, chat, read).ifPresent(letter -> to.keep(letter, true, destination.bare()));
        }
        exchange.network().moved();
    }

    private void toGroup(Device from, Node message, Group group, Map<Jid, Node> parts) {
        Optional<Node> shared = message.child("enc").filter(Inbox::isForGroup);
        for (Handset member : List.copyOf(group.members())) {
            Optional<Node> part = part(parts, member, 0);
            member.whenOn(() -> onGroupMember(from, member, message, group, part, shared));
            for (Device device : List.copyOf(member.devices())) {
                List<Node> own = new ArrayList<>();
                part(parts, member, device.id()).ifPresent(own::add);
                shared.ifPresent(own::add);
                if (device != from && !own.isEmpty()) {
                    device.deliver(passedOnInGroup(from, message, group).with(with(message, own)));
                }
            }
        }
    }

    private void onGroupMember(
            Device from, Handset member, Node message, Group group, Optional<Node> part, Optional<Node> shared) {
        String name = group.jid().toString();
        Optional<Proto> pairwise = part.flatMap(enc -> open(from, member, message, enc));
        pairwise.flatMap(read -> read.find(2))
                .ifPresent(key -> member.keys().learnGroupKey(name, from.jid(), key.bytes(2)));
        if (shared.isPresent()) {
            try {
                byte[] plain = Outbox.unpadded(member.keys()
                        .openFromGroup(name, from.jid(), shared.get().content().array()));
                keepInGroup(from, member, message, group, Proto.read(plain));
            } catch (KeyRing.Unreadable unreadable) {
                retries.ask(member, from, message);
            }
        } else {
            pairwise.ifPresent(read -> keepInGroup(from, member, message, group, read));
        }
    }

    private void keepInGroup(Device from, Handset member, Node message, Group group, Proto read) {
        if (member == from.handset()) {
            keepOwn(from, member, message, group.jid(), group.jid(), read);
        } else {
            letter(from, member, message, group.jid(), read)
                    .ifPresent(letter -> receipts.arrived(member, letter, group.jid()));
        }
    }

    private Optional<Proto> open(Device from, Handset to, Node message, Node enc) {
        KeyRing.Sealed sealed = new KeyRing.Sealed(enc.attribute("type").equals("pkmsg"), enc.content());
        try {
            Proto read = Proto.read(Outbox.unpadded(to.keys().open(from.jid(), sealed)));
            retries.settled(to, from, message.attribute("id"));
            return Optional.of(read);
        } catch (KeyRing.Unreadable | Proto.Malformed unreadable) {
            if (to.message(message.attribute("id")).isEmpty()) {
                retries.ask(to, from, message);
            }
            return Optional.empty();
        }
    }

    private Optional<Letter> letter(Device from, Handset phone, Node message, Jid chat, Proto read) {
        return reading.read(read)
                .map(said -> new Letter(
                        message.attribute("id"),
                        chat,
                        from.jid(),
                        said.type(),
                        said.type().equals("poll_vote") ? vote(from, phone, read, said.content()) : said.content(),
                        Bytes.of(read.source()),
                        exchange.network().now()));
    }

    /// Adds what was voted for, if the phone has the poll.
    private ObjectNode vote(Device from, Handset phone, Proto read, ObjectNode content) {
        Proto vote = read.message(50);
        phone.message(vote.message(1).text(3))
                .filter(Votes::possible)
                .flatMap(poll -> Votes.open(
                        poll,
                        vote.message(2),
                        exchange.handset(poll.letter().sender())
                                .map(creator -> List.of(creator.jid(), creator.lid()))
                                .orElse(List.of()),
                        List.of(from.handset().jid(), from.handset().lid())))
                .ifPresent(options -> content.withObject("poll_vote").set("options", options));
        return content;
    }

    private Node passedOn(Device from, Device to, Node message) {
        Handset writer = from.handset();
        boolean own = to.handset() == writer;
        Optional<Handset> other = message.jid("to").flatMap(exchange::handset);
        return Node.of(
                "message",
                "from",
                (own ? from.jid() : writer.shownAs(from.id())).toString(),
                "type",
                message.attribute("type"),
                "id",
                message.attribute("id"),
                "t",
                exchange.seconds(),
                "notify",
                writer.person().name(),
                "edit",
                message.attribute("edit"),
                "recipient",
                own ? other.map(handset -> handset.jid().toString()).orElse("") : "",
                "peer_recipient_lid",
                own ? other.map(handset -> handset.lid().toString()).orElse("") : "",
                writer.shownByLid() ? "sender_pn" : "sender_lid",
                own ? "" : writer.otherAddress());
    }

    private Node passedOnInGroup(Device from, Node message, Group group) {
        return Node.of(
                "message",
                "from",
                group.jid().toString(),
                "participant",
                group.name(from.handset(), from.id()).toString(),
                group.byLid() ? "participant_pn" : "participant_lid",
                from.handset().jid(!group.byLid(), 0).toString(),
                "addressing_mode",
                group.addressing(),
                "type",
                message.attribute("type"),
                "id",
                message.attribute("id"),
                "t",
                exchange.seconds(),
                "notify",
                from.handset().person().name(),
                "edit",
                message.attribute("edit"));
    }

    private static List<Node> with(Node message, List<Node> parts) {
        List<Node> all = new ArrayList<>(parts);
        message.child("device-identity").ifPresent(all::add);
        return all;
    }

    private static Optional<Node> part(Map<Jid, Node> parts, Handset member, int device) {
        return Optional.ofNullable(parts.get(member.jid(true, device)))
                .or(() -> Optional.ofNullable(parts.get(member.jid(false, device))));
    }

    private static boolean isForGroup(Node enc) {
        return enc.attribute("type").equals(GROUP_MESSAGE);
    }
}
