package dev.palomar.tenant;

import dev.palomar.model.Secret;
import java.util.Optional;

/// A tenant's own Meta app, for tenants that do not use the platform's. In a change, an empty secret keeps the one
/// that is stored.
public record MetaApp(String appId, Optional<Secret> appSecret, Optional<Secret> verifyToken) {}
