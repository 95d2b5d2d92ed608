package dev.palomar.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {

    @Test
    void it_listens_on_loopback_and_port_8090_unless_told_otherwise() {
        SandboxSettings usual = SandboxSettings.from(Map.of());
        SandboxSettings other =
                SandboxSettings.from(Map.of("SANDBOX_HOST", "0.0.0.0", "SANDBOX_PORT", "9000", "SANDBOX_SEED", "7"));

        assertThat(usual.host()).isEqualTo("127.0.0.1");
        assertThat(usual.port()).isEqualTo(8090);
        assertThat(other.port()).isEqualTo(9000);
        assertThat(other.seed()).contains(7L);
    }

    @Test
    void it_does_not_start_beside_production_settings_and_names_every_fault() {
        assertThatThrownBy(() -> SandboxSettings.from(Map.of(
                        "PALOMAR_DATABASE_URL", "jdbc:postgresql://db/palomar",
                        "PALOMAR_ENV", "production",
                        "SANDBOX_PORT", "eighty")))
                .hasMessageContainingAll("PALOMAR_DATABASE_URL", "PALOMAR_ENV", "SANDBOX_PORT");
    }

    @Test
    void it_does_not_start_on_a_port_that_somebody_else_has() throws Exception {
        try (java.net.ServerSocket other =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            SandboxSettings settings =
                    SandboxSettings.from(Map.of("SANDBOX_PORT", Integer.toString(other.getLocalPort())));

            assertThatThrownBy(() -> Sandbox.start(settings))
                    .hasMessageContaining("cannot listen on 127.0.0.1, port " + other.getLocalPort());
        }
    }

    @Test
    void the_page_has_every_file_it_names_and_asks_nobody_else() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.anyPort())) {
            HttpResponse<String> page = get(HttpClient.newHttpClient(), sandbox.baseUrl() + "/sandbox");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                    .startsWith("default-src 'self'");
            assertThat(page.body()).doesNotContain("<script>").doesNotContain("style=");
            for (String file : List.of(
                    "page.js",
                    "chat.js",
                    "panels.js",
                    "devices.js",
                    "dom.js",
                    "words.js",
                    "page.css",
                    "dialog.css",
                    "icon.svg",
                    "picture.svg")) {
                HttpResponse<String> answer = get(HttpClient.newHttpClient(), sandbox.baseUrl() + "/sandbox/" + file);
                assertThat(answer.statusCode()).as(file).isEqualTo(200);
                assertThat(answer.body()
                                .replace("http://www.w3.org/2000/svg", "")
                                .replace("http://127.0.0.1", ""))
                        .as(file)
                        .doesNotContain("http://")
                        .doesNotContain("https://");
            }
            assertThat(get(HttpClient.newHttpClient(), sandbox.baseUrl() + "/sandbox/../logback.xml")
                            .statusCode())
                    .isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void https_is_spoken_with_an_authority_of_its_own(@TempDir Path folder) throws Exception {
        Path ca = folder.resolve("ca.pem");
        int port = freePort();
        SandboxSettings settings =
                new SandboxSettings("127.0.0.1", 0, Optional.empty(), Optional.of(new SandboxSettings.Tls(port, ca)));
        try (Sandbox sandbox = Sandbox.start(settings)) {
            assertThat(sandbox.port()).isPositive();
            HttpClient client = HttpClient.newBuilder().sslContext(trusting(ca)).build();

            assertThat(get(client, "https://localhost:" + port + "/sandbox/phones")
                            .body())
                    .isEqualTo("{\"data\":[]}");
        }
    }

    /// Below those that systems give to outgoing calls, so that none of these takes it before it is used.
    private static int freePort() {
        for (int port = 13_000 + (int) (ProcessHandle.current().pid() % 1_000); ; port++) {
            try (java.net.ServerSocket socket = new java.net.ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (java.io.IOException taken) {
                // the next one then
            }
        }
    }

    private static SSLContext trusting(Path ca) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (InputStream pem = Files.newInputStream(ca)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
