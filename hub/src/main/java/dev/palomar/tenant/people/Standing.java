package dev.palomar.tenant.people;

import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.visit.Visit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Somebody who is logged in, and where they may go. For a superadmin, `memberships` are the tenants of the platform,
/// 200 at most; they may enter the others, too. `secondFactor`: whether
/// their logins ask for one. `visits`: those that are open in this session.
public record Standing(
        Person person, UUID session, List<Membership> memberships, boolean secondFactor, List<Visit> visits) {

    public Standing {
        memberships = List.copyOf(memberships);
        visits = List.copyOf(visits);
    }

    /// The visit under which the person is in a tenant that is not theirs.
    public Optional<Visit> visit(TenantId tenant) {
        return visits.stream().filter(visit -> visit.tenant().equals(tenant)).findFirst();
    }
}
