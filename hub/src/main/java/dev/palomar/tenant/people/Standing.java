package dev.palomar.tenant.people;

import java.util.List;
import java.util.UUID;

/// Somebody who is logged in, and where they may go. For a superadmin, `memberships` are the tenants of the platform,
/// 200 at most; they may enter the others, too.
public record Standing(Person person, UUID session, List<Membership> memberships) {

    public Standing {
        memberships = List.copyOf(memberships);
    }
}
