package dev.palomar.sandbox.web.stanza;

import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.web.node.Jid;
import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.phone.Device;
import dev.palomar.sandbox.web.phone.Exchange;
import dev.palomar.sandbox.web.signal.Bundle;
import dev.palomar.sandbox.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `xmlns=encrypt`: a device's own keys, and those of others.
final class KeyQueries {

    private static final byte[] CURVE_25519 = {5};

    private final Exchange exchange;

    KeyQueries(Exchange exchange) {
        this.exchange = exchange;
    }

    Node answer(Device device, Node query) {
        if (query.child("count").isPresent()) {
            String count = Integer.toString(device.oneTimeKeys().size());
            return Answers.result(query, Node.of("count", "value", count));
        }
        if (query.child("digest").isPresent()) {
            return digest(device, query);
        }
        if (query.child("list").isPresent()) {
            return upload(device, query);
        }
        Optional<Node> rotated = query.child("rotate").flatMap(rotate -> rotate.child("skey"));
        if (rotated.isPresent()) {
            return change(device, query, device.keys().with(Bundle.readSigned(rotated.get())));
        }
        return query.child("key")
                .map(wanted -> keys(device, query, wanted))
                .orElseGet(() -> Answers.error(query, 400, "bad-request"));
    }

    private Node upload(Device device, Node query) {
        int registration =
                query.child("registration").map(node -> (int) node.number()).orElse(0);
        Bundle uploaded = Bundle.read(registration, query).with(Optional.empty());
        if (!uploaded.identity().equals(device.keys().identity())) {
            return Answers.error(query, 400, "bad-request");
        }
        query.child("list")
                .ifPresent(list ->
                        list.children("key").forEach(key -> device.oneTimeKeys().addLast(Bundle.OneTimeKey.read(key))));
        return change(device, query, uploaded);
    }

    private static Node change(Device device, Node query, Bundle keys) {
        if (!keys.isSigned()) {
            return Answers.error(query, 406, "not-acceptable");
        }
        device.keys(keys);
        return Answers.result(query);
    }

    private static Node digest(Device device, Node query) {
        Bundle keys = device.keys();
        return Answers.result(
                query,
                Node.of("digest")
                        .with(
                                Node.of("registration").with(Bundle.bigEndian(keys.registration(), 4)),
                                Node.of("type").with(CURVE_25519),
                                Node.of("identity").with(keys.identity())));
    }

    private Node keys(Device device, Node query, Node wanted) {
        List<Node> users = new ArrayList<>();
        for (Node user : wanted.children("user")) {
            String jid = user.attribute("jid");
            Optional<Bundle> bundle = Jid.parse(jid).flatMap(exchange::bundle).map(keys -> forged(device, keys));
            users.add(bundle.map(keys ->
                            Node.of("user", "jid", jid, "t", exchange.seconds()).with(keys.nodes()))
                    .orElseGet(() -> Node.of("user", "jid", jid)
                            .with(Node.of("error", "code", "404", "text", "item-not-found"))));
        }
        return Answers.result(query, Node.of("list").with(users));
    }

    private Bundle forged(Device device, Bundle keys) {
        if (exchange.network()
                .faults()
                .take(Fault.Kind.WS_BAD_PREKEY, Exchange.places(device))
                .isEmpty()) {
            return keys;
        }
        byte[] signature = keys.signed().signature().array().clone();
        signature[10] ^= 1;
        return keys.with(new Bundle.SignedKey(keys.signed().id(), keys.signed().key(), Bytes.of(signature)));
    }
}
