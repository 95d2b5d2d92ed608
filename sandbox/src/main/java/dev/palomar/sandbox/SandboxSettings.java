package dev.palomar.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that can be set from outside, read once at start.
///
/// @param port 0 takes any free one
/// @param seed of all chance; empty for a new one at every start
/// @param tls empty when only plain HTTP is wanted
public record SandboxSettings(String host, int port, Optional<Long> seed, Optional<Tls> tls) {

    /// A second listener with HTTPS.
    ///
    /// @param caFile where the certificate of the sandbox's own authority is written, in PEM form
    public record Tls(int port, Path caFile) {}

    /// Settings that cannot work; the message names every fault.
    public static final class Faulty extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Faulty(List<String> faults) {
            super(String.join("; ", faults));
        }
    }

    /// Loopback, any free port, new chance: for tests.
    public static SandboxSettings anyPort() {
        return new SandboxSettings("127.0.0.1", 0, Optional.empty(), Optional.empty());
    }

    /// Reads the environment.
    ///
    /// @throws Faulty when a value makes no sense, or when the environment is that of a production hub
    public static SandboxSettings from(Map<String, String> environment) {
        List<String> faults = new ArrayList<>();
        if (!environment.getOrDefault("PALOMAR_DATABASE_URL", "").isBlank()) {
            faults.add("PALOMAR_DATABASE_URL is set: the sandbox is not started beside a production database");
        }
        if (environment.getOrDefault("PALOMAR_ENV", "").equalsIgnoreCase("production")) {
            faults.add("PALOMAR_ENV is production: the sandbox plays WhatsApp and has no place there");
        }
        int port = port(environment, "SANDBOX_PORT", 8090, faults);
        Optional<Tls> tls = Optional.empty();
        if (environment.containsKey("SANDBOX_TLS_PORT")) {
            tls = Optional.of(new Tls(
                    port(environment, "SANDBOX_TLS_PORT", 8493, faults),
                    Path.of(environment.getOrDefault("SANDBOX_TLS_CA_FILE", "sandbox-ca.pem"))));
        }
        Optional<Long> seed = Optional.empty();
        String typed = environment.getOrDefault("SANDBOX_SEED", "");
        if (!typed.isBlank()) {
            try {
                seed = Optional.of(Long.parseLong(typed.strip()));
            } catch (NumberFormatException notNumber) {
                faults.add("SANDBOX_SEED is not a whole number");
            }
        }
        if (!faults.isEmpty()) {
            throw new Faulty(faults);
        }
        return new SandboxSettings(environment.getOrDefault("SANDBOX_HOST", "127.0.0.1"), port, seed, tls);
    }

    private static int port(Map<String, String> environment, String name, int usual, List<String> faults) {
        String typed = environment.getOrDefault(name, Integer.toString(usual)).strip();
        if (typed.matches("\\d{1,5}") && Integer.parseInt(typed) <= 65_535) {
            return Integer.parseInt(typed);
        }
        faults.add(name + " is not a port number");
        return usual;
    }
}
