package dev.palomar.tenant.people;

import java.util.List;
import java.util.UUID;

/// Somebody who is logged in, and where they may go. For a superadmin, `memberships` are the tenants of the platform,
/// 200 at most; they may enter the others, too. `secondFactor`: whether
/// their logins ask for one.
public record Standing(Person person, UUID session, List<Membership> memberships, boolean secondFactor) {

    public Standing {
        memberships = List.copyOf(memberships);
    }
}
