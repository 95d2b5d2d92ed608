package dev.palomar.app.facade;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.app.RunningHub;
import dev.palomar.app.WebPlace;
import dev.palomar.model.Json;
import dev.palomar.testing.Calm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One hub and one company that has a number of each transport, shared by the tests of a process about what is the same
/// over both.
final class BothNumbers {

    /// A number as programs that speak Meta's language know it.
    ///
    /// @param business  its telephone number
    record Line(String transport, String device, String phoneNumberId, String account, String business) {}

    private static final String ALL_SCOPES = """
            {'name':'bot','deviceIds':null,'expiresAt':null,
             'scopes':['messages:send','messages:read','devices:read','devices:manage','webhooks:read','webhooks:manage',
                       'events:read','media:read','media:write','templates:read','templates:manage','stats:read']}
            """;

    private static final Map<String, String> SECRETS = new ConcurrentHashMap<>();

    private static @Nullable BothNumbers shared;

    private final WebPlace place;
    final Line cloud;
    final Line web;
    final String key;

    private BothNumbers(WebPlace place) {
        this.place = place;
        this.key = place.post("/v1/api-keys", json(ALL_SCOPES)).text("/key");
        this.cloud = cloudNumber("+5491100000077");
        String phone = place.person("Flores");
        this.web = number(place, place.linked("Taller", phone), phone);
    }

    static synchronized BothNumbers place() {
        if (shared == null) {
            try {
                shared = new BothNumbers(new WebPlace(RunningHub.withWeb(
                        Files.createTempDirectory("palomar-both"),
                        Map.of(
                                "PALOMAR_NODE", "node",
                                "PALOMAR_DATABASE_CONNECTIONS", "16",
                                "PALOMAR_WEB_PAUSE_MS", "0",
                                "PALOMAR_WEB_TYPING_MS", "0",
                                "PALOMAR_WEB_NEW_CHATS", "unlimited"))));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return shared;
    }

    RunningHub hub() {
        return place.hub;
    }

    /// With which Meta signs what it delivers for the number.
    String secret(Line number) {
        return SECRETS.getOrDefault(number.device(), "");
    }

    WebPlace company() {
        return place;
    }

    /// A further number over Meta's Cloud API that works.
    Line cloudNumber(String phone) {
        return cloudNumber(place, phone);
    }

    /// As above, of another company.
    Line cloudNumber(WebPlace of, String phone) {
        ObjectNode business = json("{'name':'Flores','verifyToken':'vt'}");
        business.put("phone", phone).put("webhookUrl", hub().url() + "/v1/webhooks/whatsapp");
        RunningHub.Got meta = hub().sandbox("POST", "/sandbox/businesses", business);
        ObjectNode wanted = json("{'name':'Ventas','transport':'CLOUD','cloud':{'verifyToken':'vt'}}");
        ((ObjectNode) wanted.get("cloud"))
                .put("phoneNumberId", meta.text("/phoneNumberId"))
                .put("businessAccountId", meta.text("/wabaId"))
                .put("accessToken", meta.text("/accessToken"))
                .put("appSecret", meta.text("/appSecret"));
        RunningHub.Got made = of.post("/v1/devices", wanted);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        of.untilState(made.text("/id"), "ONLINE");
        until(() ->
                assertThat(of.get("/v1/templates/sync").text("/data/0/state")).isEqualTo("done"));
        SECRETS.put(made.text("/id"), meta.text("/appSecret"));
        return number(of, made.text("/id"), phone);
    }

    private static Line number(WebPlace of, String device, String phone) {
        RunningHub.Got known = of.get("/v1/devices/" + device);
        return new Line(
                known.text("/transport"),
                device,
                known.text("/phoneNumberId"),
                known.text("/businessAccountId"),
                phone);
    }

    /// Calls the facade as a program with this company's key does.
    RunningHub.Got graph(String method, String path, @Nullable JsonNode body) {
        return hub().hub(method, path, body, Map.of("Authorization", "Bearer " + key));
    }

    /// Sends a text by the facade; answers the name that it was told.
    String sends(Line number, String to, String text) {
        ObjectNode message =
                json("{'messaging_product':'whatsapp','type':'text'}").put("to", to);
        message.putObject("text").put("body", text);
        RunningHub.Got sent = graph("POST", "/v24.0/" + number.phoneNumberId() + "/messages", message);
        assertThat(sent.status()).as("%s", sent).isEqualTo(200);
        return sent.text("/messages/0/id");
    }

    /// The person writes what is in Meta's form; answers WhatsApp's id, once the hub has it.
    String writes(String from, Line to, ObjectNode message) {
        return writes(place, from, to, message);
    }

    /// As above, to a number of another company.
    String writes(WebPlace of, String from, Line to, ObjectNode message) {
        ObjectNode said = place.sandbox("POST", "phones/" + from + "/messages", message.put("to", to.business()));
        String id = said.path("id").asString();
        until(() -> assertThat(
                        of.get("/v1/messages?wireId=" + encoded(id)).body().path("data"))
                .hasSize(1));
        return id;
    }

    String writes(String from, Line to, String text) {
        ObjectNode message = json("{'type':'text'}");
        message.putObject("text").put("body", text);
        return writes(from, to, message);
    }

    /// What the phone has received that holds this text.
    JsonNode onPhone(String phone, String text) {
        JsonNode[] found = new JsonNode[1];
        until(() -> {
            found[0] = place.sandbox("GET", "phones/" + phone + "/messages", null)
                    .path("data")
                    .valueStream()
                    .filter(one -> one.path("direction").asString("").equals("received"))
                    .filter(one -> one.toString().contains(text))
                    .findFirst()
                    .orElse(Json.object());
            assertThat(found[0]).isNotEmpty();
        });
        return found[0];
    }

    static void until(ThrowingRunnable seen) {
        await().pollInterval(Duration.ofMillis(100)).atMost(Calm.PATIENCE).untilAsserted(seen);
    }

    static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
