package dev.palomar.tenant;

import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.time.ZoneId;

/// A company on this hub.
public record Tenant(
        TenantId id,
        String name,
        String slug,
        String locale,
        ZoneId timeZone,
        TenantLimits limits,
        boolean suspended,
        Instant createdAt) {}
