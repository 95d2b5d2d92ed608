package dev.palomar.transport.cloud;

import java.net.URI;
import java.time.Duration;

/// Where and how Meta's Graph API is called.
///
/// @param base          scheme, host and port, without a version
/// @param version       such as `v25.0`
/// @param callTimeout   for a call as a whole, from the name look-up to the last byte of the answer
/// @param fileTimeout   the same, for calls that carry a file
/// @param secretProof   whether numbers of the platform's app send `appsecret_proof`; needed when the app requires it,
///                      and wrong when a number's token is another app's. Numbers with an app secret of their own
///                      always send it
public record GraphSettings(URI base, String version, Duration callTimeout, Duration fileTimeout, boolean secretProof) {

    public static final GraphSettings META = new GraphSettings(
            URI.create("https://graph.facebook.com"), "v25.0", Duration.ofSeconds(30), Duration.ofMinutes(5), false);

    public GraphSettings {
        if (!"https".equals(base.getScheme()) && !"http".equals(base.getScheme())) {
            throw new IllegalArgumentException("expected an http or https address");
        }
        if (!version.matches("v\\d+\\.\\d+")) {
            throw new IllegalArgumentException("expected a version such as v25.0");
        }
    }

    /// The same for a Graph API at another address, such as the sandbox.
    public GraphSettings at(URI address) {
        return new GraphSettings(address, version, callTimeout, fileTimeout, secretProof);
    }
}
