package dev.palomar.tenant;

import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.time.ZoneId;

/// A company on this hub. `secondFactorRequired`: people without one are kept out of it.
public record Tenant(
        TenantId id,
        String name,
        String slug,
        String locale,
        ZoneId timeZone,
        TenantLimits limits,
        boolean suspended,
        boolean secondFactorRequired,
        Instant createdAt) {}
