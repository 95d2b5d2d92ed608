package dev.palomar.agent.setup;

import dev.palomar.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What the operator sets for all tenants.
///
/// @param key      the platform's own; tenants without one of theirs use it
/// @param model    used where a tenant names none
/// @param timeout  for one call
public record AgentSettings(
        URI base, Optional<Secret> key, String model, int maxTokens, Duration timeout, Prices prices) {}
