package dev.palomar.bench.receive;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What Meta and Standard Webhooks sign with. A [Mac] serves one thread at a time.
public final class Hmac {

    private static final String PREFIX = "whsec_";

    private Hmac() {}

    public static Mac sha256(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// For a secret of Standard Webhooks, as in `whsec_…`.
    public static Mac standardWebhooks(String secret) {
        return sha256(Base64.getDecoder().decode(secret.substring(PREFIX.length())));
    }
}
