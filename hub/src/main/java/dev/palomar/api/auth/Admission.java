package dev.palomar.api.auth;

import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Role;
import java.util.Optional;

/// Somebody who may use a route: who, for which tenant, and as what. A program has no role.
public record Admission(Caller caller, Optional<TenantId> tenant, Optional<Role> role) {

    static Admission withoutTenant(Caller caller) {
        return new Admission(caller, Optional.empty(), Optional.empty());
    }
}
