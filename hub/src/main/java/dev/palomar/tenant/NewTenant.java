package dev.palomar.tenant;

import java.time.ZoneId;

/// A tenant to be created.
public record NewTenant(String name, Slug slug, String locale, ZoneId timeZone, TenantLimits limits) {}
