package dev.palomar.tenant.key;

import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.PersonId;
import dev.palomar.tenant.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A key to be made.
public record NewKey(
        String name,
        Set<Scope> scopes,
        Optional<Set<DeviceId>> devices,
        Optional<Instant> expiresAt,
        Optional<PersonId> createdBy) {}
