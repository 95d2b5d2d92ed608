package dev.palomar.connection;

import java.net.URI;
import java.util.Optional;

/// What Embedded Signup needs to know.
///
/// @param dialog         scheme, host and port of Meta's dialog
/// @param version        of the Graph API, such as `v25.0`
/// @param appId          the platform's Meta app
/// @param configuration  of "Facebook Login for Business", by its id; without one the permissions are asked for
///                       by name
/// @param hub            where this hub is reached from outside
public record SignupSettings(URI dialog, String version, String appId, Optional<String> configuration, URI hub) {

    /// Where Meta sends the person back to; must be entered in the app, letter by letter.
    URI back() {
        return URI.create(hub + "/oauth/meta/callback");
    }

    /// Where a link leads that is passed on to somebody.
    URI start(String state) {
        return URI.create(hub + "/oauth/meta/start?state=" + state);
    }
}
