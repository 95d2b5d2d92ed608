package dev.palomar.api.auth;

import dev.palomar.tenant.Role;
import dev.palomar.tenant.Scope;
import java.util.Set;

/// Who may use a route. The same is said in openapi.yaml (`security`, `x-scopes`, `x-roles`); a test compares.
public sealed interface Access {

    /// Everybody, without credentials. `limited` counts the calls of each address, for what could be guessed or
    /// flooded.
    record Everybody(boolean limited) implements Access {}

    /// People who are logged in, in no particular tenant. Keys are refused.
    record Persons() implements Access {}

    /// Superadmins, and keys with the scope; no tenant is meant.
    record Platform(Scope scope) implements Access {}

    /// People with one of the roles in the tenant that is meant, and keys of the tenant with the scope.
    record OfTenant(Scope scope, Set<Role> roles) implements Access {}

    /// As [OfTenant], for keys with any of the scopes: which one it takes is known to the route alone, and asked for
    /// there.
    record OfTenantWithOneOf(Set<Scope> scopes, Set<Role> roles) implements Access {

        public OfTenantWithOneOf {
            scopes = Set.copyOf(scopes);
            roles = Set.copyOf(roles);
        }
    }

    /// As [OfTenant], or without credentials, when the route itself checks something else that was presented, such as
    /// the signature of a link. `Call.tenant()` is empty then.
    record OfTenantOrSigned(Scope scope, Set<Role> roles) implements Access {}

    /// Open to everybody and never limited: health, documents, Meta's calls.
    static Access everybody() {
        return new Everybody(false);
    }

    /// Open to everybody, limited per network address.
    static Access strangers() {
        return new Everybody(true);
    }

    static Access persons() {
        return new Persons();
    }

    static Access platform() {
        return new Platform(Scope.TENANTS_MANAGE);
    }

    /// Everybody in the tenant, and keys with `scope`.
    static Access everyRole(Scope scope) {
        return new OfTenant(scope, Set.of(Role.SUPERADMIN, Role.TENANT_ADMIN, Role.AGENT));
    }

    /// Everybody in the tenant, and keys with one of `scopes`; the route looks which.
    static Access everyRole(Set<Scope> scopes) {
        return new OfTenantWithOneOf(scopes, Set.of(Role.SUPERADMIN, Role.TENANT_ADMIN, Role.AGENT));
    }

    /// Administrators, and keys with `scope`.
    static Access administrators(Scope scope) {
        return new OfTenant(scope, Set.of(Role.SUPERADMIN, Role.TENANT_ADMIN));
    }

    /// Everybody in the tenant, keys with `scope`, and whoever presents what the route itself checks.
    static Access everyRoleOrSigned(Scope scope) {
        return new OfTenantOrSigned(scope, Set.of(Role.SUPERADMIN, Role.TENANT_ADMIN, Role.AGENT));
    }
}
