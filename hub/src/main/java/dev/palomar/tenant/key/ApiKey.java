package dev.palomar.tenant.key;

import dev.palomar.model.id.ApiKeyId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A program's key, without its secret. Without devices it may use all of them.
public record ApiKey(
        TenantId tenant,
        ApiKeyId id,
        String name,
        Set<Scope> scopes,
        Optional<Set<DeviceId>> devices,
        Optional<PersonId> createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt) {

    /// The part of the key that is not secret, to recognise it by.
    public String hint() {
        return KeyText.hint(id);
    }

    /// `active`, `expired` or `revoked`.
    public String state(Instant now) {
        if (revokedAt.isPresent()) {
            return "revoked";
        }
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent() ? "expired" : "active";
    }
}
