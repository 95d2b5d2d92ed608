package dev.palomar.alert;

import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.AlertId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Reads alerts, and notes who looks after them.
public final class Alerts {

    /// Which are wanted. Empty means all.
    ///
    /// @param devices  those the caller may see; alerts about no device are told to nobody who is limited to some
    public record Filter(
            Optional<Boolean> open,
            Optional<AlertKind> kind,
            Optional<DeviceId> device,
            Optional<Set<DeviceId>> devices) {}

    private final Database database;
    private final InstantSource clock;

    public Alerts(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Newest first. `tenant` may be [Platform#NOBODY].
    public Page<Alert> list(TenantId tenant, Filter filter, Optional<UUID> before, int limit) {
        List<Alert> alerts = database.tenant(
                tenant,
                tx -> tx.query("""
                SELECT * FROM alert
                 WHERE tenant_id = :tenant
                   AND (:before::uuid IS NULL OR id < :before::uuid)
                   AND (:open::boolean IS NULL OR (closed_at IS NULL) = :open::boolean)
                   AND (:kind::text IS NULL OR kind = :kind)
                   AND (:device::uuid IS NULL OR device_id = :device::uuid)
                   AND (:devices::uuid[] IS NULL OR device_id = ANY (:devices::uuid[]))
                 ORDER BY id DESC
                 LIMIT :limit
                """)
                        .bind("tenant", tenant)
                        .bind("before", before.orElse(null))
                        .bind("open", filter.open().orElse(null))
                        .bind("kind", filter.kind().map(AlertKind::word).orElse(null))
                        .bind("device", filter.device().map(DeviceId::value).orElse(null))
                        .bind("devices", filter.devices().map(Tx::uuids).orElse(null))
                        .bind("limit", limit + 1)
                        .map((row, _) -> AlertRows.read(row))
                        .list());
        return Page.of(alerts, limit, Alert::id);
    }

    /// In which language the tenant is addressed.
    public String locale(TenantId tenant) {
        return database.tenant(
                tenant,
                tx -> tx.query("SELECT locale FROM tenant WHERE id = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(String.class)
                        .findOne()
                        .orElse("es"));
    }

    /// Whoever was first stays named. A mail that was to tell of it is not sent any more; the one about its end is.
    /// Throws [Rejection.NotFound] when there is no such alert, or it is about another device than `devices`.
    public Alert acknowledge(TenantId tenant, AlertId id, ObjectNode by, Optional<Set<DeviceId>> devices) {
        return database.tenant(
                        tenant,
                        tx -> tx.query("""
                UPDATE alert
                   SET acknowledged_at = coalesce(acknowledged_at, :now),
                       acknowledged_by = coalesce(acknowledged_by, :by),
                       told = CASE WHEN closed_at IS NULL THEN 'opened' ELSE told END,
                       mail_at = CASE WHEN closed_at IS NULL THEN NULL ELSE mail_at END
                 WHERE tenant_id = :tenant AND id = :id
                   AND (:devices::uuid[] IS NULL OR device_id = ANY (:devices::uuid[]))
                RETURNING *
                """)
                                .bind("tenant", tenant)
                                .bind("id", id)
                                .bind("by", Json.text(by))
                                .bind("now", Timestamp.from(clock.instant()))
                                .bind("devices", devices.map(Tx::uuids).orElse(null))
                                .map((row, _) -> AlertRows.read(row))
                                .findOne())
                .orElseThrow(() -> new Rejection.NotFound("alert"));
    }
}
