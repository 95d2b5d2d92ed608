package dev.palomar.tenant.visit;

import dev.palomar.model.id.TenantId;
import dev.palomar.model.id.VisitId;
import java.time.Instant;

/// A superadmin's stay in a company, good for the session in which it began.
public record Visit(VisitId id, TenantId tenant, String reason, Instant startedAt, Instant endsAt) {

    public boolean isOpen(Instant now) {
        return now.isBefore(endsAt);
    }
}
