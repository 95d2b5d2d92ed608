package dev.palomar.webhook;

import dev.palomar.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One of an endpoint's secrets, ready to sign: `whsec_` and the base64 of its bytes (Standard Webhooks 1.0.0), and
/// for receivers that know Meta's way the same secret as text.
final class SigningKey {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    private final Mac standard;
    private final Mac meta;

    SigningKey(Secret secret) {
        String text = secret.reveal();
        this.standard = mac(Base64.getDecoder().decode(text.substring(PREFIX.length())));
        this.meta = mac(text.getBytes(StandardCharsets.UTF_8));
    }

    static Secret fresh(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /// One entry of `webhook-signature`: over `id.timestamp.body`.
    String sign(String id, long timestamp, byte[] body) {
        Mac mac = copy(standard);
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    /// `x-hub-signature-256`: over the body.
    String signLikeMeta(byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(copy(meta).doFinal(body));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A Mac that has its key already: making one for every call would cost more than signing.
    private static Mac copy(Mac mac) {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
