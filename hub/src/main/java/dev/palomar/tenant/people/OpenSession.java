package dev.palomar.tenant.people;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A login that has not ended. `seenAt` is when it was last renewed: within ten minutes of its last use.
public record OpenSession(
        UUID id, Instant startedAt, Instant seenAt, Optional<String> address, Optional<String> browser) {}
