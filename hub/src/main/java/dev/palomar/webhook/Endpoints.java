package dev.palomar.webhook;

import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.palomar.database.Database;
import dev.palomar.database.Remembered;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.TenantId;
import dev.palomar.vault.Vault;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The endpoints of a tenant as they are now, ready to be called. Another node's change is seen within five seconds,
/// our own at once.
final class Endpoints {

    static final String TABLE = "endpoint_secret";

    /// An endpoint and the keys that sign for it now, the newest first.
    record Ready(Endpoint endpoint, List<SigningKey> keys) {}

    private final Database database;
    private final Vault vault;
    private final InstantSource clock;
    private final LoadingCache<TenantId, List<Ready>> byTenant =
            Remembered.of(20_000, Duration.ofSeconds(5), this::load);

    Endpoints(Database database, Vault vault, InstantSource clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /// All of a tenant, disabled ones too.
    List<Ready> of(TenantId tenant) {
        return byTenant.get(tenant);
    }

    Optional<Ready> find(TenantId tenant, EndpointId endpoint) {
        for (Ready ready : byTenant.get(tenant)) {
            if (ready.endpoint().id().equals(endpoint)) {
                return Optional.of(ready);
            }
        }
        return Optional.empty();
    }

    void changed(TenantId tenant) {
        byTenant.invalidate(tenant);
    }

    private List<Ready> load(TenantId tenant) {
        Instant now = clock.instant();
        return database.worker(tx -> select(tx, tenant).stream()
                .map(endpoint -> new Ready(endpoint, keys(tx, endpoint, now)))
                .toList());
    }

    private List<SigningKey> keys(Tx tx, Endpoint endpoint, Instant now) {
        return tx
                .query("""
                        SELECT sealed FROM endpoint_secret
                         WHERE tenant_id = :tenant AND endpoint_id = :endpoint
                           AND (valid_until IS NULL OR valid_until > :now)
                         ORDER BY number DESC
                        """)
                .bind("tenant", endpoint.tenant())
                .bind("endpoint", endpoint.id())
                .bind("now", now)
                .mapTo(byte[].class)
                .list()
                .stream()
                .map(bytes -> vault.open(endpoint.tenant(), TABLE, endpoint.id(), bytes))
                .map(SigningKey::new)
                .toList();
    }

    void addSecret(Tx tx, TenantId tenant, EndpointId endpoint, Secret secret, Instant now) {
        tx.update("""
                INSERT INTO endpoint_secret (tenant_id, endpoint_id, number, sealed, created_at)
                SELECT :tenant, :endpoint, coalesce(max(number), 0) + 1, :sealed, :now
                  FROM endpoint_secret WHERE tenant_id = :tenant AND endpoint_id = :endpoint
                """)
                .bind("tenant", tenant)
                .bind("endpoint", endpoint)
                .bind("sealed", vault.seal(tenant, TABLE, endpoint, secret))
                .bind("now", now)
                .execute();
    }

    static List<Endpoint> select(Tx tx, TenantId tenant) {
        return tx.query("SELECT * FROM endpoint WHERE tenant_id = :tenant ORDER BY id")
                .bind("tenant", tenant)
                .map((row, _) -> read(row))
                .list();
    }

    static Endpoint read(ResultSet row) throws SQLException {
        return new Endpoint(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new EndpointId(Rows.uuid(row, "id")),
                URI.create(row.getString("url")),
                row.getString("description"),
                Rows.texts(row, "event_types"),
                Rows.maybeUuids(row, "device_ids")
                        .map(ids -> ids.stream().map(DeviceId::new).collect(Collectors.toSet())),
                row.getString("format").equals("cloud") ? Endpoint.Format.CLOUD : Endpoint.Format.PALOMAR,
                row.getBoolean("strict"),
                schedule(row),
                new Endpoint.Health(
                        row.getString("state").equals("enabled"),
                        Rows.maybeText(row, "disabled_why"),
                        Rows.maybeInstant(row, "failing_since"),
                        Rows.maybeInstant(row, "last_failure_at"),
                        Rows.maybeText(row, "last_error"),
                        Rows.maybeInstant(row, "last_success_at")),
                Rows.instant(row, "created_at"));
    }

    private static Optional<List<Duration>> schedule(ResultSet row) throws SQLException {
        var seconds = row.getArray("schedule");
        return seconds == null
                ? Optional.empty()
                : Optional.of(Arrays.stream((Integer[]) seconds.getArray())
                        .map(Duration::ofSeconds)
                        .toList());
    }
}
