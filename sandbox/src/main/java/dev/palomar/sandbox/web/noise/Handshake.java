package dev.palomar.sandbox.web.noise;

import dev.palomar.sandbox.web.proto.Proto;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import dev.palomar.sandbox.wire.Bytes;
import java.nio.charset.StandardCharsets;

/// The server's side of `Noise_XX_25519_AESGCM_SHA256`, as WhatsApp frames it: first [#hello], then [#finish].
public final class Handshake {

    /// The client proved that it holds the key `clientKey`, and said `payload` under it.
    public record Finished(Bytes clientKey, Bytes payload, Transport transport) {}

    /// Exactly 32 bytes, so that the name itself is the first hash.
    private static final byte[] NAME = "Noise_XX_25519_AESGCM_SHA256\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

    private final Certificates certificates;
    private final boolean forged;
    private final Curve.Pair ephemeral = Curve.generate();
    private byte[] hash = NAME;
    private byte[] salt = NAME;
    private byte[] key = NAME;
    private int counter;

    /// @param forged whether the server shows a certificate that its root did not sign
    public Handshake(Certificates certificates, boolean forged) {
        this.certificates = certificates;
        this.forged = forged;
    }

    /// Answers the client's first message.
    ///
    /// @param prologue the four bytes with which the connection began
    public byte[] hello(byte[] prologue, byte[] clientHello) {
        byte[] clientEphemeral = Proto.read(clientHello).message(2).bytes(1);
        if (clientEphemeral.length != 32) {
            throw new Frames.Malformed("a hello without a key");
        }
        byte[] own = ephemeral.publicKey().array();
        mixHash(prologue);
        mixHash(clientEphemeral);
        mixHash(own);
        mixKey(Curve.agree(ephemeral, clientEphemeral));
        byte[] sealedKey = seal(certificates.leaf().publicKey().array());
        mixKey(Curve.agree(certificates.leaf(), clientEphemeral));
        byte[] sealedChain = seal(forged ? certificates.forgedChain() : certificates.chain());
        ProtoWriter serverHello =
                new ProtoWriter().bytes(1, own).bytes(2, sealedKey).bytes(3, sealedChain);
        return new ProtoWriter().message(3, serverHello).done();
    }

    /// Takes the client's second message; both sides then have the keys of the transport.
    ///
    /// Throws [Secrets.Broken] when the client did not compute what it should.
    public Finished finish(byte[] clientFinish) {
        Proto finish = Proto.read(clientFinish).message(4);
        byte[] clientKey = open(finish.bytes(1));
        mixKey(Curve.agree(ephemeral, clientKey));
        byte[] payload = open(finish.bytes(2));
        byte[] keys = Secrets.hkdf(new byte[0], salt, "", 64);
        Transport transport = new Transport(Secrets.part(keys, 32, 64), Secrets.part(keys, 0, 32));
        return new Finished(Bytes.of(clientKey), Bytes.of(payload), transport);
    }

    private void mixHash(byte[] data) {
        hash = Secrets.sha256(hash, data);
    }

    private void mixKey(byte[] secret) {
        byte[] keys = Secrets.hkdf(secret, salt, "", 64);
        salt = Secrets.part(keys, 0, 32);
        key = Secrets.part(keys, 32, 64);
        counter = 0;
    }

    private byte[] seal(byte[] plain) {
        byte[] sealed = Secrets.sealGcm(key, Transport.iv(counter++), plain, hash);
        mixHash(sealed);
        return sealed;
    }

    private byte[] open(byte[] sealed) {
        byte[] plain = Secrets.openGcm(key, Transport.iv(counter++), sealed, hash);
        mixHash(sealed);
        return plain;
    }
}
