package dev.palomar.transport.cloud.webhook;

import dev.palomar.model.Secret;
import dev.palomar.transport.cloud.Hmac;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// `X-Hub-Signature-256`: the HMAC-SHA256 of the raw body under the secret of the app that was subscribed.
/// Source: Meta, "Webhooks from Meta / Validate payloads".
public final class WebhookSignature {

    private static final String PREFIX = "sha256=";
    private static final int BYTES = 32;

    private final byte[] claimed;

    private WebhookSignature(byte[] claimed) {
        this.claimed = claimed;
    }

    /// Empty when the header is not `sha256=` and 64 hexadecimal digits.
    public static Optional<WebhookSignature> read(String header) {
        if (!header.startsWith(PREFIX) || header.length() != PREFIX.length() + 2 * BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WebhookSignature(HexFormat.of().parseHex(header, PREFIX.length(), header.length())));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }

    /// Whether the owner of `appSecret` signed exactly these bytes. Takes the same time whatever the answer.
    public boolean matches(byte[] body, Secret appSecret) {
        return MessageDigest.isEqual(claimed, Hmac.sha256(body, appSecret));
    }

    /// The header that Meta would send; for whoever plays Meta.
    public static String header(byte[] body, Secret appSecret) {
        return PREFIX + HexFormat.of().formatHex(Hmac.sha256(body, appSecret));
    }
}
