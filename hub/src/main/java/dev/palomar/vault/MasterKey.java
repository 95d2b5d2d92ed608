package dev.palomar.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// The key that wraps all others: 32 bytes, as base64 in a setting or a file. It is never in the database.
public final class MasterKey {

    private static final int BYTES = 32;

    private final byte[] key;

    private MasterKey(byte[] key) {
        this.key = key;
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
        return new MasterKey(key);
    }

    /// The key in `file`; made there, readable by its owner alone, when there is none yet.
    public static MasterKey inFile(Path file, RandomGenerator random) throws IOException {
        if (Files.notExists(file)) {
            byte[] fresh = new byte[BYTES];
            random.nextBytes(fresh);
            var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, onlyOwner);
            Files.writeString(file, Base64.getEncoder().encodeToString(fresh) + "\n");
        }
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException unusable) {
            throw new IOException("the master key in " + file + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /// Seals keysets.
    Aead aead() {
        try {
            return new AesGcmJce(derive("keysets"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
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

    @Override
    public String toString() {
        return "MasterKey[…]";
    }
}
