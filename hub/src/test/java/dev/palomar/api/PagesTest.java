package dev.palomar.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.page.Files;
import dev.palomar.api.page.Pages;
import dev.palomar.api.resource.HealthRoutes;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {

    private static final String SCRIPT = "export const a = 1;\n".repeat(200);

    private URLClassLoader loader;
    private ApiServer hub;

    @BeforeEach
    void start(@TempDir Path jar) throws IOException {
        Path panel = java.nio.file.Files.createDirectories(jar.resolve("panel/assets"));
        java.nio.file.Files.writeString(panel.resolve("../index.html"), "<!doctype html><title>Panel</title>");
        java.nio.file.Files.writeString(panel.resolve("app-1a2b3c.js"), SCRIPT);
        java.nio.file.Files.writeString(jar.resolve("secret.txt"), "not for browsers");
        loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        hub = new ApiServer(
                _ -> List.of(new HealthRoutes(List.of(), () -> "")),
                "http://localhost",
                Set.of("https://crm.example.com"),
                Optional.of(new Pages(new Files(loader))));
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
        loader.close();
    }

    @Test
    void the_panel_opens_at_every_place_that_it_knows_and_never_under_the_api() {
        for (String path : List.of("/", "/devices", "/devices/dev_1", "/webhooks", "/webhooks/whe_1", "/inbox/cnv_1")) {
            Answered page = hub.get(path, "Accept", "text/html,*/*");
            assertThat(page.text()).as(path).contains("<title>Panel</title>");
            assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        }
        for (String path : List.of(
                "/v1/nothing",
                "/devices/x/messages/send",
                "/webhooks/meta/whatsapp/x",
                "/assets/gone.js",
                "/favicon.ico",
                "/docs/x")) {
            Answered answer = hub.get(path, "Accept", "text/html,*/*");
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("not-found");
        }
        assertThat(hub.get("/inbox", "Accept", "application/json").status()).isEqualTo(404);
        assertThat(hub.post("/inbox", "{}").status()).isEqualTo(404);
    }

    @Test
    void its_policy_lets_no_script_and_no_style_in_from_elsewhere_or_from_within_a_page() {
        String policy = hub.get("/").header("Content-Security-Policy");

        assertThat(policy)
                .contains("default-src 'none'")
                .contains("script-src 'self';")
                .contains("style-src 'self';")
                .doesNotContain("unsafe")
                .contains("frame-ancestors 'none'");
        assertThat(hub.get("/healthz").header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void hashed_files_are_kept_for_ever_packed_and_asked_for_again_by_tag() {
        Answered plain = hub.get("/assets/app-1a2b3c.js");
        Answered packed = hub.get("/assets/app-1a2b3c.js", "Accept-Encoding", "gzip, br");

        assertThat(plain.text()).isEqualTo(SCRIPT);
        assertThat(plain.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(plain.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.response().body().length).isLessThan(SCRIPT.length() / 4);
        Answered again = hub.get("/assets/app-1a2b3c.js", "If-None-Match", plain.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
    }

    @Test
    void nothing_outside_the_panel_can_be_reached() {
        for (String path :
                List.of("/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/..%2fsecret.txt")) {
            assertThat(hub.get(path).status()).as(path).isIn(400, 404);
        }
    }

    @Test
    void a_head_request_gets_the_headers_of_a_get() {
        Answered head = hub.send("HEAD", "/assets/app-1a2b3c.js", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(SCRIPT.length()));
        assertThat(head.response().body()).isEmpty();
    }

    @Test
    void pages_of_other_hosts_may_call_only_when_they_are_named() {
        Answered named = hub.get("/healthz", "Origin", "https://crm.example.com");
        Answered stranger = hub.get("/healthz", "Origin", "https://evil.example.com");
        Answered asked = hub.send("OPTIONS", "/v1/users", "", "Origin", "https://crm.example.com");

        assertThat(named.header("Access-Control-Allow-Origin")).isEqualTo("https://crm.example.com");
        assertThat(named.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(stranger.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("X-Api-Key");
        assertThat(hub.send("OPTIONS", "/v1/users", "", "Origin", "https://evil.example.com")
                        .header("Access-Control-Allow-Methods"))
                .isEmpty();
    }
}
