package dev.palomar.sandbox.web.signal;

import dev.palomar.sandbox.web.node.Node;
import dev.palomar.sandbox.web.noise.Curve;
import dev.palomar.sandbox.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What somebody needs to write to a device for the first time.
public record Bundle(int registration, Bytes identity, SignedKey signed, Optional<OneTimeKey> oneTime) {

    private static final byte[] CURVE_25519 = {5};

    public record SignedKey(int id, Bytes key, Bytes signature) {}

    /// Given to one writer and never again.
    public record OneTimeKey(int id, Bytes key) {

        public static OneTimeKey read(Node key) {
            return new OneTimeKey((int) number(key, "id"), Bytes.of(key.content("value")));
        }
    }

    public Bundle with(Optional<OneTimeKey> key) {
        return new Bundle(registration, identity, signed, key);
    }

    public Bundle with(SignedKey key) {
        return new Bundle(registration, identity, key, oneTime);
    }

    /// Whether the owner of the identity has signed the signed key.
    public boolean isSigned() {
        return Curve.verify(
                identity.array(),
                signed.signature().array(),
                CURVE_25519,
                signed.key().array());
    }

    /// The parts of a `<user>` in the answer to a query for keys.
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(List.of(
                Node.of("registration").with(bigEndian(registration, 4)),
                Node.of("type").with(CURVE_25519),
                Node.of("identity").with(identity),
                Node.of("skey")
                        .with(
                                Node.of("id").with(bigEndian(signed.id(), 3)),
                                Node.of("value").with(signed.key()),
                                Node.of("signature").with(signed.signature()))));
        oneTime.ifPresent(key -> nodes.add(Node.of("key")
                .with(
                        Node.of("id").with(bigEndian(key.id(), 3)),
                        Node.of("value").with(key.key()))));
        return nodes;
    }

    /// Reads what a client uploads, and what it puts into a retry receipt.
    public static Bundle read(int registration, Node keys) {
        Node signed = keys.child("skey").orElseGet(() -> Node.of("skey"));
        return new Bundle(
                registration,
                Bytes.of(keys.content("identity")),
                readSigned(signed),
                keys.child("key").map(OneTimeKey::read));
    }

    public static SignedKey readSigned(Node signed) {
        return new SignedKey(
                (int) number(signed, "id"), Bytes.of(signed.content("value")), Bytes.of(signed.content("signature")));
    }

    public static byte[] bigEndian(int number, int bytes) {
        byte[] all = ByteBuffer.allocate(4).putInt(number).array();
        return java.util.Arrays.copyOfRange(all, 4 - bytes, 4);
    }

    private static long number(Node parent, String tag) {
        return parent.child(tag).map(Node::number).orElse(0L);
    }
}
