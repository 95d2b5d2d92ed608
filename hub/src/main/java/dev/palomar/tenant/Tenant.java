package dev.palomar.tenant;

import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A company on this hub.
public record Tenant(
        TenantId id,
        String name,
        String slug,
        String locale,
        ZoneId timeZone,
        TenantLimits limits,
        Optional<MetaAppFacts> metaApp,
        boolean suspended,
        Instant createdAt) {

    /// What may be shown of the tenant's own Meta app.
    public record MetaAppFacts(String appId, boolean appSecretSet, boolean verifyTokenSet) {}
}
