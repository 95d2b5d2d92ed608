package dev.palomar.device;

import dev.palomar.database.TestDatabase;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Secret;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.CheckReport;
import dev.palomar.transport.cloud.CloudAccount;
import dev.palomar.transport.cloud.PlatformApp;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Vault;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/// Two companies, a database, and a Meta that says of each access token what a test wants.
final class DeviceWorld implements AutoCloseable {

    static final Secret PLATFORM_SECRET = new Secret("platform-secret");

    final TestDatabase test = TestDatabase.fresh();
    final Instant noon = Instant.parse("2026-11-20T12:00:00Z");
    private Instant now = noon;
    final InstantSource clock = () -> now;
    final IdSource ids = new IdSource(clock, new Random(1));
    final Journal journal = new Journal(clock, ids);
    final Vault vault =
            new Vault(test.database(), MasterKey.parse(Base64.getEncoder().encodeToString(new byte[32])), clock);
    final CloudNumbers numbers = new CloudNumbers(test.database(), vault);
    final CloudRoutes routes = new CloudRoutes(test.database(), numbers);
    final PlatformApp platform = new PlatformApp(
            Optional.of("app"), Optional.of(PLATFORM_SECRET), Optional.of(new Secret("platform-verify")));
    final Map<String, CheckReport.Verdict> meta = new ConcurrentHashMap<>();
    final CloudChecks checks =
            new CloudChecks(test.database(), numbers, journal, this::askMeta, routes, platform, clock);
    final Devices devices = new Devices(test.database(), numbers, journal, checks, routes, clock, ids);
    final WebhookGate gate = new WebhookGate(test.database(), routes, numbers, platform, clock);
    final TenantId ana = tenant("ana", null);
    final TenantId bruno = tenant("bruno", null);

    DeviceWorld() {
        new Partitions(test.database(), clock, Duration.ofDays(7), Duration.ofDays(30)).maintain();
    }

    TenantId tenant(String slug, Integer devices) {
        TenantId tenant = new TenantId(ids.get());
        test.database()
                .worker(tx -> tx.update("""
                        INSERT INTO tenant (id, slug, name, devices, created_at)
                        VALUES (:id, :slug, :slug, :devices, :now)
                        """)
                        .bind("id", tenant)
                        .bind("slug", slug)
                        .bind("devices", devices)
                        .bind("now", Timestamp.from(now))
                        .execute());
        return tenant;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    static CloudCredentials credentials(String number, String token) {
        return new CloudCredentials(
                number,
                Optional.empty(),
                Optional.of(new Secret(token)),
                new SecretChange.Keep(),
                new SecretChange.Keep());
    }

    Device create(TenantId tenant, CloudCredentials credentials) {
        return devices.create(
                tenant, new NewDevice("Ventas", TransportKind.CLOUD, List.of("norte"), Optional.of(credentials)));
    }

    /// A number that Meta has confirmed.
    Device online(TenantId tenant, CloudCredentials credentials, String phone) {
        String token = credentials.accessToken().orElseThrow().reveal();
        meta.put(token, new CheckReport.Verdict.Usable(PhoneNumber.read(phone), "GREEN", true));
        Device device = create(tenant, credentials);
        checks.check(tenant, device.id());
        return devices.get(tenant, device.id());
    }

    private CheckReport askMeta(CloudAccount account) {
        return new CheckReport(
                List.of(),
                meta.getOrDefault(
                        account.token().reveal(), new CheckReport.Verdict.Broken("190", "Enter a new access token.")));
    }

    @Override
    public void close() {
        checks.close();
        test.close();
    }
}
