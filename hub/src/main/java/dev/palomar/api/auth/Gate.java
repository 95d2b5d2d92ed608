package dev.palomar.api.auth;

import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Role;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.Tenants;
import dev.palomar.tenant.key.ApiKey;
import dev.palomar.tenant.key.ApiKeys;
import dev.palomar.tenant.people.Logins;
import dev.palomar.tenant.people.Membership;
import dev.palomar.tenant.people.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds out who is calling and whether they may. Nothing in a request can name a tenant against the credentials: a
/// key has its tenant, a person those of their memberships.
public final class Gate {

    private static final String KEY_PREFIX = "pal_";
    private static final String BEARER = "bearer ";

    private final Logins logins;
    private final ApiKeys keys;
    private final Tenants tenants;

    public Gate(Logins logins, ApiKeys keys, Tenants tenants) {
        this.logins = logins;
        this.keys = keys;
        this.tenants = tenants;
    }

    /// Who is calling. Throws when the route needs credentials and there are none, and when those there are do not
    /// hold, whether they are needed or not; open routes do not look at them.
    public Caller identify(Credentials credentials, Access access) {
        return switch (access) {
            case Access.Everybody _ -> new Caller.Anybody();
            case Access.OfTenantOrSigned _ -> credentials.present() ? identified(credentials) : new Caller.Anybody();
            case Access.Persons _, Access.Platform _, Access.OfTenant _, Access.OfTenantWithOneOf _ ->
                identified(credentials);
        };
    }

    /// The tenant whose limits count for this caller: that of the key, or the one that the person names or has alone.
    public Optional<Tenants.Standing> limitedBy(Caller caller, Credentials credentials) {
        Optional<TenantId> tenant = switch (caller) {
            case Caller.Anybody _ -> Optional.empty();
            case Caller.Program(ApiKey key) -> Optional.of(key.tenant());
            case Caller.Human(Standing standing) ->
                standing.memberships().stream()
                        .map(Membership::tenant)
                        .filter(id -> credentials.tenants().isEmpty()
                                ? standing.memberships().size() == 1
                                : credentials.tenants().contains(id.text()))
                        .findFirst();
        };
        return tenant.flatMap(tenants::standing);
    }

    /// Whether `caller` may use a route, and for which tenant.
    public Admission admit(Caller caller, Credentials credentials, Access access) {
        return switch (access) {
            case Access.Everybody _ -> Admission.withoutTenant(caller);
            case Access.Persons _ -> persons(caller);
            case Access.Platform(Scope scope) -> platform(caller, scope, credentials);
            case Access.OfTenant(Scope scope, Set<Role> roles) -> ofTenant(caller, credentials, Set.of(scope), roles);
            case Access.OfTenantWithOneOf(Set<Scope> scopes, Set<Role> roles) ->
                ofTenant(caller, credentials, scopes, roles);
            case Access.OfTenantOrSigned(Scope scope, Set<Role> roles) ->
                caller instanceof Caller.Anybody
                        ? Admission.withoutTenant(caller)
                        : ofTenant(caller, credentials, Set.of(scope), roles);
        };
    }

    private Caller identified(Credentials credentials) {
        Optional<Caller> byKey = credentials.apiKey().map(text -> program(new Secret(text.strip())));
        Optional<Caller> byAuthorization = credentials.authorization().map(this::bearer);
        if (byKey.isPresent()
                && byAuthorization.isPresent()
                && !byKey.get().label().equals(byAuthorization.get().label())) {
            throw new Rejection.Unauthenticated(
                    "X-Api-Key and Authorization name two different callers. Send one of them.");
        }
        return byKey.or(() -> byAuthorization)
                .orElseThrow(() -> new Rejection.Unauthenticated(
                        "Send an API key in X-Api-Key, or an access token in Authorization: Bearer …"));
    }

    private Caller bearer(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new Rejection.Unauthenticated("Authorization must be of the form Bearer <token>.");
        }
        Secret token = new Secret(header.substring(BEARER.length()).strip());
        if (token.reveal().startsWith(KEY_PREFIX)) {
            return program(token);
        }
        return logins.standing(token)
                .map(Caller.Human::new)
                .orElseThrow(() -> new Rejection.Unauthenticated("The access token is not valid (any more)."));
    }

    private Caller program(Secret text) {
        if (!ApiKeys.isWellFormed(text)) {
            throw new Rejection.Unauthenticated(
                    "This is not an API key: its checksum does not fit. Was it copied completely?");
        }
        return keys.find(text)
                .map(Caller.Program::new)
                .orElseThrow(() -> new Rejection.Unauthenticated("The API key is not valid (any more)."));
    }

    private static Admission persons(Caller caller) {
        return switch (caller) {
            case Caller.Human _ -> Admission.withoutTenant(caller);
            case Caller.Program _, Caller.Anybody _ ->
                throw new Rejection.Forbidden("This is for people who are logged in, not for API keys.");
        };
    }

    private Admission platform(Caller caller, Scope scope, Credentials credentials) {
        return switch (caller) {
            case Caller.Anybody _ -> throw new Rejection.Forbidden("This is for administrators of the platform.");
            case Caller.Human(Standing standing) -> {
                if (!standing.person().superadmin()) {
                    throw new Rejection.Forbidden("This needs the role superadmin.");
                }
                yield new Admission(caller, Optional.empty(), Optional.of(Role.SUPERADMIN));
            }
            case Caller.Program(ApiKey key) -> {
                mustMatch(key, credentials);
                mustHave(key, scope);
                mustWork(standing(key.tenant()));
                yield Admission.withoutTenant(caller);
            }
        };
    }

    private Admission ofTenant(Caller caller, Credentials credentials, Set<Scope> scopes, Set<Role> roles) {
        return switch (caller) {
            case Caller.Anybody _ -> throw new Rejection.Unauthenticated("Credentials are missing.");
            case Caller.Program(ApiKey key) -> {
                mustMatch(key, credentials);
                mustWork(standing(key.tenant()));
                mustHaveOneOf(key, scopes);
                yield new Admission(caller, Optional.of(key.tenant()), Optional.empty());
            }
            case Caller.Human(Standing standing) -> {
                Admission admission = person(caller, standing, credentials);
                Role role = admission.role().orElseThrow();
                if (!roles.contains(role)) {
                    throw new Rejection.Forbidden(
                            "This needs the role " + words(roles) + "; you are " + role.word() + ".");
                }
                yield admission;
            }
        };
    }

    private Admission person(Caller caller, Standing standing, Credentials credentials) {
        List<Membership> memberships = standing.memberships();
        if (credentials.tenants().isEmpty()) {
            if (memberships.isEmpty() && !standing.person().superadmin()) {
                throw new Rejection.Forbidden("You do not belong to any tenant (any more).");
            }
            if (memberships.size() != 1) {
                throw new Rejection.InvalidValue(
                        "tenant-required", List.of(new Rejection.Fault("X-Tenant-Id", "say which tenant you mean")));
            }
            return member(caller, standing, memberships.getFirst());
        }
        TenantId named = named(credentials);
        Optional<Membership> membership =
                memberships.stream().filter(one -> one.tenant().equals(named)).findFirst();
        if (membership.isPresent()) {
            return member(caller, standing, membership.get());
        }
        if (standing.person().superadmin() && tenants.standing(named).isPresent()) {
            mustHaveSecondFactor(standing, standing(named));
            return new Admission(caller, Optional.of(named), Optional.of(Role.SUPERADMIN));
        }
        throw mismatch();
    }

    private Admission member(Caller caller, Standing person, Membership membership) {
        Tenants.Standing tenant = standing(membership.tenant());
        if (membership.role() != Role.SUPERADMIN) {
            mustWork(tenant);
        }
        mustHaveSecondFactor(person, tenant);
        return new Admission(caller, Optional.of(membership.tenant()), Optional.of(membership.role()));
    }

    private Tenants.Standing standing(TenantId tenant) {
        return tenants.standing(tenant).orElseThrow(Gate::mismatch);
    }

    private static TenantId named(Credentials credentials) {
        Set<String> all = Set.copyOf(credentials.tenants());
        if (all.size() > 1) {
            throw mismatch();
        }
        return TenantId.read(all.iterator().next()).orElseThrow(Gate::mismatch);
    }

    private static void mustMatch(ApiKey key, Credentials credentials) {
        boolean other = credentials.tenants().stream()
                .anyMatch(text -> !text.equals(key.tenant().text()));
        if (other) {
            throw mismatch();
        }
    }

    private static void mustHave(ApiKey key, Scope scope) {
        mustHaveOneOf(key, Set.of(scope));
    }

    private static void mustHaveOneOf(ApiKey key, Set<Scope> scopes) {
        if (scopes.stream().noneMatch(key.scopes()::contains)) {
            throw new Rejection.Forbidden("This needs an API key with the scope "
                    + scopes.stream().map(Scope::word).sorted().collect(Collectors.joining(" or ")) + ".");
        }
    }

    private static void mustWork(Tenants.Standing tenant) {
        if (tenant.suspended()) {
            throw new Rejection.Forbidden("tenant-suspended", "The tenant is suspended. Ask whoever runs this hub.");
        }
    }

    private static void mustHaveSecondFactor(Standing person, Tenants.Standing tenant) {
        if (tenant.secondFactorRequired() && !person.secondFactor()) {
            throw new Rejection.Forbidden(
                    "second-factor-missing",
                    "This tenant wants a second factor of everybody. Switch yours on: POST /v1/auth/second-factor.");
        }
    }

    private static Rejection.Forbidden mismatch() {
        return new Rejection.Forbidden("tenant-mismatch", "X-Tenant-Id does not name a tenant of these credentials.");
    }

    private static String words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).collect(Collectors.joining(" or "));
    }
}
