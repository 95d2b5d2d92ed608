package dev.palomar.sandbox.web.noise;

import dev.palomar.sandbox.web.proto.ProtoWriter;
import dev.palomar.sandbox.wire.Bytes;

/// The server's key and why a client may believe in it: the root signs the intermediate, the intermediate
/// signs the leaf, and the leaf is the key of the handshake.
public final class Certificates {

    private static final long NEVER_EXPIRES = 4_102_444_800L;

    private final Curve.Pair root = Curve.generate();
    private final Curve.Pair leaf = Curve.generate();
    private final byte[] chain;

    public Certificates() {
        Curve.Pair intermediate = Curve.generate();
        byte[] middle = details(1, 0, intermediate.publicKey());
        byte[] last = details(2, 1, leaf.publicKey());
        chain = new ProtoWriter()
                .message(1, signed(last, Curve.sign(intermediate, last)))
                .message(2, signed(middle, Curve.sign(root, middle)))
                .done();
    }

    /// What a client has to trust instead of WhatsApp's own root.
    public Bytes rootPublicKey() {
        return root.publicKey();
    }

    Curve.Pair leaf() {
        return leaf;
    }

    byte[] chain() {
        return chain.clone();
    }

    /// The same chain with one wrong byte in the root's signature: the last byte that is written.
    byte[] forgedChain() {
        byte[] forged = chain.clone();
        forged[forged.length - 2] ^= 1;
        return forged;
    }

    private static byte[] details(int serial, int issuer, Bytes key) {
        return new ProtoWriter()
                .number(1, serial)
                .number(2, issuer)
                .bytes(3, key)
                .number(4, 0)
                .number(5, NEVER_EXPIRES)
                .done();
    }

    private static ProtoWriter signed(byte[] details, byte[] signature) {
        return new ProtoWriter().bytes(1, details).bytes(2, signature);
    }
}
