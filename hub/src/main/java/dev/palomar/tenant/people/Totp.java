package dev.palomar.tenant.people;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/// Codes that change with time (RFC 6238): HMAC-SHA-1 over the number of half minutes since 1970, cut to `digits`
/// (RFC 4226, 5.3). Authenticator apps know no other kind reliably.
final class Totp {

    /// What apps show.
    static final int DIGITS = 6;

    /// How long a code is shown.
    static final Duration STEP = Duration.ofSeconds(30);

    /// How many steps a clock may be off, either way (RFC 6238, 5.2).
    private static final int DRIFT = 1;

    /// As long as the hash (RFC 4226, 4, R6).
    private static final int KEY_BYTES = 20;

    private final byte[] key;
    private final int digits;

    Totp(byte[] key, int digits) {
        this.key = key.clone();
        this.digits = digits;
    }

    static Totp fresh(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new Totp(key, DIGITS);
    }

    /// Of a secret as [#secret] writes it.
    static Totp of(String secret) {
        return new Totp(Base32.decode(secret), DIGITS);
    }

    /// The key as people type it: base 32 (RFC 4648). 20 bytes need no padding.
    String secret() {
        return new String(Base32.encode(key), StandardCharsets.US_ASCII);
    }

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    String code(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0x0f;
            long number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffffL;
            return ("%0" + digits + "d").formatted(number % Math.round(Math.pow(10, digits)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The step that `code` is of, if that is near `now` and after `used`. All that could be meant are computed, so
    /// that the time it takes says nothing.
    OptionalLong match(String code, Instant now, long used) {
        OptionalLong found = OptionalLong.empty();
        for (long step = step(now) - DRIFT; step <= step(now) + DRIFT; step++) {
            boolean same = MessageDigest.isEqual(
                    code(step).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.UTF_8));
            if (same && step > used) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return "Totp[…]";
    }
}
