package dev.palomar.tenant.people;

import dev.palomar.model.id.PersonId;

/// Somebody who can log in. A superadmin administers the platform and may enter any tenant.
public record Person(PersonId id, EmailAddress email, String name, boolean superadmin) {}
