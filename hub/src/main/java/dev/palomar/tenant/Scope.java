package dev.palomar.tenant;

import java.util.Optional;

/// What an API key may do.
public enum Scope {
    MESSAGES_SEND("messages:send"),
    MESSAGES_READ("messages:read"),
    CONVERSATIONS_READ("conversations:read"),
    CONVERSATIONS_MANAGE("conversations:manage"),
    DEVICES_READ("devices:read"),
    DEVICES_MANAGE("devices:manage"),
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_MANAGE("webhooks:manage"),
    USERS_MANAGE("users:manage"),
    KEYS_MANAGE("keys:manage"),
    /// Reaches beyond the key's tenant: only a superadmin can give it.
    TENANTS_MANAGE("tenants:manage"),
    TEMPLATES_READ("templates:read"),
    TEMPLATES_MANAGE("templates:manage"),
    MEDIA_READ("media:read"),
    MEDIA_WRITE("media:write"),
    EVENTS_READ("events:read"),
    STATS_READ("stats:read"),
    AUDIT_READ("audit:read"),
    AGENT_READ("agent:read"),
    AGENT_MANAGE("agent:manage"),
    CONTACTS_READ("contacts:read"),
    CONTACTS_MANAGE("contacts:manage"),
    PRIVACY_MANAGE("privacy:manage"),
    LOGS_READ("logs:read"),
    ALERTS_READ("alerts:read"),
    ALERTS_MANAGE("alerts:manage"),
    SETTINGS_MANAGE("settings:manage");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    /// As the API and the database write it.
    public String word() {
        return word;
    }

    public static Optional<Scope> read(String word) {
        for (Scope scope : values()) {
            if (scope.word.equals(word)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
