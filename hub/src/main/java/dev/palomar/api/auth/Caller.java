package dev.palomar.api.auth;

import dev.palomar.model.event.Actor;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.PersonId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.key.ApiKey;
import dev.palomar.tenant.people.Standing;
import java.util.Optional;
import java.util.Set;

/// Who is calling.
public sealed interface Caller {

    /// Somebody without credentials, where none are needed.
    record Anybody() implements Caller {}

    /// A person who is logged in.
    record Human(Standing standing) implements Caller {}

    /// A program with a key.
    record Program(ApiKey key) implements Caller {}

    /// As log lines and limits name them: `usr_…`, `key_…` or `-`.
    default String label() {
        return switch (this) {
            case Anybody _ -> "-";
            case Human(Standing standing) -> standing.person().id().text();
            case Program(ApiKey key) -> key.id().text();
        };
    }

    /// As the audit log names them.
    default Author author() {
        return switch (this) {
            case Anybody _ -> Author.SYSTEM;
            case Human(Standing standing) ->
                Author.person(standing.person().id(), standing.person().name());
            case Program(ApiKey key) -> Author.program(key.id(), key.name());
        };
    }

    /// As conversations name them. Throws when nobody in particular calls.
    default Actor actor() {
        return switch (this) {
            case Anybody _ -> throw new IllegalStateException("a route without a caller");
            case Human(Standing standing) ->
                Actor.person(standing.person().id(), standing.person().name());
            case Program(ApiKey key) -> Actor.program(key.id(), key.name());
        };
    }

    default Optional<PersonId> person() {
        return this instanceof Human(Standing standing)
                ? Optional.of(standing.person().id())
                : Optional.empty();
    }

    /// Whether a person of the platform is calling. A key never is, whatever its scopes.
    default boolean superadmin() {
        return this instanceof Human(Standing standing) && standing.person().superadmin();
    }

    /// The devices this caller is limited to; empty means all of the tenant.
    default Optional<Set<DeviceId>> devices() {
        return this instanceof Program(ApiKey key) ? key.devices() : Optional.empty();
    }

    /// Whether this caller could do what needs `scope`. People have roles instead, which the route checks.
    default boolean has(Scope scope) {
        return switch (this) {
            case Anybody _ -> false;
            case Human(Standing standing) ->
                scope != Scope.TENANTS_MANAGE || standing.person().superadmin();
            case Program(ApiKey key) -> key.scopes().contains(scope);
        };
    }
}
