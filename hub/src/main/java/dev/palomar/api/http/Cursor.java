package dev.palomar.api.http;

import dev.palomar.model.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Where a list goes on, as an opaque word. It names a place and gives no right: every query also names the tenant.
public final class Cursor {

    private static final String VERSION = "1";
    private static final String BETWEEN = "\u001f";

    private Cursor() {}

    public static String of(String... parts) {
        String text = VERSION + BETWEEN + String.join(BETWEEN, parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The parts that went into a cursor. Throws [Rejection.InvalidValue] when it is not one of ours.
    public static List<String> parts(String field, String cursor, int count) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> parts = List.of(text.split(BETWEEN, -1));
            if (parts.size() == count + 1 && parts.getFirst().equals(VERSION)) {
                return parts.subList(1, parts.size());
            }
        } catch (IllegalArgumentException notBase64) {
            throw new Rejection.InvalidValue(field, "is not a cursor of this list");
        }
        throw new Rejection.InvalidValue(field, "is not a cursor of this list");
    }
}
