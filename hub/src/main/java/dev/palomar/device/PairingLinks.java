package dev.palomar.device;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// Links by which somebody without an account links a phone to one device. They end by themselves; only a hash of the
/// token is kept.
public final class PairingLinks {

    /// @param token  opens the page; shown once
    public record Fresh(Secret token, Instant expiresAt) {}

    /// What a token opens.
    ///
    /// @param company  how the tenant is called, so that whoever got the link knows who asks
    public record Opened(TenantId tenant, String company, DeviceId device, Instant expiresAt) {}

    private static final int BYTES = 32;
    private static final int MOST_OF_ONE_DEVICE = 20;

    private final Database database;
    private final InstantSource clock;
    private final RandomGenerator random;

    public PairingLinks(Database database, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /// For a linked number of the tenant's; the caller has seen that it is there.
    Fresh make(TenantId tenant, DeviceId device, Duration lifetime) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Secret token = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Instant now = clock.instant();
        Instant expires = now.plus(lifetime);
        database.tenant(tenant, tx -> {
            long open = tx.query("""
                SELECT count(*) FROM pairing_link
                 WHERE tenant_id = :tenant AND device_id = :device AND expires_at > :now
                """)
                    .bind("tenant", tenant)
                    .bind("device", device)
                    .bind("now", Timestamp.from(now))
                    .mapTo(Long.class)
                    .one();
            if (open >= MOST_OF_ONE_DEVICE) {
                throw new Rejection.Conflict(
                        "limit-reached", "The device has " + open + " links that still work. Use one of them.");
            }
            return tx.update("""
                INSERT INTO pairing_link (tenant_id, device_id, token_hash, created_at, expires_at)
                VALUES (:tenant, :device, :hash, :now, :expires)
                """)
                    .bind("tenant", tenant)
                    .bind("device", device)
                    .bind("hash", hash(token))
                    .bind("now", Timestamp.from(now))
                    .bind("expires", Timestamp.from(expires))
                    .execute();
        });
        return new Fresh(token, expires);
    }

    /// Throws [Rejection.NotFound] for a token that is none, has run out, or whose device is gone, and while the
    /// company is suspended.
    Opened open(Secret token) {
        return database.worker(tx -> tx.query("""
            SELECT l.tenant_id, t.name, l.device_id, l.expires_at
              FROM pairing_link l JOIN tenant t ON t.id = l.tenant_id
             WHERE l.token_hash = :hash AND l.expires_at > :now AND t.state = 'active'
            """)
                        .bind("hash", hash(token))
                        .bind("now", Timestamp.from(clock.instant()))
                        .map((row, _) -> new Opened(
                                new TenantId(Rows.uuid(row, "tenant_id")),
                                row.getString("name"),
                                new DeviceId(Rows.uuid(row, "device_id")),
                                Rows.instant(row, "expires_at")))
                        .findOne())
                .orElseThrow(() -> new Rejection.NotFound("pairing link, or it has run out"));
    }

    /// Lets go of those that nobody can use any more.
    public static int tidy(Tx tx, Instant now) {
        return tx.update("DELETE FROM pairing_link WHERE expires_at < :now")
                .bind("now", Timestamp.from(now))
                .execute();
    }

    private static byte[] hash(Secret token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
