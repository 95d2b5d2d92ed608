package dev.palomar.sandbox.web.noise;

import com.github.auties00.curve25519.Curve25519;
import dev.palomar.sandbox.wire.Bytes;

/// Curve25519 as WhatsApp uses it: one key pair agrees (X25519) and signs (XEdDSA).
public final class Curve {

    /// @param publicKey 32 bytes, without the type byte that Signal puts before it
    public record Pair(Bytes publicKey, Bytes privateKey) {}

    private Curve() {}

    public static Pair generate() {
        byte[] secret = Curve25519.randomPrivateKey();
        return new Pair(Bytes.of(Curve25519.getPublicKey(secret)), Bytes.of(secret));
    }

    public static byte[] agree(Pair own, byte[] theirs) {
        return Curve25519.sharedKey(own.privateKey().array(), theirs);
    }

    public static byte[] sign(Pair own, byte[]... parts) {
        return Curve25519.sign(own.privateKey().array(), Secrets.join(parts));
    }

    public static boolean verify(byte[] publicKey, byte[] signature, byte[]... parts) {
        return publicKey.length == 32
                && signature.length == 64
                && Curve25519.verifySignature(publicKey, Secrets.join(parts), signature);
    }
}
