package dev.palomar.tenant.people;

import dev.palomar.model.Secret;
import java.time.Instant;

/// What a person needs to come in without a password, once.
public record OneTimeLink(Secret token, Instant expiresAt) {}
