package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An unmodified Baileys, with its signature checks switched on, lives through everything a linked device can.
class WebTest extends Town {

    @Test
    void a_client_that_nobody_here_wrote_is_linked_and_lives_with_its_phone(@TempDir Path folder) throws Exception {
        Path project = Path.of("web-tests").toAbsolutePath();
        Npm.packages(project);
        Path ca = folder.resolve("ca.pem");
        Files.writeString(ca, control("GET", "/web", "").path("caCertificate").asString());

        String output = Npm.run(
                project,
                Map.of("SANDBOX_URL", sandbox.baseUrl(), "NODE_EXTRA_CA_CERTS", ca.toString()),
                "node",
                "--import",
                "./tests/checked.js",
                "--test",
                "--test-force-exit",
                "--test-reporter=tap",
                "tests/");

        assertThat(output).contains("# fail 0");
    }
}
