package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// 128 bits as 26 lower-case letters and digits that sort like the number (Crockford's alphabet, as ULIDs use it).
final class Base32 {

    static final int LENGTH = 26;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private Base32() {}

    static String encode(UUID value) {
        char[] text = new char[LENGTH];
        long high = value.getMostSignificantBits();
        long low = value.getLeastSignificantBits();
        for (int at = LENGTH - 1; at >= 0; at--) {
            text[at] = ALPHABET.charAt((int) (low & 31));
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(text);
    }

    static Optional<UUID> decode(String text, int from) {
        long high = 0;
        long low = 0;
        for (int at = from; at < from + LENGTH; at++) {
            int digit = ALPHABET.indexOf(text.charAt(at));
            if (digit < 0 || (at == from && digit > 7)) {
                return Optional.empty();
            }
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | digit;
        }
        return Optional.of(new UUID(high, low));
    }
}
