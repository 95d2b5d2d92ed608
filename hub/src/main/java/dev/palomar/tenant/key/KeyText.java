package dev.palomar.tenant.key;

import dev.palomar.model.Secret;
import dev.palomar.model.id.ApiKeyId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// How a key is written: `pal_live_<id>_<secret><checksum>`. The secret is 256 random bits in 43 letters and digits,
/// the checksum the CRC-32 of all before it in 6: a typing mistake shows without asking the database.
final class KeyText {

    private static final String PREFIX = "pal_live_";
    private static final String ID_PREFIX = "key_";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LENGTH = 43;
    private static final int CHECK_LENGTH = 6;

    private KeyText() {}

    static String hint(ApiKeyId id) {
        return PREFIX + id.text().substring(ID_PREFIX.length());
    }

    static Secret fresh(ApiKeyId id, RandomGenerator random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = hint(id) + "_" + base62(new BigInteger(1, secret), SECRET_LENGTH);
        return new Secret(text + checksum(text));
    }

    /// The id in a key; empty when it is not written like a key or its checksum does not fit.
    static Optional<ApiKeyId> id(Secret presented) {
        String text = presented.reveal();
        int end = text.length() - CHECK_LENGTH;
        int secret = end - SECRET_LENGTH;
        if (!text.startsWith(PREFIX) || secret <= PREFIX.length() || text.charAt(secret - 1) != '_') {
            return Optional.empty();
        }
        if (!checksum(text.substring(0, end)).equals(text.substring(end))) {
            return Optional.empty();
        }
        return ApiKeyId.read(ID_PREFIX + text.substring(PREFIX.length(), secret - 1));
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return base62(BigInteger.valueOf(crc.getValue()), CHECK_LENGTH);
    }

    private static String base62(BigInteger value, int length) {
        BigInteger base = BigInteger.valueOf(ALPHABET.length());
        char[] text = new char[length];
        BigInteger rest = value;
        for (int at = length - 1; at >= 0; at--) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            text[at] = ALPHABET.charAt(parts[1].intValueExact());
            rest = parts[0];
        }
        return new String(text);
    }
}
