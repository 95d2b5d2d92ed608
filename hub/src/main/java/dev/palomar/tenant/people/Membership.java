package dev.palomar.tenant.people;

import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Role;

/// A tenant that a person may enter, and as what. `secondFactorRequired`: not without one.
public record Membership(
        TenantId tenant,
        String name,
        String slug,
        Role role,
        String locale,
        String timeZone,
        boolean suspended,
        boolean secondFactorRequired) {}
