package dev.palomar.tenant.people;

import dev.palomar.model.id.PersonId;
import dev.palomar.tenant.audit.Author;
import java.util.Optional;

/// Who changes something about people. `person` is empty for a program, which has power over its own tenant only.
public record Administrator(Author author, boolean superadmin, Optional<PersonId> person) {}
