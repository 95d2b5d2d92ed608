package dev.palomar.app;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.testing.Calm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One hub that is set up for Embedded Signup, shared by the tests of a process about what a company does
/// on an ordinary day. Each test opens companies of its own.
final class Company {

    static final String APP_ID = "700000000000001";
    static final String APP_SECRET = "0123456789abcdef0123456789abcdef";

    private static @Nullable RunningHub shared;
    private static final Map<String, String> SUPERADMIN = new HashMap<>();

    final RunningHub hub;
    final String id;
    private final Map<String, String> administrator;

    private Company(RunningHub hub, String id, Map<String, String> administrator) {
        this.hub = hub;
        this.id = id;
        this.administrator = administrator;
    }

    static synchronized RunningHub hub() {
        if (shared == null) {
            try {
                shared = new RunningHub(
                        Files.createTempDirectory("palomar-company"),
                        Map.of(
                                "PALOMAR_META_APP_ID",
                                APP_ID,
                                "PALOMAR_META_APP_SECRET",
                                APP_SECRET,
                                "PALOMAR_META_VERIFY_TOKEN",
                                "palabra",
                                "PALOMAR_META_CONFIG_ID",
                                "900000000000009"));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            RunningHub running = shared;
            ObjectNode who = json("{'email':'ana@example.com','password':'una clave larga 42','name':'Ana'}");
            who.put("token", running.hub().setupLink().orElseThrow().replaceAll(".*token=", ""));
            running.hub("POST", "/v1/setup", who, Map.of());
            RunningHub.Got login = running.hub(
                    "POST",
                    "/v1/auth/login",
                    json("{'email':'ana@example.com','password':'una clave larga 42'}"),
                    Map.of());
            SUPERADMIN.put("Authorization", "Bearer " + login.text("/access_token"));
            running.sandbox(
                    "POST",
                    "/sandbox/apps",
                    json("{'name':'Palomar','verifyToken':'palabra'}")
                            .put("appId", APP_ID)
                            .put("appSecret", APP_SECRET)
                            .put("webhookUrl", running.url() + "/webhooks/meta/whatsapp"));
        }
        return shared;
    }

    /// A company without numbers.
    static Company open(String slug) {
        RunningHub hub = hub();
        RunningHub.Got tenant = hub.hub(
                "POST",
                "/v1/tenants",
                json("{'locale':'es-AR','limits':{'requestsPerMinute':6000}}")
                        .put("name", slug)
                        .put("slug", slug),
                SUPERADMIN);
        assertThat(tenant.status()).as(tenant.body().toString()).isEqualTo(201);
        Map<String, String> administrator = new HashMap<>(SUPERADMIN);
        administrator.put("X-Tenant-Id", tenant.text("/id"));
        return new Company(hub, tenant.text("/id"), administrator);
    }

    /// A number at Meta whose app is this hub's own; `more` are fields of the sandbox's control.
    RunningHub.Got business(String phone, ObjectNode more) {
        ObjectNode wanted = json("{'name':'Flores Sur'}").put("phone", phone).put("appId", APP_ID);
        wanted.setAll(more);
        return hub.sandbox("POST", "/sandbox/businesses", wanted);
    }

    /// Connects such a number by pasted credentials and waits until it works. Answers with the device's id.
    String connect(RunningHub.Got business) {
        ObjectNode wanted = json("{'name':'Ventas','transport':'CLOUD','cloud':{}}");
        ((ObjectNode) wanted.get("cloud"))
                .put("phoneNumberId", business.text("/phoneNumberId"))
                .put("businessAccountId", business.text("/wabaId"))
                .put("accessToken", business.text("/accessToken"));
        RunningHub.Got created = post("/v1/devices", wanted);
        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
        String device = created.text("/id");
        until(() -> assertThat(get("/v1/devices/" + device).text("/state")).isEqualTo("ONLINE"));
        return device;
    }

    RunningHub.Got get(String path) {
        return hub.asDocumented("GET", path, null, administrator);
    }

    RunningHub.Got post(String path, @Nullable JsonNode body) {
        return hub.asDocumented("POST", path, body, administrator);
    }

    RunningHub.Got call(String method, String path, @Nullable JsonNode body) {
        return hub.asDocumented(method, path, body, administrator);
    }

    Map<String, String> administrator() {
        return administrator;
    }

    static void until(ThrowingRunnable seen) {
        await().pollInterval(Duration.ofMillis(100)).atMost(Calm.PATIENCE).untilAsserted(seen);
    }
}
