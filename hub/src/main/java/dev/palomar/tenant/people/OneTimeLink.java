package dev.palomar.tenant.people;

import dev.palomar.model.Secret;
import java.time.Instant;

/// What a person needs to come in without a password, once. `invitation`: for the first time.
public record OneTimeLink(Secret token, Instant expiresAt, boolean invitation) {

    static final String INVITATION_PAGE = "/invitation";
    static final String PASSWORD_PAGE = "/new-password";

    /// Where in the panel the token is taken.
    public String page() {
        return invitation ? INVITATION_PAGE : PASSWORD_PAGE;
    }
}
