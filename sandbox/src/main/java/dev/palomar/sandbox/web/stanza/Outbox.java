package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.web.content.Composed;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Group;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.phone.WebMessage;
import dev.palomar.sandbox.web.phone.WebMessage.Letter;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import dev.palomar.sandbox.web.signal.KeyRing;
import dev.palomar.sandbox.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What phones write: encrypted for every linked device of whoever is to have it, and laid on their phones.
public final class Outbox {

    private static final int FEW_KEYS = 5;

    private final Exchange exchange;
    private final Receipts receipts;

    public Outbox(Exchange exchange, Receipts receipts) {
        this.exchange = exchange;
        this.receipts = receipts;
    }

    /// A phone writes to a person.
    public WebMessage write(Handset from, Handset to, Composed composed) {
        Letter letter = letter(from, to.jid(), composed);
        WebMessage own = from.keep(letter, true, to.jid());
        trust(from, to);
        if (from != to) {
            if (!to.blocked().contains(from.digits())) {
                to.whenOn(() -> receipts.arrived(to, letter.in(from.jid()), from.jid()));
                Node stanza = direct(from, composed, letter.id());
                to.devices()
                        .forEach(device -> device.deliver(stanza.with(sealed(
                                from,
                                device,
                                letter.plain().array(),
                                composed.stanza().mediaType()))));
            }
            exchange.network().moved();
        }
        byte[] copy = deviceSent(to.shownAs(0), letter.plain());
        Node stanza = toOwnDevices(from, to, composed, letter.id());
        from.devices()
                .forEach(device -> device.deliver(
                        stanza.with(sealed(from, device, copy, composed.stanza().mediaType()))));
        return own;
    }

    /// A phone writes to a group.
    public WebMessage write(Handset from, Group group, Composed composed) {
        Letter letter = letter(from, group.jid(), composed);
        WebMessage own = from.keep(letter, true, group.jid());
        String name = group.jid().toString();
        byte[] key = distribution(group, from.keys().groupKey(name, from.jid()));
        byte[] message =
                from.keys().sealForGroup(name, from.jid(), padded(letter.plain().array()));
        Node stanza = inGroup(group, from, composed, letter.id());
        for (Handset member : group.members()) {
            if (member != from) {
                member.whenOn(() -> receipts.arrived(member, letter, group.jid()));
            }
            for (Device device : member.devices()) {
                List<Node> parts = new ArrayList<>();
                if (from.holdersOfKey(group).add(device.jid())) {
                    parts.add(sealed(from, device, key, ""));
                }
                parts.add(Node.of(
                                "enc",
                                "v",
                                "2",
                                "type",
                                "skmsg",
                                "mediatype",
                                composed.stanza().mediaType())
                        .with(garbled(device, message)));
                device.deliver(stanza.with(parts));
            }
        }
        exchange.network().moved();
        return own;
    }

    /// Encrypts a message for one device once more, because it could not read it.
    ///
    /// @param count how often the device has asked
    void again(Handset from, WebMessage message, Device device, Node retry, int count) {
        Letter letter = message.letter();
        Optional<Group> group = exchange.group(letter.chat());
        byte[] plain = group.map(in -> Secrets.join(
                        letter.plain().array(),
                        distribution(in, from.keys().groupKey(in.jid().toString(), from.jid()))))
                .orElseGet(() -> letter.plain().array());
        boolean ownDevice = device.handset() == from;
        Node stanza = Node.of(
                "message",
                "from",
                retry.attribute("to"),
                "participant",
                retry.attribute("participant"),
                "recipient",
                ownDevice && group.isEmpty() ? exchange.address(letter.chat()).toString() : "",
                "type",
                Composed.stanzaType(letter.type()),
                "id",
                letter.id(),
                "t",
                Long.toString(letter.at().getEpochSecond()),
                "notify",
                from.person().name());
        group.ifPresent(in -> from.holdersOfKey(in).add(device.jid()));
        Node addressed = group.map(in -> stanza.with("addressing_mode", in.addressing()))
                .orElseGet(() -> ownDevice ? stanza : otherAddress(stanza, retry, from));
        byte[] content =
                ownDevice && group.isEmpty() ? deviceSent(exchange.address(letter.chat()), Bytes.of(plain)) : plain;
        device.deliver(addressed.with(sealed(from, device, content, "").with("count", Integer.toString(count))));
    }

    /// Something that only the person's own devices are told: history, keys.
    void toOwn(Device device, byte[] plain) {
        Handset from = device.handset();
        device.deliver(Node.of(
                        "message",
                        "from",
                        from.jid().toString(),
                        "type",
                        "text",
                        "id",
                        exchange.messageId(),
                        "t",
                        exchange.seconds(),
                        "category",
                        "peer")
                .with(sealed(from, device, plain, "")));
    }

    static byte[] padded(byte[] plain) {
        int more = 1 + (Secrets.random(1)[0] & 15);
        byte[] padded = Arrays.copyOf(plain, plain.length + more);
        Arrays.fill(padded, plain.length, padded.length, (byte) more);
        return padded;
    }

    static byte[] unpadded(byte[] padded) {
        int more = padded.length == 0 ? 0 : padded[padded.length - 1];
        return more < 1 || more > padded.length ? padded : Arrays.copyOf(padded, padded.length - more);
    }

    private Letter letter(Handset from, Jid chat, Composed composed) {
        return new Letter(
                exchange.messageId(),
                chat,
                from.jid(),
                composed.type(),
                composed.content(),
                composed.plain(),
                exchange.network().now());
    }

    private Node direct(Handset from, Composed composed, String id) {
        return Node.of(
                "message",
                "from",
                from.shownAs(0).toString(),
                "type",
                composed.stanza().type(),
                "id",
                id,
                "t",
                exchange.seconds(),
                "notify",
                from.person().name(),
                from.shownByLid() ? "sender_pn" : "sender_lid",
                from.otherAddress(),
                "addressing_mode",
                from.shownByLid() ? "lid" : "",
                "edit",
                composed.stanza().edit());
    }

    /// Whom a device's own phone wrote to is told by the address that the chat has there.
    private Node toOwnDevices(Handset from, Handset to, Composed composed, String id) {
        return direct(from, composed, id)
                .with("sender_lid", "")
                .with("sender_pn", "")
                .with("from", from.jid(to.shownByLid(), 0).toString())
                .with("recipient", to.shownAs(0).toString())
                .with(to.shownByLid() ? "peer_recipient_pn" : "peer_recipient_lid", to.otherAddress())
                .with("addressing_mode", to.shownByLid() ? "lid" : "");
    }

    private Node inGroup(Group group, Handset from, Composed composed, String id) {
        return Node.of(
                "message",
                "from",
                group.jid().toString(),
                "participant",
                group.name(from, 0).toString(),
                group.byLid() ? "participant_pn" : "participant_lid",
                from.jid(!group.byLid(), 0).toString(),
                "addressing_mode",
                group.addressing(),
                "type",
                composed.stanza().type(),
                "id",
                id,
                "t",
                exchange.seconds(),
                "notify",
                from.person().name(),
                "edit",
                composed.stanza().edit());
    }

    /// The first time somebody writes to a person, they show that they trust them.
    private void trust(Handset from, Handset to) {
        if (from.tokens().containsKey(to.digits()) || from == to) {
            return;
        }
        Bytes token = Bytes.of(Secrets.random(11));
        from.tokens().put(to.digits(), token);
        Exchange.tell(
                to,
                Optional.empty(),
                Node.of(
                                "notification",
                                "from",
                                from.shownAs(0).toString(),
                                "sender_lid",
                                from.lid().toString(),
                                "type",
                                "privacy_token",
                                "id",
                                exchange.stanzaId(),
                                "t",
                                exchange.seconds())
                        .with(Node.of("tokens")
                                .with(Node.of(
                                                "token",
                                                "jid",
                                                to.jid().toString(),
                                                "t",
                                                exchange.seconds(),
                                                "type",
                                                "trusted_contact")
                                        .with(token))));
    }

    private Node sealed(Handset from, Device device, byte[] plain, String mediaType) {
        Jid address = device.jid();
        if (!from.keys().knows(address)) {
            from.keys().begin(address, device.takeBundle());
            if (device.oneTimeKeys().size() < FEW_KEYS) {
                askForKeys(device);
            }
        }
        KeyRing.Sealed sealed = from.keys().seal(address, padded(plain));
        return Node.of("enc", "v", "2", "type", sealed.type(), "mediatype", mediaType)
                .with(garbled(device, sealed.bytes().array()));
    }

    private byte[] garbled(Device device, byte[] sealed) {
        if (exchange.network()
                .faults()
                .take(Fault.Kind.WS_GARBLE, Exchange.places(device))
                .isEmpty()) {
            return sealed;
        }
        byte[] garbled = sealed.clone();
        garbled[garbled.length - 12] ^= 1;
        return garbled;
    }

    private void askForKeys(Device device) {
        String left = Integer.toString(device.oneTimeKeys().size());
        device.deliver(Node.of(
                        "notification",
                        "from",
                        Answers.SERVER,
                        "type",
                        "encrypt",
                        "id",
                        exchange.stanzaId(),
                        "t",
                        exchange.seconds())
                .with(Node.of("count", "value", left)));
    }

    /// Tells by which other address the writer is known, as the message did that could not be read.
    private static Node otherAddress(Node stanza, Node retry, Handset from) {
        if (retry.jid("to").filter(Jid::isLid).isEmpty()) {
            return stanza.with("sender_lid", from.lid().toString());
        }
        boolean hidden = from.person().habits().hidesNumber();
        return stanza.with("sender_pn", hidden ? "" : from.jid().toString());
    }

    private static byte[] deviceSent(Jid chat, Bytes plain) {
        return new ProtoWriter()
                .message(31, new ProtoWriter().text(1, chat.toString()).bytes(2, plain))
                .done();
    }

    private static byte[] distribution(Group group, byte[] key) {
        return new ProtoWriter()
                .message(2, new ProtoWriter().text(1, group.jid().toString()).bytes(2, key))
                .done();
    }
}
