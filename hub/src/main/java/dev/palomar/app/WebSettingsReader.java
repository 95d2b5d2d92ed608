package dev.palomar.app;

import dev.palomar.transport.web.WebSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The settings of WhatsApp Web. What belongs to a sandbox is refused without the switch that says so, because it makes
/// the engine trust somebody else than WhatsApp.
final class WebSettingsReader {

    private static final int PER_PROCESS = 75;
    private static final int SILENCE = 25;

    private WebSettingsReader() {}

    static WebSettings read(SettingsReader read, Path data) {
        boolean sandbox = read.flag("PALOMAR_WEB_SANDBOX", false);
        Optional<URI> url = read.maybe("PALOMAR_WEB_URL", WebSettingsReader::socket);
        Optional<String> rootKey = read.maybe("PALOMAR_WEB_ROOT_KEY", WebSettingsReader::key);
        Optional<Path> authority = read.maybe("PALOMAR_WEB_CA_FILE", WebSettingsReader::file);
        Optional<Duration> code = read.maybe("PALOMAR_WEB_QR_SECONDS", WebSettingsReader::seconds);
        if (!sandbox) {
            onlyInASandbox(read, "PALOMAR_WEB_QR_SECONDS", code.isPresent());
            onlyInASandbox(read, "PALOMAR_WEB_URL", url.isPresent());
            onlyInASandbox(read, "PALOMAR_WEB_ROOT_KEY", rootKey.isPresent());
            onlyInASandbox(read, "PALOMAR_WEB_CA_FILE", authority.isPresent());
        } else if (rootKey.isEmpty()) {
            read.fault(
                    "PALOMAR_WEB_ROOT_KEY",
                    "is needed with PALOMAR_WEB_SANDBOX: the sandbox tells it under /sandbox/web");
        }
        return new WebSettings(
                read.maybe("PALOMAR_ENGINE", Path::of),
                read.text("PALOMAR_NODE").orElse("node"),
                data.resolve("web").toAbsolutePath(),
                url,
                read.maybe("PALOMAR_WEB_VERSION", WebSettingsReader::version),
                authority,
                sandbox ? rootKey : Optional.empty(),
                read.number("PALOMAR_ENGINE_LINES", PER_PROCESS, 1, 500),
                Duration.ofSeconds(read.number("PALOMAR_WEB_SILENCE_SECONDS", SILENCE, 2, 300)),
                code);
    }

    private static Duration seconds(String value) {
        if (!value.matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("expected a number of seconds from 1 to 999");
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }

    private static void onlyInASandbox(SettingsReader read, String name, boolean set) {
        if (set) {
            read.fault(name, "is for a sandbox: it takes PALOMAR_WEB_SANDBOX=true, too");
        }
    }

    private static URI socket(String value) {
        URI url = URI.create(value);
        if (url.getHost() == null || !Set.of("ws", "wss").contains(url.getScheme())) {
            throw new IllegalArgumentException("expected something like ws://127.0.0.1:8090/ws/chat");
        }
        return url;
    }

    private static String key(String value) {
        if (!value.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("expected 32 bytes in hexadecimal");
        }
        return value;
    }

    private static String version(String value) {
        if (!value.matches("\\d+(\\.\\d+){2}")) {
            throw new IllegalArgumentException("expected a version such as 2.3000.1035194821");
        }
        return value;
    }

    private static Path file(String value) {
        Path file = Path.of(value);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("cannot be read");
        }
        return file.toAbsolutePath();
    }
}
