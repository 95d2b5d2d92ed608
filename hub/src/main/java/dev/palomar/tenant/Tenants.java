package dev.palomar.tenant;

import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.palomar.database.Database;
import dev.palomar.database.Remembered;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.databind.node.ObjectNode;

/// The companies on this hub. Every change is in the platform's audit log; what concerns the tenant is in its own,
/// too.
public final class Tenants {

    /// How old what [#standing] says may be.
    static final Duration FRESH = Duration.ofSeconds(2);

    /// What every request of a tenant needs to know of it.
    public record Standing(TenantId id, boolean suspended, int requestsPerMinute, boolean secondFactorRequired) {}

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final LoadingCache<TenantId, Optional<Standing>> standings;

    public Tenants(Database database, Audit audit, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
        this.standings = Remembered.of(10_000, FRESH, () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()), this::load);
    }

    public Tenant create(NewTenant wanted, Author by) {
        TenantId id = new TenantId(ids.get());
        Deed deed = Deed.of("tenant.created", id, named(wanted.name()));
        try {
            database.worker(tx -> {
                insert(tx, id, wanted);
                audit.record(tx, id, by, deed);
                audit.record(tx, Audit.PLATFORM, by, deed);
                return true;
            });
        } catch (RuntimeException failure) {
            throw TenantRows.explained(failure);
        }
        return get(id);
    }

    /// Newest first; `search` is a part of the name or the slug.
    public Page<Tenant> list(Optional<String> search, Optional<UUID> before, int limit) {
        List<Tenant> tenants = database.worker(tx -> tx.query("""
                SELECT * FROM tenant
                 WHERE (:before::uuid IS NULL OR id < :before::uuid)
                   AND (:search::text IS NULL OR strpos(lower(name), lower(:search)) > 0 OR strpos(slug, lower(:search)) > 0)
                 ORDER BY id DESC
                 LIMIT :limit
                """)
                .bind("before", before.orElse(null))
                .bind("search", search.orElse(null))
                .bind("limit", limit + 1)
                .map((row, _) -> TenantRows.tenant(row))
                .list());
        return Page.of(tenants, limit, Tenant::id);
    }

    public Optional<Tenant> find(TenantId id) {
        return database.worker(tx -> find(tx, id));
    }

    public Tenant get(TenantId id) {
        return find(id).orElseThrow(() -> new Rejection.NotFound("tenant"));
    }

    /// At most two seconds old. Empty when there is no such tenant.
    public Optional<Standing> standing(TenantId id) {
        return standings.get(id);
    }

    public Tenant change(TenantId id, TenantChange change, Author by) {
        Deed deed = Deed.of(change.suspended().map(Tenants::suspension).orElse("tenant.changed"), id, told(change));
        try {
            database.worker(tx -> {
                Tenant before = lock(tx, id);
                update(tx, before, change);
                audit.record(tx, id, by, deed);
                audit.record(tx, Audit.PLATFORM, by, deed);
                return true;
            });
        } catch (RuntimeException failure) {
            throw TenantRows.explained(failure);
        }
        standings.invalidate(id);
        return get(id);
    }

    /// Deletes the tenant and everything of it except its audit log. `name` must be its exact name.
    public void delete(TenantId id, String name, Author by) {
        database.worker(tx -> {
            Tenant tenant = lock(tx, id);
            if (!tenant.name().equals(name)) {
                throw new Rejection.InvalidValue(
                        "confirmation-required",
                        List.of(new Rejection.Fault("name", "must be the exact name of what is to be deleted")));
            }
            for (String table : TenantRows.WITHOUT_REFERENCE) {
                tx.remove(tx.update("DELETE FROM " + table + " WHERE tenant_id = :tenant")
                        .bind("tenant", id));
            }
            tx.remove(tx.update(TenantRows.DELETE_PEOPLE_OF_THIS_TENANT_ALONE).bind("tenant", id));
            tx.remove(tx.update("DELETE FROM tenant WHERE id = :id").bind("id", id));
            audit.record(tx, id, by, Deed.of("tenant.deleted", id, named(name)));
            audit.record(tx, Audit.PLATFORM, by, Deed.of("tenant.deleted", id, named(name)));
            return true;
        });
        standings.invalidate(id);
    }

    private Optional<Standing> load(TenantId id) {
        return database.worker(tx -> find(tx, id)
                .map(tenant -> new Standing(
                        id,
                        tenant.suspended(),
                        tenant.limits().requestsPerMinute().orElse(TenantLimits.REQUESTS_PER_MINUTE),
                        tenant.secondFactorRequired())));
    }

    private static Optional<Tenant> find(Tx tx, TenantId id) {
        return tx.query("SELECT * FROM tenant WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> TenantRows.tenant(row))
                .findOne();
    }

    private static Tenant lock(Tx tx, TenantId id) {
        return tx.query("SELECT * FROM tenant WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, _) -> TenantRows.tenant(row))
                .findOne()
                .orElseThrow(() -> new Rejection.NotFound("tenant"));
    }

    private int insert(Tx tx, TenantId id, NewTenant wanted) {
        Update insert = tx.update("""
                INSERT INTO tenant (id, name, slug, locale, time_zone, requests_per_minute, messages_per_day, devices,
                                    created_at)
                VALUES (:id, :name, :slug, :locale, :timeZone, :requests::int, :messages::int, :devices::int, :now)
                """)
                .bind("id", id)
                .bind("name", wanted.name())
                .bind("slug", wanted.slug().value())
                .bind("locale", wanted.locale())
                .bind("timeZone", wanted.timeZone().getId())
                .bind("now", Timestamp.from(clock.instant()));
        return bound(insert, wanted.limits()).execute();
    }

    private static void update(Tx tx, Tenant before, TenantChange change) {
        Update update = tx.update("""
                UPDATE tenant
                   SET name = :name, slug = :slug, locale = :locale, time_zone = :timeZone, state = :state,
                       requests_per_minute = :requests::int, messages_per_day = :messages::int,
                       devices = :devices::int, second_factor_required = :secondFactor
                 WHERE id = :id
                """)
                .bind("id", before.id())
                .bind("name", change.name().orElse(before.name()))
                .bind("slug", change.slug().map(Slug::value).orElse(before.slug()))
                .bind("locale", change.locale().orElse(before.locale()))
                .bind("timeZone", change.timeZone().orElse(before.timeZone()).getId())
                .bind("secondFactor", change.secondFactorRequired().orElse(before.secondFactorRequired()))
                .bind("state", change.suspended().orElse(before.suspended()) ? "suspended" : "active");
        bound(update, change.limits().appliedTo(before.limits())).execute();
    }

    private static Update bound(Update statement, TenantLimits limits) {
        return statement
                .bind("requests", limits.requestsPerMinute().orElse(null))
                .bind("messages", limits.messagesPerDay().orElse(null))
                .bind("devices", limits.devices().orElse(null));
    }

    private static ObjectNode named(String name) {
        return Json.object().put("name", name);
    }

    private static String suspension(boolean suspended) {
        return suspended ? "tenant.suspended" : "tenant.resumed";
    }

    private static ObjectNode told(TenantChange change) {
        List<String> fields = new ArrayList<>();
        change.name().ifPresent(_ -> fields.add("name"));
        change.slug().ifPresent(_ -> fields.add("slug"));
        change.locale().ifPresent(_ -> fields.add("locale"));
        change.timeZone().ifPresent(_ -> fields.add("timeZone"));
        change.suspended().ifPresent(_ -> fields.add("state"));
        ObjectNode told = Json.object();
        change.secondFactorRequired().ifPresent(required -> told.put("secondFactorRequired", required));
        fields.forEach(told.putArray("changed")::add);
        change.limits().requestsPerMinute().ifPresent(value -> told.put("requestsPerMinute", value.orElse(null)));
        change.limits().messagesPerDay().ifPresent(value -> told.put("messagesPerDay", value.orElse(null)));
        change.limits().devices().ifPresent(value -> told.put("devices", value.orElse(null)));
        return told;
    }
}
