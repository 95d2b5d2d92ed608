package dev.palomar.bench.place;

import java.math.BigInteger;
import java.util.UUID;

/// The hub's ids: callers see a prefix and 26 letters and digits of Crockford's base32, the database has uuids.
public final class Ids {

    private static final String BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    private Ids() {}

    /// What stands in the database for an id as callers see it.
    public static UUID uuid(String id) {
        BigInteger number = BigInteger.ZERO;
        for (char letter : id.substring(id.length() - LENGTH).toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(letter)));
        }
        return new UUID(number.shiftRight(64).longValue(), number.longValue());
    }

    /// What callers see, as in `text("msg_", id)`.
    public static String text(String prefix, UUID id) {
        char[] letters = new char[LENGTH];
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        for (int at = LENGTH - 1; at >= 0; at--) {
            letters[at] = BASE32.charAt((int) (low & 31));
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return prefix + new String(letters);
    }
}
