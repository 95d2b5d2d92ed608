package dev.palomar.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.palomar.database.Database;
import dev.palomar.database.Remembered;
import dev.palomar.database.Rows;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out whose number an update is for. Answers are kept for a few seconds, so what another node changed is seen
/// within that time; what this node changed is seen at once.
public final class CloudRoutes {

    /// How long another node's change may go unseen.
    public static final Duration KEPT = Duration.ofSeconds(4);

    /// States in which a number without a phone has not been answered for by Meta.
    private static final Set<String> UNANSWERED = Set.of("CREATED", "CONNECTING", "PAUSED");

    private final Database database;
    private final CloudNumbers numbers;
    private final LoadingCache<String, Optional<CloudRoute>> byNumber;
    private final LoadingCache<String, List<CloudRoute>> byAccount;
    private final Cache<String, List<Secret>> ofAll;

    public CloudRoutes(Database database, CloudNumbers numbers) {
        this(database, numbers, KEPT);
    }

    CloudRoutes(Database database, CloudNumbers numbers, Duration kept) {
        this.database = database;
        this.numbers = numbers;
        this.byNumber = Remembered.of(100_000, kept, this::findNumber);
        this.byAccount = Remembered.of(20_000, kept, this::findAccount);
        this.ofAll = Caffeine.newBuilder().expireAfterWrite(kept).build();
    }

    /// Empty when no device here has the number.
    public Optional<CloudRoute> byPhoneNumberId(String phoneNumberId) {
        return byNumber.get(phoneNumberId);
    }

    /// The devices of a business account, oldest first; only those of which Meta said that they are in it.
    public List<CloudRoute> byBusinessAccountId(String businessAccountId) {
        return byAccount.get(businessAccountId);
    }

    /// The secret of one device's own app.
    Optional<Secret> appSecret(DeviceId device) {
        return database.worker(tx -> tx.query("""
                        SELECT tenant_id, app_secret FROM cloud_number WHERE device_id = :device
                        """)
                        .bind("device", device)
                        .map((row, _) -> numbers.open(
                                new TenantId(Rows.uuid(row, "tenant_id")), device, row.getBytes("app_secret")))
                        .findOne())
                .flatMap(secret -> secret);
    }

    /// The verify tokens of all devices.
    List<Secret> verifyTokens() {
        return ofAll.get(
                "verify_token",
                _ -> database.worker(
                        tx -> tx.query("""
                        SELECT tenant_id, device_id, verify_token AS secret FROM cloud_number
                         WHERE verify_token IS NOT NULL
                        """).map((row, _) -> secret(row)).list()));
    }

    /// The secrets of devices' own apps, those set last first.
    List<Secret> newestAppSecrets(int most) {
        return ofAll.get(
                "app_secret",
                _ -> database.worker(tx -> tx.query("""
                        SELECT tenant_id, device_id, app_secret AS secret FROM cloud_number
                         WHERE app_secret IS NOT NULL ORDER BY updated_at DESC LIMIT 100
                        """).map((row, _) -> secret(row)).list().stream()
                        .distinct()
                        .limit(most)
                        .toList()));
    }

    private Secret secret(ResultSet row) throws SQLException {
        return numbers.open(
                        new TenantId(Rows.uuid(row, "tenant_id")),
                        new DeviceId(Rows.uuid(row, "device_id")),
                        row.getBytes("secret"))
                .orElseThrow();
    }

    /// Nothing that was read before is believed any more.
    public void forget() {
        numbers.forget();
        byNumber.invalidateAll();
        byAccount.invalidateAll();
        ofAll.invalidateAll();
    }

    private Optional<CloudRoute> findNumber(String phoneNumberId) {
        return database.worker(tx -> tx.query("""
                        SELECT c.tenant_id, c.device_id, c.app_secret, d.phone, d.connected, d.state
                          FROM cloud_number c
                          JOIN device d ON d.tenant_id = c.tenant_id AND d.id = c.device_id
                         WHERE c.phone_number_id = :number
                        """)
                .bind("number", phoneNumberId)
                .map((row, _) -> route(row))
                .findOne());
    }

    private List<CloudRoute> findAccount(String businessAccountId) {
        return database.worker(tx -> tx.query("""
                        SELECT c.tenant_id, c.device_id, c.app_secret, d.phone, d.connected, d.state
                          FROM cloud_number c
                          JOIN device d ON d.tenant_id = c.tenant_id AND d.id = c.device_id
                         WHERE c.business_account_id = :account AND c.account_proven
                         ORDER BY c.device_id
                        """)
                .bind("account", businessAccountId)
                .map((row, _) -> route(row))
                .list());
    }

    private CloudRoute route(ResultSet row) throws SQLException {
        TenantId tenant = new TenantId(Rows.uuid(row, "tenant_id"));
        DeviceId device = new DeviceId(Rows.uuid(row, "device_id"));
        Optional<PhoneNumber> phone = Rows.maybeText(row, "phone").flatMap(PhoneNumber::read);
        return new CloudRoute(
                tenant,
                device,
                phone,
                phone.isEmpty() && UNANSWERED.contains(row.getString("state")),
                row.getBoolean("connected"),
                numbers.open(tenant, device, row.getBytes("app_secret")));
    }
}
