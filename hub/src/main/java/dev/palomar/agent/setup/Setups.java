package dev.palomar.agent.setup;

import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.palomar.database.Database;
import dev.palomar.database.Remembered;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.vault.Vault;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How each tenant's agent is set. What is read here may be [#STALE] old where another node changed it.
public final class Setups {

    /// How old a setup may be.
    public static final Duration STALE = Duration.ofSeconds(2);

    private static final String TABLE = "agent";
    private static final int HINT = 4;
    private static final String ALL = "all";

    private final Database database;
    private final Vault vault;
    private final AgentSettings hub;
    private final InstantSource clock;
    private final LoadingCache<TenantId, Optional<Setup>> known;
    private final LoadingCache<String, Set<TenantId>> withAgent;

    public Setups(Database database, Vault vault, AgentSettings hub, InstantSource clock) {
        this.database = database;
        this.vault = vault;
        this.hub = hub;
        this.clock = clock;
        this.known = Remembered.of(50_000, STALE, this::load);
        this.withAgent = Remembered.of(1, STALE, _ -> tenants());
    }

    public AgentSettings hub() {
        return hub;
    }

    /// Of a tenant that is there. Throws [Rejection.NotFound] otherwise.
    public Setup of(TenantId tenant) {
        return find(tenant).orElseThrow(() -> new Rejection.NotFound("tenant"));
    }

    /// Empty when there is no such tenant any more.
    public Optional<Setup> find(TenantId tenant) {
        return Objects.requireNonNull(known.get(tenant));
    }

    /// As [#find], and empty for tenants who have never set anything: those cost nothing.
    public Optional<Setup> ofAgents(TenantId tenant) {
        return Objects.requireNonNull(withAgent.get(ALL)).contains(tenant) ? find(tenant) : Optional.empty();
    }

    /// Whether no tenant at all has ever set anything.
    public boolean ofNobody() {
        return Objects.requireNonNull(withAgent.get(ALL)).isEmpty();
    }

    /// Since when the agent answers on this number; empty where it does not.
    public Optional<Instant> since(TenantId tenant, DeviceId number) {
        return ofAgents(tenant).flatMap(setup -> setup.since(number));
    }

    /// `patch` as the API takes it, checked: null takes a field back, what is missing stays.
    public Setup change(TenantId tenant, ObjectNode patch) {
        database.tenant(tenant, tx -> {
            touch(tx, tenant, clock.instant());
            ObjectNode kept = kept(tx, tenant);
            merge(kept, patch);
            return tx.update("""
                    UPDATE agent SET settings = :settings,
                                     on_since = CASE WHEN NOT :on THEN NULL ELSE coalesce(on_since, :now) END
                     WHERE tenant_id = :tenant
                    """)
                    .bind("settings", Json.text(kept))
                    .bind("on", Wishes.read(kept).enabled().orElse(false))
                    .bind("now", Timestamp.from(clock.instant()))
                    .bind("tenant", tenant)
                    .execute();
        });
        return fresh(tenant);
    }

    /// Sets what is set for one number alone. Throws [Rejection.NotFound] when the tenant has no such number.
    public Setup override(TenantId tenant, DeviceId number, ObjectNode wishes) {
        ObjectNode own = Json.object();
        merge(own, wishes);
        database.tenant(tenant, tx -> {
            mustExist(tx, tenant, number);
            return tx.update("""
                    INSERT INTO agent_device AS d (tenant_id, device_id, settings, on_since, updated_at)
                    VALUES (:tenant, :device, :settings, CASE WHEN :on THEN :now::timestamptz END, :now)
                    ON CONFLICT (tenant_id, device_id) DO UPDATE
                       SET settings = EXCLUDED.settings, updated_at = :now,
                           on_since = CASE WHEN :on THEN coalesce(d.on_since, :now) END
                    """)
                    .bind("on", Wishes.read(own).enabled().orElse(false))
                    .bind("tenant", tenant)
                    .bind("device", number)
                    .bind("settings", Json.text(own))
                    .bind("now", Timestamp.from(clock.instant()))
                    .execute();
        });
        return fresh(tenant);
    }

    /// Throws [Rejection.NotFound] when the tenant has no such number.
    public void reset(TenantId tenant, DeviceId number) {
        database.tenant(tenant, tx -> {
            mustExist(tx, tenant, number);
            return tx.update("DELETE FROM agent_device WHERE tenant_id = :tenant AND device_id = :device")
                    .bind("tenant", tenant)
                    .bind("device", number)
                    .execute();
        });
        forget(tenant);
    }

    /// Throws [Rejection.NotFound] when the tenant has no such number.
    public void mustExist(TenantId tenant, DeviceId number) {
        database.tenant(tenant, tx -> {
            mustExist(tx, tenant, number);
            return true;
        });
    }

    /// From now on the tenant's own key is used.
    public Setup setKey(TenantId tenant, Secret key) {
        byte[] sealed = vault.seal(tenant, TABLE, tenant, key);
        String text = key.reveal();
        database.tenant(tenant, tx -> {
            touch(tx, tenant, clock.instant());
            return tx.update("""
                    UPDATE agent SET api_key = :key, key_hint = :hint, key_set_at = :now WHERE tenant_id = :tenant
                    """)
                    .bind("key", sealed)
                    .bind("hint", "…" + text.substring(text.length() - HINT))
                    .bind("now", Timestamp.from(clock.instant()))
                    .bind("tenant", tenant)
                    .execute();
        });
        return fresh(tenant);
    }

    public void forgetKey(TenantId tenant) {
        database.tenant(tenant, tx -> tx.update("""
                        UPDATE agent SET api_key = NULL, key_hint = NULL, key_set_at = NULL WHERE tenant_id = :tenant
                        """).bind("tenant", tenant).execute());
        forget(tenant);
    }

    /// Whose account pays: the tenant's own, else the platform's, else nobody's.
    public Optional<Secret> key(TenantId tenant) {
        return database.tenant(
                        tenant,
                        tx -> tx.query("SELECT api_key FROM agent WHERE tenant_id = :tenant AND api_key IS NOT NULL")
                                .bind("tenant", tenant)
                                .mapTo(byte[].class)
                                .findOne())
                .map(kept -> vault.open(tenant, TABLE, tenant, kept))
                .or(hub::key);
    }

    void forget(TenantId tenant) {
        withAgent.invalidateAll();
        known.invalidate(tenant);
    }

    /// Makes sure that there is a row, and holds it until the transaction ends.
    static void touch(Tx tx, TenantId tenant, Instant now) {
        tx.update("""
                INSERT INTO agent (tenant_id, updated_at) VALUES (:tenant, :now)
                ON CONFLICT (tenant_id) DO UPDATE SET updated_at = :now
                """).bind("tenant", tenant).bind("now", Timestamp.from(now)).execute();
    }

    private Setup fresh(TenantId tenant) {
        forget(tenant);
        return of(tenant);
    }

    static void mustExist(Tx tx, TenantId tenant, DeviceId number) {
        if (tx.query("SELECT 1 FROM device WHERE tenant_id = :tenant AND id = :device")
                .bind("tenant", tenant)
                .bind("device", number)
                .mapTo(Integer.class)
                .findOne()
                .isEmpty()) {
            throw new Rejection.NotFound("device");
        }
    }

    private static void merge(ObjectNode kept, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (field.getValue().isNull()) {
                kept.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner
                    && !field.getKey().equals("hours")) {
                merge(kept.withObject(field.getKey()), inner);
            } else {
                kept.set(field.getKey(), field.getValue());
            }
        }
    }

    private static ObjectNode kept(Tx tx, TenantId tenant) {
        return tx.query("SELECT settings FROM agent WHERE tenant_id = :tenant")
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne()
                .map(Json::readObject)
                .orElseGet(Json::object);
    }

    private Set<TenantId> tenants() {
        return Set.copyOf(database.worker(
                tx -> tx.query("SELECT tenant_id FROM agent UNION SELECT tenant_id FROM agent_device")
                        .map((row, _) -> new TenantId(Rows.uuid(row, "tenant_id")))
                        .list()));
    }

    private Optional<Setup> load(TenantId tenant) {
        return database.tenant(tenant, tx -> {
            Map<DeviceId, ObjectNode> numbers = new LinkedHashMap<>();
            Map<DeviceId, Instant> numbersOnSince = new HashMap<>();
            tx.query("SELECT * FROM agent_device WHERE tenant_id = :tenant ORDER BY device_id")
                    .bind("tenant", tenant)
                    .map((row, _) -> {
                        DeviceId number = new DeviceId(Rows.uuid(row, "device_id"));
                        Rows.maybeInstant(row, "on_since").ifPresent(at -> numbersOnSince.put(number, at));
                        numbers.put(number, Json.readObject(row.getString("settings")));
                        return number;
                    })
                    .list();
            Prompts.InUse prompts = Prompts.inUse(tx, tenant);
            return tx.query("""
                    SELECT t.name, t.state, t.time_zone, a.settings, a.on_since, a.key_hint, a.key_set_at,
                           a.updated_at
                      FROM tenant t LEFT JOIN agent a ON a.tenant_id = t.id WHERE t.id = :tenant
                    """)
                    .bind("tenant", tenant)
                    .map((row, _) -> new Setup(
                            tenant,
                            hub,
                            Rows.maybeText(row, "settings")
                                    .map(Json::readObject)
                                    .orElseGet(Json::object),
                            numbers,
                            Rows.maybeInstant(row, "on_since"),
                            numbersOnSince,
                            prompts.company(),
                            prompts.numbers(),
                            row.getString("name"),
                            row.getString("state").equals("active"),
                            ZoneId.of(row.getString("time_zone")),
                            ownKey(Rows.maybeText(row, "key_hint"), Rows.maybeInstant(row, "key_set_at")),
                            Rows.maybeInstant(row, "updated_at")))
                    .findOne();
        });
    }

    private static Optional<Setup.OwnKey> ownKey(Optional<String> hint, Optional<Instant> setAt) {
        return hint.flatMap(text -> setAt.map(at -> new Setup.OwnKey(text, at)));
    }
}
