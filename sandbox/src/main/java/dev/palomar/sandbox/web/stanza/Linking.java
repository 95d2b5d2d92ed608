package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.traffic.Incoming;
import dev.palomar.sandbox.web.line.Line;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.noise.Curve;
import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.phone.Handset;
import dev.palomar.sandbox.web.phone.Registration;
import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import dev.palomar.sandbox.web.signal.Bundle;
import dev.palomar.sandbox.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a program becomes a linked device: it shows a QR code, the phone scans it and signs the program's key,
/// the program signs in return.
public final class Linking {

    private static final byte[] ACCOUNT_SIGNS = {6, 0};
    private static final byte[] DEVICE_SIGNS = {6, 1};
    private static final int OFFERS = 6;

    private record Pending(Handset handset, int device, Bytes details, Registration registration) {}

    private final Exchange exchange;
    private final Map<String, Line> offers = new HashMap<>();
    private final Map<Line, Pending> pending = new HashMap<>();

    public Linking(Exchange exchange) {
        this.exchange = exchange;
    }

    /// The program wants to be linked: it gets what it shows as QR codes, one after the other.
    void offer(Line line, Bytes noiseKey, Proto pairing) {
        Bundle keys = new Bundle(
                (int) bigEndian(pairing.bytes(1)),
                Bytes.of(pairing.bytes(3)),
                new Bundle.SignedKey(
                        (int) bigEndian(pairing.bytes(4)), Bytes.of(pairing.bytes(5)), Bytes.of(pairing.bytes(6))),
                Optional.empty());
        if (!keys.isSigned()) {
            line.send(Node.of("failure", "reason", "400", "location", "sandbox"));
            line.hangUp();
            return;
        }
        line.registration(
                new Registration(noiseKey, keys, Proto.read(pairing.bytes(8)).text(1)));
        List<Node> refs = new ArrayList<>();
        for (int i = 0; i < OFFERS; i++) {
            String ref = "2@" + Base64.getEncoder().encodeToString(Secrets.random(48));
            offers.put(ref, line);
            refs.add(Node.of("ref").with(ref.getBytes(StandardCharsets.UTF_8)));
        }
        line.send(Node.of("iq", "from", Answers.SERVER, "type", "set", "id", exchange.stanzaId(), "xmlns", "md")
                .with(Node.of("pair-device").with(refs)));
    }

    /// The person holds the phone over a QR code.
    ///
    /// @throws Incoming.NotPossible when it is no QR code of WhatsApp, or nobody shows it any more
    public void scan(Handset handset, String qr) {
        on(handset);
        String[] parts = qr.strip().replaceFirst("^.*#", "").split(",", -1);
        Line line = parts.length < 4 ? null : offers.get(parts[0]);
        if (line == null) {
            throw new Incoming.NotPossible("this QR code is not one that is shown now");
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            Registration said = line.registration().orElseThrow();
            if (!Bytes.of(base64.decode(parts[1])).equals(said.noiseKey())
                    || !Bytes.of(base64.decode(parts[2])).equals(said.keys().identity())) {
                throw new Incoming.NotPossible("this QR code names other keys than the line it was shown on");
            }
            link(handset, line, base64.decode(parts[3]));
            if (!handset.asksForPasskey()) {
                offers.values().removeIf(line::equals);
            }
        } catch (IllegalArgumentException notBase64) {
            throw new Incoming.NotPossible("this is not a QR code of WhatsApp");
        }
    }

    /// Whether a program shows this QR code now.
    public boolean isShown(String qr) {
        return offers.containsKey(qr.strip().replaceFirst("^.*#", "").split(",", 2)[0]);
    }

    /// The phone signs the keys of the program on this line, under the secret that both know.
    void link(Handset handset, Line line, byte[] secret) {
        if (handset.asksForPasskey()) {
            line.send(Node.of(
                            "notification",
                            "from",
                            Answers.SERVER,
                            "type",
                            "passkey_prologue_request",
                            "id",
                            exchange.stanzaId(),
                            "t",
                            exchange.seconds())
                    .with(Node.of("passkey_prologue_request")));
            return;
        }
        Registration registration = line.registration().orElseThrow();
        int id = handset.nextDevice();
        byte[] details = new ProtoWriter()
                .number(1, 12_345)
                .number(2, exchange.network().now().getEpochSecond())
                .number(3, id)
                .number(4, 0)
                .number(5, 0)
                .done();
        byte[] signature = Curve.sign(
                handset.keys().identity(),
                ACCOUNT_SIGNS,
                details,
                registration.keys().identity().array());
        if (exchange.network()
                .faults()
                .take(Fault.Kind.WS_BAD_ADV, List.of(handset.toString()))
                .isPresent()) {
            signature[10] ^= 1;
        }
        byte[] signed = new ProtoWriter()
                .bytes(1, details)
                .bytes(2, handset.keys().identity().publicKey())
                .bytes(3, signature)
                .done();
        byte[] identity = new ProtoWriter()
                .bytes(1, signed)
                .bytes(2, Secrets.hmac(secret, signed))
                .done();
        pending.put(line, new Pending(handset, id, Bytes.of(details), registration));
        line.send(Node.of("iq", "from", Answers.SERVER, "type", "set", "id", exchange.stanzaId(), "xmlns", "md")
                .with(Node.of("pair-success")
                        .with(
                                Node.of("device-identity").with(identity),
                                Node.of(
                                        "device",
                                        "jid",
                                        handset.jid(false, id).toString(),
                                        "lid",
                                        handset.jid(true, id).toString()),
                                Node.of("platform", "name", "android"))));
    }

    /// The program has signed, too: it is linked, and has to come back as what it now is.
    void signed(Line line, Node deviceSign) {
        Pending waiting = pending.remove(line);
        if (waiting == null) {
            return;
        }
        Proto identity = Proto.read(deviceSign.content("device-identity"));
        boolean good = Curve.verify(
                waiting.registration().keys().identity().array(),
                identity.bytes(4),
                DEVICE_SIGNS,
                waiting.details().array(),
                waiting.registration().keys().identity().array(),
                waiting.handset().keys().identity().publicKey().array());
        if (!good) {
            line.hangUp();
            return;
        }
        Device device = waiting.handset()
                .link(
                        waiting.device(),
                        waiting.registration(),
                        exchange.network().now());
        announce(device, "add");
        exchange.network().moved();
        line.send(Node.of("stream:error", "code", "515"));
        line.hangUp();
    }

    /// The device is linked no more: by the phone, or by itself.
    public void unlink(Device device) {
        device.handset().devices().remove(device);
        announce(device, "remove");
        device.line().ifPresent(line -> {
            line.send(Node.of("stream:error", "code", "401").with(Node.of("conflict", "type", "device_removed")));
            line.hangUp();
        });
        device.line(Optional.empty());
        exchange.network().moved();
    }

    void closed(Line line) {
        offers.values().removeIf(offered -> offered == line);
        pending.remove(line);
    }

    public void reset() {
        List.copyOf(offers.values()).forEach(Line::drop);
        offers.clear();
        pending.clear();
    }

    static void on(Handset handset) {
        if (!handset.person().habits().online()) {
            throw new Incoming.NotPossible("the phone is switched off");
        }
    }

    /// Tells everybody's devices that this person has one more, or one less, under each of its addresses.
    private void announce(Device changed, String what) {
        Handset owner = changed.handset();
        boolean hidden = owner.person().habits().hidesNumber();
        List<Node> addresses =
                new ArrayList<>(List.of(Node.of("device", "jid", changed.lid().toString())));
        if (!hidden) {
            addresses.add(Node.of("device", "jid", changed.jid().toString()));
        }
        for (Device device : exchange.devices()) {
            if (device != changed) {
                device.deliver(Node.of(
                                "notification",
                                "from",
                                owner.shownAs(0).toString(),
                                "type",
                                "devices",
                                "id",
                                exchange.stanzaId(),
                                "t",
                                exchange.seconds(),
                                "lid",
                                owner.lid().toString())
                        .with(Node.of(what).with(addresses)));
            }
        }
    }

    private static long bigEndian(byte[] bytes) {
        return Node.of("number").with(bytes).number();
    }
}
