package dev.palomar.device;

import dev.palomar.database.Database;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.TenantId;
import java.util.List;

/// Which transport a tenant prefers for sending when it has both.
public final class SendingMode {

    private final Database database;

    public SendingMode(Database database) {
        this.database = database;
    }

    public TransportKind preferred(TenantId tenant) {
        return database.tenant(
                tenant,
                tx -> tx.query("SELECT preferred_transport FROM tenant WHERE id = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(String.class)
                        .findOne()
                        .flatMap(TransportKind::read)
                        .orElseThrow(() -> new Rejection.NotFound("tenant")));
    }

    /// Those of which the tenant has a device.
    public List<TransportKind> available(TenantId tenant) {
        return database.tenant(
                tenant,
                tx -> tx
                        .query("SELECT DISTINCT transport FROM device WHERE tenant_id = :tenant ORDER BY transport")
                        .bind("tenant", tenant)
                        .mapTo(String.class)
                        .list()
                        .stream()
                        .flatMap(word -> TransportKind.read(word).stream())
                        .toList());
    }

    /// Throws [Rejection.Conflict] when the tenant has no device of that kind: nothing could be sent then.
    public void prefer(TenantId tenant, TransportKind kind) {
        if (!available(tenant).contains(kind)) {
            throw new Rejection.Conflict("wrong-state", "The tenant has no device of the kind " + kind + ".");
        }
        database.tenant(
                tenant,
                tx -> tx.update("UPDATE tenant SET preferred_transport = :kind WHERE id = :tenant")
                        .bind("kind", kind.name())
                        .bind("tenant", tenant)
                        .execute());
    }
}
