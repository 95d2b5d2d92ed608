package dev.palomar.app;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A hub with the real engine beside a sandbox, a company in it, and people with phones.
public final class WebPlace implements AutoCloseable {

    public final RunningHub hub;
    private final Map<String, String> administrator = new HashMap<>();
    private int people;

    public WebPlace(Path data) {
        this(RunningHub.withWeb(data, Map.of("PALOMAR_NODE", "node")));
    }

    public WebPlace(RunningHub hub) {
        this.hub = hub;
        ObjectNode who = json("{'email':'ana@example.com','password':'una clave larga 42','name':'Ana'}");
        who.put("token", hub.setupToken());
        hub.hub("POST", "/v1/setup", who, Map.of());
        RunningHub.Got login = hub.hub(
                "POST",
                "/v1/auth/login",
                json("{'email':'ana@example.com','password':'una clave larga 42'}"),
                Map.of());
        administrator.put("Authorization", "Bearer " + login.text("/access_token"));
        administrator.put("X-Tenant-Id", company("demo"));
    }

    private WebPlace(RunningHub hub, Map<String, String> administrator) {
        this.hub = hub;
        this.administrator.putAll(administrator);
    }

    /// The same company, seen through another node.
    WebPlace on(RunningHub node) {
        return new WebPlace(node, administrator);
    }

    /// The same administrator, acting for another company.
    public WebPlace as(String company) {
        return new WebPlace(hub, actingFor(company));
    }

    /// A further company; answers its id.
    public String company(String slug) {
        ObjectNode tenant = json("""
            {'name':'Demo','locale':'es-AR','timeZone':'America/Argentina/Buenos_Aires',
             'limits':{'requestsPerMinute':60000,'messagesPerDay':100000,'devices':100}}
            """).put("slug", slug);
        Map<String, String> platform = new HashMap<>(administrator);
        platform.remove("X-Tenant-Id");
        RunningHub.Got made = hub.hub("POST", "/v1/tenants", tenant, platform);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.text("/id");
    }

    /// The company's id.
    public String tenant() {
        return administrator.getOrDefault("X-Tenant-Id", "");
    }

    /// The administrator's headers, acting for another company.
    public Map<String, String> actingFor(String tenant) {
        Map<String, String> headers = new HashMap<>(administrator);
        headers.put("X-Tenant-Id", tenant);
        return headers;
    }

    public RunningHub.Got get(String path) {
        return hub.hub("GET", path, null, administrator);
    }

    public RunningHub.Got post(String path, @Nullable ObjectNode body) {
        return hub.hub("POST", path, body, administrator);
    }

    /// As [#post], under a key by which a repetition is recognised.
    RunningHub.Got postOnce(String path, ObjectNode body, String key) {
        Map<String, String> headers = new HashMap<>(administrator);
        headers.put("Idempotency-Key", key.replace(' ', '-'));
        return hub.hub("POST", path, body, headers);
    }

    public RunningHub.Got call(String method, String path, @Nullable ObjectNode body) {
        return hub.hub(method, path, body, administrator);
    }

    public static void until(ThrowingRunnable seen) {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(5))
                .untilAsserted(seen);
    }

    /// A new device over WhatsApp Web; answers its id.
    public String device(String name) {
        RunningHub.Got made = post("/v1/devices", json("{'transport':'WEB'}").put("name", name));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.text("/id");
    }

    String state(String device) {
        return get("/v1/devices/" + device).text("/state");
    }

    public void untilState(String device, String state) {
        until(() -> assertThat(get("/v1/devices/" + device).body().toString()).contains("\"state\":\"" + state + "\""));
    }

    /// The text of the QR code that the device shows.
    public String qr(String device) {
        AtomicReference<String> shown = new AtomicReference<>("");
        until(() -> {
            shown.set(get("/v1/devices/" + device + "/qr").text("/qr"));
            assertThat(shown.get()).isNotEmpty();
        });
        return shown.get();
    }

    /// Somebody with a phone that no other test knows; answers its number.
    public String person(String name) {
        String phone = "+49151%08d".formatted(1_000_000 + ++people);
        sandbox("POST", "phones", Json.object().put("phone", phone).put("name", name));
        return phone;
    }

    public ObjectNode sandbox(String method, String path, @Nullable JsonNode body) {
        RunningHub.Got got = hub.sandbox(method, "/sandbox/" + path, body);
        assertThat(got.status()).as("%s %s: %s", method, path, got.body()).isLessThan(300);
        return (ObjectNode) got.body();
    }

    void scan(String phone, String qr) {
        sandbox("POST", "phones/" + phone + "/scan", Json.object().put("qr", qr));
    }

    /// A device that is linked to this person's phone and online.
    public String linked(String name, String phone) {
        String device = device(name);
        // the code that is shown may be another one already
        until(() -> assertThat(hub.sandbox(
                                "POST",
                                "/sandbox/phones/" + phone + "/scan",
                                Json.object().put("qr", qr(device)))
                        .status())
                .isLessThan(300));
        untilState(device, "ONLINE");
        return device;
    }

    /// The person writes a text; answers WhatsApp's id of it.
    public String writes(String from, String to, String text) {
        ObjectNode message = json("{'type':'text'}").put("to", to);
        message.putObject("text").put("body", text);
        return sandbox("POST", "phones/" + from + "/messages", message)
                .path("id")
                .asString();
    }

    /// Texts that the person has received, oldest first.
    public List<String> received(String phone) {
        List<String> texts = new ArrayList<>();
        for (JsonNode message :
                sandbox("GET", "phones/" + phone + "/messages", null).path("data")) {
            if (message.path("direction").asString("").equals("received")) {
                texts.add(message.at("/text/body").asString(""));
            }
        }
        return texts;
    }

    /// Texts that the hub has recorded as received over the device.
    public List<String> recorded(String device) {
        List<String> texts = new ArrayList<>();
        for (JsonNode message : get("/v1/messages?limit=200&direction=inbound&deviceId=" + device)
                .body()
                .path("data")) {
            texts.addFirst(message.at("/text/body").asString(""));
        }
        return texts;
    }

    /// Sends a text; answers the hub's id of it.
    String send(String device, String to, String text) {
        RunningHub.Got sent = post(
                "/v1/devices/" + device + "/messages/send",
                Json.object().put("to", to).put("text", text));
        assertThat(sent.status()).as("%s", sent).isEqualTo(202);
        return sent.text("/id");
    }

    /// Tries to send; answers why it is refused.
    String send409(String device, String to) {
        RunningHub.Got sent = post(
                "/v1/devices/" + device + "/messages/send",
                Json.object().put("to", to).put("text", "hola"));
        assertThat(sent.status()).as("%s", sent).isEqualTo(409);
        return sent.text("/type").replaceAll(".*[/:]", "");
    }

    /// Ends all engines of the hub at once.
    void killEngines() {
        try (var files = Files.list(hub.data().resolve("web").resolve("processes"))) {
            files.map(file -> Long.parseLong(file.getFileName().toString()))
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .forEach(ProcessHandle::destroyForcibly);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void untilStatus(String message, String status) {
        until(() -> assertThat(get("/v1/messages/" + message).text("/status")).isEqualTo(status));
    }

    @Override
    public void close() {
        hub.close();
    }
}
