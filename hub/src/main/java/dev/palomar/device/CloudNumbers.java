package dev.palomar.device;

import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.palomar.database.Database;
import dev.palomar.database.Remembered;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.CloudAccount;
import dev.palomar.transport.cloud.CloudAccounts;
import dev.palomar.transport.cloud.Finding;
import dev.palomar.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `cloud_number` table: each number's credentials at Meta, sealed.
public final class CloudNumbers implements CloudAccounts {

    static final String TABLE = "cloud_number";

    private final Database database;
    private final Vault vault;
    private final LoadingCache<Due, CloudAccount> known =
            Remembered.of(20_000, CloudRoutes.KEPT, number -> fresh(number.tenant(), number.device()));

    public CloudNumbers(Database database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /// Opened credentials are kept in memory for a few seconds, because each message that is sent asks for them.
    @Override
    public CloudAccount of(TenantId tenant, DeviceId device) {
        return known.get(new Due(tenant, device));
    }

    /// What was read before is not believed any more.
    void forget() {
        known.invalidateAll();
    }

    /// As [#of], as it stands in the database now.
    CloudAccount fresh(TenantId tenant, DeviceId device) {
        return database.tenant(tenant, tx -> account(tx, tenant, device))
                .orElseThrow(() -> new Rejection.NotFound("device with Cloud API credentials"));
    }

    Optional<CloudAccount> account(Tx tx, TenantId tenant, DeviceId device) {
        return tx.query("""
                SELECT phone_number_id, business_account_id, access_token, app_secret FROM cloud_number
                 WHERE tenant_id = :tenant AND device_id = :device
                """)
                .bind("tenant", tenant)
                .bind("device", device)
                .map((row, _) -> new CloudAccount(
                        tenant,
                        device,
                        row.getString("phone_number_id"),
                        Rows.maybeText(row, "business_account_id"),
                        vault.open(tenant, TABLE, device, row.getBytes("access_token")),
                        open(tenant, device, row.getBytes("app_secret"))))
                .findOne();
    }

    /// The word by which Meta's question is recognised at the device's own address, if it has one.
    public Optional<Secret> verifyToken(DeviceId device) {
        return database.worker(tx -> tx.query("""
                        SELECT tenant_id, verify_token FROM cloud_number WHERE device_id = :device
                        """)
                        .bind("device", device)
                        .map((row, _) ->
                                open(new TenantId(Rows.uuid(row, "tenant_id")), device, row.getBytes("verify_token")))
                        .findOne())
                .flatMap(token -> token);
    }

    Optional<Secret> open(TenantId tenant, DeviceId device, byte @Nullable [] sealed) {
        return sealed == null ? Optional.empty() : Optional.of(vault.open(tenant, TABLE, device, sealed));
    }

    /// Puts the credentials in place of what was kept, and asks for a check at once. Answers whether it is another
    /// number than before. Throws [Rejection.Conflict] when another device has that number, whoever's it is.
    boolean write(Tx tx, TenantId tenant, DeviceId device, CloudCredentials credentials, Instant now) {
        Optional<Kept> kept = tx.query("""
                DELETE FROM cloud_number WHERE tenant_id = :tenant AND device_id = :device
                RETURNING phone_number_id, access_token, app_secret, verify_token, pin
                """)
                .bind("tenant", tenant)
                .bind("device", device)
                .map((row, _) -> Kept.read(row))
                .findOne();
        byte[] token = credentials
                .accessToken()
                .map(secret -> vault.seal(tenant, TABLE, device, secret))
                .or(() -> kept.map(before -> before.accessToken().bytes()))
                .orElseThrow(() -> new Rejection.InvalidValue("accessToken", "expected Meta's access token"));
        int written = tx.update("""
                INSERT INTO cloud_number (tenant_id, device_id, phone_number_id, business_account_id, access_token,
                                          app_secret, verify_token, pin, check_at, updated_at)
                VALUES (:tenant, :device, :number, :account, :token, :appSecret, :verifyToken, :pin, :now, :now)
                ON CONFLICT (phone_number_id) DO NOTHING
                """)
                .bind("tenant", tenant)
                .bind("device", device)
                .bind("number", credentials.phoneNumberId())
                .bind("account", credentials.businessAccountId().orElse(null))
                .bind("token", token)
                .bind("appSecret", sealed(tenant, device, credentials.appSecret(), kept.flatMap(Kept::appSecret)))
                .bind("verifyToken", sealed(tenant, device, credentials.verifyToken(), kept.flatMap(Kept::verifyToken)))
                .bind(
                        "pin",
                        kept.filter(before -> before.phoneNumberId().equals(credentials.phoneNumberId()))
                                .flatMap(Kept::pin)
                                .map(Payload::bytes)
                                .orElse(null))
                .bind("now", Timestamp.from(now))
                .execute();
        if (written == 0) {
            throw new Rejection.Conflict(
                    "conflict", "The phone number id " + credentials.phoneNumberId() + " is connected already.");
        }
        return kept.isPresent() && !kept.get().phoneNumberId().equals(credentials.phoneNumberId());
    }

    private byte @Nullable [] sealed(TenantId tenant, DeviceId device, SecretChange change, Optional<Payload> kept) {
        return switch (change) {
            case SecretChange.Keep _ -> kept.map(Payload::bytes).orElse(null);
            case SecretChange.Remove _ -> null;
            case SecretChange.Set(Secret secret) -> vault.seal(tenant, TABLE, device, secret);
        };
    }

    /// What was kept before, as it was kept.
    private record Kept(
            String phoneNumberId,
            Payload accessToken,
            Optional<Payload> appSecret,
            Optional<Payload> verifyToken,
            Optional<Payload> pin) {

        static Kept read(ResultSet row) throws SQLException {
            return new Kept(
                    row.getString("phone_number_id"),
                    Payload.of(row.getBytes("access_token")),
                    Optional.ofNullable(row.getBytes("app_secret")).map(Payload::of),
                    Optional.ofNullable(row.getBytes("verify_token")).map(Payload::of),
                    Optional.ofNullable(row.getBytes("pin")).map(Payload::of));
        }
    }

    /// What came with the number when somebody signed it up: the PIN that was set, and until when its token is
    /// good.
    void signedUp(Tx tx, TenantId tenant, DeviceId device, Optional<Secret> pin, Optional<Instant> tokenEnds) {
        tx.update("""
                UPDATE cloud_number SET pin = coalesce(:pin, pin), token_expires_at = :ends
                 WHERE tenant_id = :tenant AND device_id = :device
                """)
                .bind(
                        "pin",
                        pin.map(secret -> vault.seal(tenant, TABLE, device, secret))
                                .orElse(null))
                .bind("ends", tokenEnds.map(Timestamp::from).orElse(null))
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    /// The PIN of two-step verification, if this hub has set it.
    public Optional<Secret> pin(TenantId tenant, DeviceId device) {
        return database.tenant(
                        tenant,
                        tx -> tx.query("""
                        SELECT pin FROM cloud_number WHERE tenant_id = :tenant AND device_id = :device
                        """)
                                .bind("tenant", tenant)
                                .bind("device", device)
                                .map((row, _) -> open(tenant, device, row.getBytes("pin")))
                                .findOne())
                .flatMap(pin -> pin);
    }

    /// A PIN that was set at Meta.
    public void keepPin(TenantId tenant, DeviceId device, Secret pin) {
        database.tenant(
                tenant,
                tx -> tx.update("""
                        UPDATE cloud_number SET pin = :pin WHERE tenant_id = :tenant AND device_id = :device
                        """)
                        .bind("pin", vault.seal(tenant, TABLE, device, pin))
                        .bind("tenant", tenant)
                        .bind("device", device)
                        .execute());
    }

    /// What a look at Meta found.
    void found(Tx tx, TenantId tenant, DeviceId device, List<Finding> findings, Instant now) {
        tx.update("""
                UPDATE cloud_number SET findings = :findings, checked_at = :now
                 WHERE tenant_id = :tenant AND device_id = :device
                """)
                .bind("findings", CloudStanding.write(findings))
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    /// Whose a number is; empty while nobody here has it.
    Optional<Due> owner(String phoneNumberId) {
        return database.worker(tx -> tx.query("""
                        SELECT tenant_id, device_id FROM cloud_number WHERE phone_number_id = :number
                        """)
                .bind("number", phoneNumberId)
                .map((row, _) ->
                        new Due(new TenantId(Rows.uuid(row, "tenant_id")), new DeviceId(Rows.uuid(row, "device_id"))))
                .findOne());
    }

    /// One device.
    record Due(TenantId tenant, DeviceId device) {}

    /// Checks that are due, taken by whoever reads them: nobody else gets them until `lease` is over.
    List<Due> takeDue(Instant now, Duration lease, int most) {
        return database.worker(tx -> tx.query("""
                        UPDATE cloud_number SET check_at = :until
                         WHERE (tenant_id, device_id) IN (
                               SELECT tenant_id, device_id FROM cloud_number
                                WHERE check_at <= :now ORDER BY check_at LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING tenant_id, device_id
                        """)
                .bind("until", Timestamp.from(now.plus(lease)))
                .bind("now", Timestamp.from(now))
                .bind("most", most)
                .map((row, _) ->
                        new Due(new TenantId(Rows.uuid(row, "tenant_id")), new DeviceId(Rows.uuid(row, "device_id"))))
                .list());
    }

    /// How many checks in a row found nobody at Meta's end.
    int failures(Tx tx, TenantId tenant, DeviceId device) {
        return tx.query("SELECT checks_failed FROM cloud_number WHERE tenant_id = :tenant AND device_id = :device")
                .bind("tenant", tenant)
                .bind("device", device)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    /// `at` is empty when nobody need ask again.
    void nextCheck(Tx tx, TenantId tenant, DeviceId device, Optional<Instant> at, int failures) {
        tx.update("""
                UPDATE cloud_number SET check_at = :at, checks_failed = :failures
                 WHERE tenant_id = :tenant AND device_id = :device
                """)
                .bind("at", at.map(Timestamp::from).orElse(null))
                .bind("failures", failures)
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    /// For a device that is asked about at all: one that a person stopped is not.
    void dueNow(Tx tx, TenantId tenant, DeviceId device, Instant now) {
        tx.update("""
                UPDATE cloud_number SET check_at = :now
                 WHERE tenant_id = :tenant AND device_id = :device AND check_at IS NOT NULL
                """)
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }

    void accountProven(Tx tx, TenantId tenant, DeviceId device, boolean proven) {
        tx.update("""
                UPDATE cloud_number SET account_proven = :proven WHERE tenant_id = :tenant AND device_id = :device
                """)
                .bind("proven", proven)
                .bind("tenant", tenant)
                .bind("device", device)
                .execute();
    }
}
