package dev.palomar.transport.cloud;

import dev.palomar.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Meta's one way of proving that an app secret is known.
public final class Hmac {

    private Hmac() {}

    /// HMAC-SHA256 of `content` under `key`.
    public static byte[] sha256(byte[] content, Secret key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
