package dev.palomar.tenant.people;

import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Role;

/// A tenant that a person may enter, and as what. `secondFactorRequired`: not without one. `own`: they
/// belong to it; a superadmin may enter others, too. `inhabited`: it has an administrator of its own, so
/// that the platform's people visit it for a reason.
public record Membership(
        TenantId tenant,
        String name,
        String slug,
        Role role,
        String locale,
        String timeZone,
        boolean suspended,
        boolean secondFactorRequired,
        boolean own,
        boolean inhabited) {}
