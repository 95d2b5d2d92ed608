package dev.palomar.api.auth;

import java.util.List;
import java.util.Optional;

/// What a request says about its caller, as it was sent.
///
/// @param authorization the `Authorization` header
/// @param apiKey the `X-Api-Key` header
/// @param tenants every `X-Tenant-Id` and `X-Empresa-Id`
public record Credentials(Optional<String> authorization, Optional<String> apiKey, List<String> tenants) {

    public Credentials {
        tenants = List.copyOf(tenants);
    }

    /// Whether there is anything to be checked.
    public boolean present() {
        return authorization.isPresent() || apiKey.isPresent();
    }
}
