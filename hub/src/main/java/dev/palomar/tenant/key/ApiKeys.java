package dev.palomar.tenant.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.palomar.database.Database;
import dev.palomar.database.Remembered;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.Payload;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.ApiKeyId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Keys of programs. Only a hash of each is kept; the key itself is shown once.
public final class ApiKeys {

    /// A key with the text that opens.
    public record Made(ApiKey key, Secret text) {}

    private record Known(ApiKey key, Payload hash) {}

    /// For so long a revoked key may still work.
    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Supplier<UUID> ids;
    private final LoadingCache<ApiKeyId, Optional<Known>> known;
    private final Cache<ApiKeyId, TenantId> noted;

    public ApiKeys(Database database, Audit audit, InstantSource clock, RandomGenerator random, Supplier<UUID> ids) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.ids = ids;
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        this.known = Remembered.of(10_000, FRESH, ticker, this::load);
        this.noted = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(USE_NOTED_EVERY)
                .ticker(ticker)
                .build();
    }

    public Made create(TenantId tenant, NewKey wanted, Author by) {
        ApiKeyId id = new ApiKeyId(ids.get());
        Secret text = KeyText.fresh(id, random);
        ApiKey key = database.tenant(tenant, tx -> {
            mustBeDevicesOf(tx, tenant, wanted.devices().orElse(Set.of()));
            insert(tx, tenant, id, wanted, text);
            ObjectNode detail = Json.object().put("name", wanted.name());
            wanted.scopes().forEach(scope -> detail.withArray("scopes").add(scope.word()));
            audit.record(tx, tenant, by, Deed.of("apiKey.created", id, detail));
            return get(tx, tenant, id);
        });
        return new Made(key, text);
    }

    /// Newest first.
    public Page<ApiKey> list(TenantId tenant, Optional<UUID> before, int limit) {
        List<ApiKey> keys = database.tenant(
                tenant,
                tx -> tx.query("""
                SELECT * FROM api_key
                 WHERE tenant_id = :tenant AND (:before::uuid IS NULL OR id < :before::uuid)
                 ORDER BY id DESC
                 LIMIT :limit
                """)
                        .bind("tenant", tenant)
                        .bind("before", before.orElse(null))
                        .bind("limit", limit + 1)
                        .map((row, _) -> key(row))
                        .list());
        return Page.of(keys, limit, ApiKey::id);
    }

    /// For ever, and within two seconds on every node. Revoking a second time changes nothing.
    public ApiKey revoke(TenantId tenant, ApiKeyId id, Author by) {
        ApiKey key = database.tenant(tenant, tx -> {
            int revoked = tx.update("""
                    UPDATE api_key SET revoked_at = :now
                     WHERE tenant_id = :tenant AND id = :id AND revoked_at IS NULL
                    """)
                    .bind("now", Timestamp.from(clock.instant()))
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .execute();
            if (revoked > 0) {
                audit.record(tx, tenant, by, Deed.of("apiKey.revoked", id));
            }
            return get(tx, tenant, id);
        });
        known.invalidate(id);
        return key;
    }

    /// Whether `text` is written like a key at all: prefix, length and checksum.
    public static boolean isWellFormed(Secret text) {
        return KeyText.id(text).isPresent();
    }

    /// The key that `text` is, if it may be used now. At most two seconds old. Its use is noted, once a minute at
    /// most.
    public Optional<ApiKey> find(Secret text) {
        Optional<ApiKey> found = KeyText.id(text)
                .flatMap(known::get)
                .filter(key -> MessageDigest.isEqual(key.hash().bytes(), hash(text)))
                .map(Known::key)
                .filter(key -> key.state(clock.instant()).equals("active"));
        found.ifPresent(this::noteUse);
        return found;
    }

    private Optional<Known> load(ApiKeyId id) {
        return database.worker(tx -> tx.query("SELECT * FROM api_key WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> new Known(key(row), Payload.of(row.getBytes("secret_hash"))))
                .findOne());
    }

    private void noteUse(ApiKey key) {
        if (noted.asMap().putIfAbsent(key.id(), key.tenant()) == null) {
            database.tenant(
                    key.tenant(),
                    tx -> tx.update("""
                    UPDATE api_key SET last_used_at = :now WHERE tenant_id = :tenant AND id = :id
                    """)
                            .bind("now", Timestamp.from(clock.instant()))
                            .bind("tenant", key.tenant())
                            .bind("id", key.id())
                            .execute());
        }
    }

    private void insert(Tx tx, TenantId tenant, ApiKeyId id, NewKey wanted, Secret text) {
        tx.update("""
                INSERT INTO api_key (tenant_id, id, name, secret_hash, scopes, device_ids, created_by, created_at,
                                     expires_at)
                VALUES (:tenant, :id, :name, :hash, :scopes, :devices::uuid[], :by::uuid, :now, :expires::timestamptz)
                """)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("name", wanted.name())
                .bind("hash", hash(text))
                .bind(
                        "scopes",
                        wanted.scopes().stream().map(Scope::word).sorted().toArray(String[]::new))
                .bind("devices", wanted.devices().map(Tx::uuids).orElse(null))
                .bind("by", wanted.createdBy().map(PersonId::value).orElse(null))
                .bind("now", Timestamp.from(clock.instant()))
                .bind("expires", wanted.expiresAt().map(Timestamp::from).orElse(null))
                .execute();
    }

    private static void mustBeDevicesOf(Tx tx, TenantId tenant, Set<DeviceId> devices) {
        if (devices.isEmpty()) {
            return;
        }
        long found = tx.query("SELECT count(*) FROM device WHERE tenant_id = :tenant AND id = ANY(:devices)")
                .bind("tenant", tenant)
                .bind("devices", Tx.uuids(devices))
                .mapTo(Long.class)
                .one();
        if (found != devices.size()) {
            throw new Rejection.InvalidValue("deviceIds", "one of them is not a device of this tenant");
        }
    }

    private static ApiKey get(Tx tx, TenantId tenant, ApiKeyId id) {
        return tx.query("SELECT * FROM api_key WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> key(row))
                .findOne()
                .orElseThrow(() -> new Rejection.NotFound("API key"));
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new ApiKeyId(Rows.uuid(row, "id")),
                row.getString("name"),
                Rows.texts(row, "scopes").stream()
                        .flatMap(word -> Scope.read(word).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                Rows.maybeUuids(row, "device_ids")
                        .map(devices ->
                                devices.stream().map(DeviceId::new).collect(Collectors.toCollection(HashSet::new))),
                Rows.id(row, "created_by", PersonId::new),
                Rows.instant(row, "created_at"),
                Rows.maybeInstant(row, "expires_at"),
                Rows.maybeInstant(row, "revoked_at"),
                Rows.maybeInstant(row, "last_used_at"));
    }

    private static byte[] hash(Secret text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
