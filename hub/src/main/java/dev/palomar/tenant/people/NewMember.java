package dev.palomar.tenant.people;

import dev.palomar.model.Secret;
import dev.palomar.tenant.Role;
import java.util.Optional;

/// Somebody who is to join a tenant. Without a password they get an invitation.
public record NewMember(EmailAddress email, String name, Role role, Optional<Secret> password) {}
