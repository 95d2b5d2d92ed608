package dev.palomar.sandbox.network;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// An access token: for whom it speaks, and until when.
///
/// @param accounts ids of the business accounts it reaches; empty for an app's own token
/// @param scopes what it may do; empty for an app's own token
/// @param expiresAt empty for a token that never ends
public record Token(
        String value,
        String appId,
        Kind kind,
        Set<String> accounts,
        Set<String> scopes,
        Instant issuedAt,
        Optional<Instant> expiresAt,
        boolean revoked) {

    /// What WhatsApp needs.
    public static final Set<String> ALL =
            Set.of("whatsapp_business_management", "whatsapp_business_messaging", "public_profile");

    /// What stands behind a token.
    public enum Kind {
        SYSTEM_USER,
        APP
    }

    public boolean expired(Instant now) {
        return expiresAt.filter(at -> !at.isAfter(now)).isPresent();
    }

    public Token expiring(Optional<Instant> at) {
        return new Token(value, appId, kind, accounts, scopes, issuedAt, at, revoked);
    }

    public Token revoked(boolean now) {
        return new Token(value, appId, kind, accounts, scopes, issuedAt, expiresAt, now);
    }
}
