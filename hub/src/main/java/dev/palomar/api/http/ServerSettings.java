package dev.palomar.api.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// How the hub listens.
///
/// @param host the address to listen on
/// @param port 0 takes any that is free
/// @param publicUrl how people and programs reach this hub; with https, cookies are `Secure`
/// @param corsOrigins pages of other hosts that may call the API; none by default
/// @param trustForwarded whether a proxy in front sets `X-Forwarded-For`
/// @param uploads where files wait while they are being sent
/// @param drain how long a stop waits for calls that are under way
public record ServerSettings(
        String host,
        int port,
        URI publicUrl,
        Set<String> corsOrigins,
        boolean trustForwarded,
        Path uploads,
        Duration drain) {

    public ServerSettings {
        corsOrigins = Set.copyOf(corsOrigins);
    }

    public boolean https() {
        return "https".equals(publicUrl.getScheme());
    }
}
