package dev.palomar.sandbox.web.noise;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The few ciphers and hashes of the protocol, over plain bytes.
public final class Secrets {

    /// What was sealed does not open: another key, or not the bytes that were sealed.
    public static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(GeneralSecurityException why) {
            super("what was sealed does not open", why);
        }
    }

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PAIRING_ROUNDS = 2 << 16;

    private Secrets() {}

    public static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    public static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(join(parts));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// HKDF with SHA-256; an empty salt is the salt of zeroes.
    public static byte[] hkdf(byte[] secret, byte[] salt, String info, int length) {
        try {
            HKDFParameterSpec.Builder extract = HKDFParameterSpec.ofExtract();
            extract.addSalt(salt.length == 0 ? new byte[32] : salt);
            if (secret.length > 0) {
                extract.addIKM(secret);
            }
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(extract.thenExpand(info.getBytes(StandardCharsets.UTF_8), length));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// The key that a pairing code of eight characters stands for.
    public static byte[] pairingKey(String code, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(code.toCharArray(), salt, PAIRING_ROUNDS, 256))
                    .getEncoded();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    public static byte[] sealGcm(byte[] key, byte[] iv, byte[] plain, byte[] associated) {
        return gcm(Cipher.ENCRYPT_MODE, key, iv, plain, associated);
    }

    /// Throws [Broken] when it does not open.
    public static byte[] openGcm(byte[] key, byte[] iv, byte[] sealed, byte[] associated) {
        return gcm(Cipher.DECRYPT_MODE, key, iv, sealed, associated);
    }

    /// Encrypts, and decrypts: with this cipher both are the same.
    public static byte[] ctr(byte[] key, byte[] iv, byte[] content) {
        return cipher("AES/CTR/NoPadding", Cipher.ENCRYPT_MODE, key, iv, content);
    }

    public static byte[] sealCbc(byte[] key, byte[] iv, byte[] plain) {
        return cipher("AES/CBC/PKCS5Padding", Cipher.ENCRYPT_MODE, key, iv, plain);
    }

    /// Throws [Broken] when it does not open.
    public static byte[] openCbc(byte[] key, byte[] iv, byte[] sealed) {
        return cipher("AES/CBC/PKCS5Padding", Cipher.DECRYPT_MODE, key, iv, sealed);
    }

    public static byte[] part(byte[] of, int from, int to) {
        return Arrays.copyOfRange(of, from, to);
    }

    private static byte[] gcm(int mode, byte[] key, byte[] iv, byte[] content, byte[] associated) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(associated);
            return cipher.doFinal(content);
        } catch (GeneralSecurityException broken) {
            throw new Broken(broken);
        }
    }

    private static byte[] cipher(String name, int mode, byte[] key, byte[] iv, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException broken) {
            throw new Broken(broken);
        }
    }
}
