package dev.palomar.sandbox.web.noise;

import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import dev.palomar.sandbox.wire.Bytes;
import java.nio.charset.StandardCharsets;

/// The client's side, written down from the Noise specification and independent of the server's.
public final class NoiseClient {

    public static final byte[] PROLOGUE = {'W', 'A', 6, 3};

    private final Curve.Pair ephemeral = Curve.generate();
    private final Curve.Pair own = Curve.generate();
    private byte[] hash = "Noise_XX_25519_AESGCM_SHA256\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
    private byte[] salt = hash;
    private byte[] key = hash;
    private byte[] serverEphemeral = new byte[0];
    private int counter;
    private Proto chain = Proto.read(new byte[0]);

    public byte[] hello() {
        hash = Secrets.sha256(hash, PROLOGUE);
        hash = Secrets.sha256(hash, ephemeral.publicKey().array());
        return new ProtoWriter()
                .message(2, new ProtoWriter().bytes(1, ephemeral.publicKey()))
                .done();
    }

    public void answered(byte[] serverHello) {
        Proto hello = Proto.read(serverHello).message(3);
        serverEphemeral = hello.bytes(1);
        hash = Secrets.sha256(hash, serverEphemeral);
        mix(Curve.agree(ephemeral, serverEphemeral));
        mix(Curve.agree(ephemeral, open(hello.bytes(2))));
        chain = Proto.read(open(hello.bytes(3)));
    }

    public byte[] finish(byte[] payload) {
        byte[] sealedKey = seal(own.publicKey().array());
        mix(Curve.agree(own, serverEphemeral));
        return new ProtoWriter()
                .message(4, new ProtoWriter().bytes(1, sealedKey).bytes(2, seal(payload)))
                .done();
    }

    public Transport transport() {
        byte[] keys = Secrets.hkdf(new byte[0], salt, "", 64);
        return new Transport(Secrets.part(keys, 0, 32), Secrets.part(keys, 32, 64));
    }

    Bytes key() {
        return own.publicKey();
    }

    Proto chain() {
        return chain;
    }

    private void mix(byte[] secret) {
        byte[] keys = Secrets.hkdf(secret, salt, "", 64);
        salt = Secrets.part(keys, 0, 32);
        key = Secrets.part(keys, 32, 64);
        counter = 0;
    }

    private byte[] seal(byte[] plain) {
        byte[] sealed = Secrets.sealGcm(key, Transport.iv(counter++), plain, hash);
        hash = Secrets.sha256(hash, sealed);
        return sealed;
    }

    private byte[] open(byte[] sealed) {
        byte[] plain = Secrets.openGcm(key, Transport.iv(counter++), sealed, hash);
        hash = Secrets.sha256(hash, sealed);
        return plain;
    }
}
