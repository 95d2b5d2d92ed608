package dev.palomar.connection;

import dev.palomar.model.Secret;
import dev.palomar.transport.cloud.CloudSignup;
import java.net.URI;
import java.util.Optional;

/// What Embedded Signup needs to know.
///
/// @param dialog         scheme, host and port of Meta's dialog
/// @param version        of the Graph API, such as `v25.0`
/// @param appId          the platform's Meta app
/// @param configuration  of "Facebook Login for Business", by its id; without one the permissions are asked for
///                       by name
/// @param verifyToken    by which Meta's question is recognised at the platform's address for webhooks
/// @param hub            where this hub is reached from outside
public record SignupSettings(
        URI dialog,
        String version,
        String appId,
        Optional<String> configuration,
        URI hub,
        Optional<Secret> verifyToken) {

    /// Where Meta sends the person back to; must be entered in the app, letter by letter.
    URI back() {
        return URI.create(hub + "/oauth/meta/callback");
    }

    /// Where Meta delivers; empty while the hub could not answer Meta's question.
    Optional<CloudSignup.Callback> webhooks() {
        return verifyToken.map(word -> new CloudSignup.Callback(URI.create(hub + "/webhooks/meta/whatsapp"), word));
    }

    /// Where a link leads that is passed on to somebody.
    URI start(String state) {
        return URI.create(hub + "/oauth/meta/start?state=" + state);
    }
}
