package dev.palomar.media;

import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.vault.MasterKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Links to one file that need no credentials and live for a short time. A link holds for one file of one tenant; it
/// cannot be moved to another or made to last longer.
public final class MediaLinks {

    /// The two query parameters of a link.
    public record Link(long expires, String signature) {

        public String query() {
            return "expires=" + expires + "&signature=" + signature;
        }

        public Instant expiresAt() {
            return Instant.ofEpochSecond(expires);
        }
    }

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int TENANT = 16;
    private static final int MAC = 32;

    private final List<SecretKeySpec> keys;
    private final InstantSource clock;

    public MediaLinks(MasterKey master, InstantSource clock) {
        this.keys = master.deriveEach("media-links").stream()
                .map(key -> new SecretKeySpec(key, "HmacSHA256"))
                .toList();
        this.clock = clock;
    }

    /// Lives for `life`, at most a day.
    public Link sign(TenantId tenant, MediaId media, Duration life) {
        Duration kept = life.compareTo(LONGEST) < 0 ? life : LONGEST;
        long expires = clock.instant().plus(kept).getEpochSecond();
        ByteBuffer signature = ByteBuffer.allocate(TENANT + MAC);
        put(signature, tenant.value()).put(mac(keys.getFirst(), tenant, media, expires));
        return new Link(expires, Base64.getUrlEncoder().withoutPadding().encodeToString(signature.array()));
    }

    /// Whose file the link opens; empty when it has run out or was not made here for this file.
    public Optional<TenantId> read(MediaId media, long expires, String signature) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length != TENANT + MAC || expires <= clock.instant().getEpochSecond()) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        TenantId tenant = new TenantId(new UUID(parts.getLong(), parts.getLong()));
        byte[] claimed = Arrays.copyOfRange(bytes, TENANT, bytes.length);
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(claimed, mac(key, tenant, media, expires)))
                ? Optional.of(tenant)
                : Optional.empty();
    }

    private static byte[] mac(SecretKeySpec key, TenantId tenant, MediaId media, long expires) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            ByteBuffer signed = ByteBuffer.allocate(40);
            put(put(signed, tenant.value()), media.value()).putLong(expires);
            return mac.doFinal(signed.array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ByteBuffer put(ByteBuffer buffer, UUID id) {
        return buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
}
