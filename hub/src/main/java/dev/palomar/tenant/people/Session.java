package dev.palomar.tenant.people;

import dev.palomar.model.Secret;
import java.time.Duration;

/// What somebody who logs in, or goes on, is given. Both tokens are shown here and never again; the refresh token is
/// good for one use.
public record Session(
        Secret accessToken, Duration accessLives, Secret refreshToken, Duration refreshLives, Standing standing) {}
