package dev.palomar.app;

import dev.palomar.agent.setup.AgentSettings;
import dev.palomar.agent.setup.Prices;
import dev.palomar.model.Json;
import dev.palomar.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import tools.jackson.core.JacksonException;

/// The settings of the reply agent. Anthropic's names are those of its own libraries.
final class AgentSettingsReader {

    private static final URI ANTHROPIC = URI.create("https://api.anthropic.com");
    private static final String MODEL = "claude-sonnet-5-5";

    private AgentSettingsReader() {}

    static AgentSettings read(SettingsReader read) {
        Prices prices = Prices.standard();
        return new AgentSettings(
                read.value("ANTHROPIC_BASE_URL", AgentSettingsReader::web, ANTHROPIC),
                read.text("ANTHROPIC_API_KEY").map(Secret::new),
                read.text("ANTHROPIC_MODEL").orElse(MODEL),
                read.number("ANTHROPIC_MAX_TOKENS", 1_024, 16, 8_192),
                Duration.ofSeconds(read.number("PALOMAR_AGENT_TIMEOUT_SECONDS", 60, 1, 600)),
                read.maybe("PALOMAR_AGENT_PRICES", AgentSettingsReader::prices)
                        .map(prices::with)
                        .orElse(prices));
    }

    private static Prices prices(String path) {
        try {
            return Prices.read(Json.read(Files.readAllBytes(Path.of(path))));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static URI web(String value) {
        URI url = URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
        if (url.getHost() == null || !Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            throw new IllegalArgumentException("expected something like " + ANTHROPIC);
        }
        return url;
    }
}
