package dev.palomar.transport.web.words;

import dev.palomar.model.WireId;
import dev.palomar.model.id.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What WhatsApp will call our messages: `3EB0` and 18 hexadecimal digits, as its own web client does, and always the
/// same for the same message. So a message that was perhaps sent can be sent again, and arrives once.
public final class WebNames {

    private static final int BYTES = 9;

    private WebNames() {}

    public static WireId of(MessageId message) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(message.text().getBytes(StandardCharsets.UTF_8));
            return new WireId("3EB0" + HexFormat.of().withUpperCase().formatHex(hash, 0, BYTES));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
