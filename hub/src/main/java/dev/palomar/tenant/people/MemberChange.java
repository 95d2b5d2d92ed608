package dev.palomar.tenant.people;

import dev.palomar.tenant.Role;
import java.util.Optional;

/// What is to change; empty stays as it is.
public record MemberChange(Optional<String> name, Optional<Role> role, Optional<Boolean> disabled) {}
