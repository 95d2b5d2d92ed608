package dev.palomar.tenant;

import java.util.Optional;

/// What a person is in a tenant. `SUPERADMIN` is one on the whole platform and therefore in every tenant.
public enum Role {
    SUPERADMIN("superadmin"),
    TENANT_ADMIN("tenantAdmin"),
    /// Reads conversations and sends; no configuration, no secrets.
    AGENT("agent");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /// As the API and the database write it.
    public String word() {
        return word;
    }

    public static Optional<Role> read(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
