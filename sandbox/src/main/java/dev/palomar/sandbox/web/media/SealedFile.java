package dev.palomar.sandbox.web.media;

import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.wire.Bytes;
import java.util.Arrays;
import java.util.Optional;

/// A file as it lies on WhatsApp's servers, which cannot read it.
public record SealedFile(Bytes key, Bytes bytes, Bytes sha256, Bytes sealedSha256) {

    private static final int MAC = 10;

    public static SealedFile seal(MediaShape shape, Bytes plain) {
        byte[] key = Secrets.random(32);
        byte[] keys = keys(shape, key);
        byte[] iv = Secrets.part(keys, 0, 16);
        byte[] sealed = Secrets.sealCbc(Secrets.part(keys, 16, 48), iv, plain.array());
        byte[] mac = Arrays.copyOf(Secrets.hmac(Secrets.part(keys, 48, 80), iv, sealed), MAC);
        byte[] all = Secrets.join(sealed, mac);
        return new SealedFile(
                Bytes.of(key), Bytes.of(all), Bytes.of(Secrets.sha256(plain.array())), Bytes.of(Secrets.sha256(all)));
    }

    /// Empty when the file was changed, or belongs to another key.
    public static Optional<Bytes> open(MediaShape shape, byte[] key, Bytes sealed) {
        byte[] all = sealed.array();
        if (all.length <= MAC || key.length != 32) {
            return Optional.empty();
        }
        byte[] keys = keys(shape, key);
        byte[] iv = Secrets.part(keys, 0, 16);
        byte[] content = Secrets.part(all, 0, all.length - MAC);
        byte[] mac = Arrays.copyOf(Secrets.hmac(Secrets.part(keys, 48, 80), iv, content), MAC);
        if (!Arrays.equals(mac, Secrets.part(all, all.length - MAC, all.length))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Bytes.of(Secrets.openCbc(Secrets.part(keys, 16, 48), iv, content)));
        } catch (Secrets.Broken otherKey) {
            return Optional.empty();
        }
    }

    private static byte[] keys(MediaShape shape, byte[] key) {
        return Secrets.hkdf(key, new byte[0], shape.keyInfo(), 112);
    }
}
