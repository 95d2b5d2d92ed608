package dev.palomar.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The key that wraps all others: 32 bytes, as base64 in a setting or a file. It is never in the database. While it is
/// being changed there are others besides it, which open and do not seal.
public final class MasterKey {

    private static final int BYTES = 32;
    private static final int NAME_BYTES = 5;

    private final byte[] key;
    private final List<MasterKey> others;

    private MasterKey(byte[] key, List<MasterKey> others) {
        this.key = key;
        this.others = List.copyOf(others);
    }

    /// Throws [IllegalArgumentException] saying what is wrong, never what was given.
    public static MasterKey parse(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("expected 32 random bytes in base64", notBase64);
        }
        if (key.length != BYTES) {
            throw new IllegalArgumentException("expected 32 random bytes in base64, got " + key.length);
        }
        return new MasterKey(key, List.of());
    }

    /// A new one, by itself.
    public static MasterKey fresh(RandomGenerator random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new MasterKey(key, List.of());
    }

    /// This one for sealing, and `more` for opening, too.
    public MasterKey and(List<MasterKey> more) {
        return new MasterKey(
                key, more.stream().filter(other -> !other.id().equals(id())).toList());
    }

    /// What it is called: says which key it is and nothing of the key.
    public String id() {
        return "mk_" + HexFormat.of().formatHex(derive("name"), 0, NAME_BYTES);
    }

    /// The others, in the order in which they were given.
    public List<MasterKey> others() {
        return others;
    }

    /// What all of them are called, this one first.
    public List<String> ids() {
        return all().map(MasterKey::id).toList();
    }

    /// As a setting or a file holds it.
    public String base64() {
        return Base64.getEncoder().encodeToString(key);
    }

    /// Seals keysets.
    Aead aead() {
        try {
            return new AesGcmJce(derive("keysets"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What could open a keyset that says it was wrapped with `id`, or does not say.
    List<MasterKey> openers(Optional<String> id) {
        return all().filter(each -> id.isEmpty() || id.get().equals(each.id())).toList();
    }

    /// A key of its own for one purpose, always the same for the same name: link signatures, access tokens.
    public byte[] derive(String purpose) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(("palomar:" + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// As [#derive], of each of them, this one first: what was signed before a change of keys is good after it.
    public List<byte[]> deriveEach(String purpose) {
        return all().map(each -> each.derive(purpose)).toList();
    }

    private Stream<MasterKey> all() {
        return Stream.concat(Stream.of(this), others.stream());
    }

    @Override
    public String toString() {
        return "MasterKey[…]";
    }
}
