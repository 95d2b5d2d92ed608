package dev.palomar.sandbox.web.content;

import dev.palomar.sandbox.web.noise.Secrets;
import dev.palomar.sandbox.web.proto.ProtoWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One collection of what a phone synchronises with its devices (`syncd`): sealed changes, one after the other, and a
/// sum over all that holds, by which a device notices that one is missing. The server knows no more than the bytes.
///
/// How keys, sums and signatures are made was read in the sources of open clients.
public final class Settings {

    private static final int SUM = 128;
    private static final byte SET = 1;

    /// The keys that all changes of a phone are sealed with, as derived from the one that its devices are given.
    public static final class Key {

        private final byte[] id = Secrets.random(6);
        private final byte[] secret = Secrets.random(32);
        private final byte[] all = Secrets.hkdf(secret, new byte[0], "WhatsApp Mutation Keys", 160);

        /// The message by which a phone gives it to a device.
        public byte[] share() {
            ProtoWriter fingerprint =
                    new ProtoWriter().number(1, 1).number(2, 1).number(3, 0);
            ProtoWriter data = new ProtoWriter().bytes(1, secret).message(2, fingerprint);
            ProtoWriter key =
                    new ProtoWriter().message(1, new ProtoWriter().bytes(1, id)).message(2, data);
            ProtoWriter protocol = new ProtoWriter().number(2, 6).message(7, new ProtoWriter().message(1, key));
            return new ProtoWriter().message(12, protocol).done();
        }

        private byte[] part(int number) {
            return Secrets.part(all, 32 * number, 32 * number + 32);
        }
    }

    private final String name;
    private final Key key;
    private final List<byte[]> patches = new ArrayList<>();
    private final Map<String, byte[]> held = new HashMap<>();
    private final byte[] sum = new byte[SUM];

    public Settings(String name, Key key) {
        this.name = name;
        this.key = key;
    }

    public String name() {
        return name;
    }

    /// How many changes there were.
    public int version() {
        return patches.size();
    }

    /// The changes after the first `version`.
    public List<byte[]> after(int version) {
        return List.copyOf(patches.subList(Math.clamp(version, 0, patches.size()), patches.size()));
    }

    /// What stands under `index`, a JSON array, is this from now on: a `SyncActionValue`.
    public void put(String index, ProtoWriter action) {
        byte[] named = index.getBytes(StandardCharsets.UTF_8);
        byte[] plain = new ProtoWriter()
                .bytes(1, named)
                .message(2, action)
                .number(4, 2)
                .done();
        byte[] iv = Secrets.random(16);
        byte[] sealed = Secrets.join(iv, Secrets.sealCbc(key.part(1), iv, plain));
        byte[] valueMac = valueMac(sealed);
        byte[] indexMac = Secrets.hmac(key.part(0), named);
        byte[] before = held.put(index, valueMac);
        if (before != null) {
            add(before, -1);
        }
        add(valueMac, 1);

        byte[] version = number(patches.size() + 1);
        byte[] whose = name.getBytes(StandardCharsets.UTF_8);
        byte[] snapshotMac = Secrets.hmac(key.part(3), sum, version, whose);
        byte[] patchMac = Secrets.hmac(key.part(4), snapshotMac, valueMac, version, whose);
        ProtoWriter id = new ProtoWriter().bytes(1, key.id);
        ProtoWriter kept = new ProtoWriter()
                .message(1, new ProtoWriter().bytes(1, indexMac))
                .message(2, new ProtoWriter().bytes(1, Secrets.join(sealed, valueMac)))
                .message(3, id);
        patches.add(new ProtoWriter()
                .message(1, new ProtoWriter().number(1, patches.size() + 1L))
                .message(2, new ProtoWriter().number(1, 0).message(2, kept))
                .bytes(4, snapshotMac)
                .bytes(5, patchMac)
                .message(6, id)
                .done());
    }

    private byte[] valueMac(byte[] sealed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key.part(2), "HmacSHA512"));
            byte[] associated = Secrets.join(new byte[] {SET}, key.id);
            return Secrets.part(mac.doFinal(Secrets.join(associated, sealed, number(associated.length))), 0, 32);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// Sixty-four sums of sixteen bits each, least significant byte first.
    private void add(byte[] valueMac, int sign) {
        byte[] spread = Secrets.hkdf(valueMac, new byte[0], "WhatsApp Patch Integrity", SUM);
        for (int i = 0; i < SUM; i += 2) {
            int now = pair(sum, i) + sign * pair(spread, i);
            sum[i] = (byte) now;
            sum[i + 1] = (byte) (now >> 8);
        }
    }

    private static int pair(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
