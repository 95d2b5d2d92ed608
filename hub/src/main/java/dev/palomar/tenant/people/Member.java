package dev.palomar.tenant.people;

import dev.palomar.model.id.PersonId;
import dev.palomar.tenant.Role;
import java.time.Instant;
import java.util.Optional;

/// A person as one tenant sees them. `createdAt` is when they became a member.
public record Member(
        PersonId id,
        EmailAddress email,
        String name,
        Role role,
        State state,
        Optional<Instant> lastLoginAt,
        Instant createdAt,
        boolean secondFactor) {

    /// Whether they can come in.
    public enum State {
        ACTIVE("active"),
        /// Has not chosen a password yet.
        INVITED("invited"),
        DISABLED("disabled");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
