package dev.palomar.app;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.model.Json;
import dev.palomar.model.Secret;
import dev.palomar.testing.Calm;
import dev.palomar.transport.cloud.webhook.WebhookSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Every example of a webhook and of a message that Meta publishes, through the whole hub.
class MetaExamplesTest {

    /// The number in Meta's examples.
    private static final String NUMBER_ID = "106540352242922";

    private static final String BUSINESS = "+15550783881";
    private static final List<String> PEOPLE = List.of("+5491155550101", "+5491155550102", "+5491155550103");

    /// Examples of messages that the hub refuses to send, each with its reason.
    private static final Map<String, String> REFUSED = Map.of(
            "Send Reply to List Message",
            "the example has no type and no text, so nothing says what it is",
            "Send typing indicator and read receipt",
            "it is no message; /v1/messages/{id}/read and …/typing do this");

    private static final AtomicInteger NUMBERED = new AtomicInteger();

    @TempDir
    private static Path data;

    private static RunningHub hub;
    private static JsonNode meta;
    private static String account;
    private static String token;
    private static String secret;
    private static String device;
    private static final Map<String, String> CALLER = new HashMap<>();

    @BeforeAll
    static void open() throws Exception {
        meta = new YAMLMapper()
                .readTree(Path.of(
                                "..",
                                "sandbox",
                                "src",
                                "test",
                                "resources",
                                "meta",
                                "business-messaging-api_v23.0.yaml")
                        .toFile());
        hub = new RunningHub(data);
        ObjectNode who = json("{'email':'ana@example.com','password':'una clave larga 42','name':'Ana'}");
        who.put("token", hub.hub().setupLink().orElseThrow().replaceAll(".*token=", ""));
        CALLER.put(
                "Authorization",
                "Bearer " + hub.hub("POST", "/v1/setup", who, Map.of()).text("/access_token"));
        CALLER.put(
                "X-Tenant-Id",
                hub.hub(
                                "POST",
                                "/v1/tenants",
                                json("{'name':'Demo','slug':'demo','limits':{'requestsPerMinute':100000}}"),
                                CALLER)
                        .text("/id"));
        RunningHub.Got business = hub.sandbox(
                "POST",
                "/sandbox/businesses",
                json("{'name':'Demo','verifyToken':'vt'}")
                        .put("phone", BUSINESS)
                        .put("phoneNumberId", NUMBER_ID)
                        .put("webhookUrl", hub.url() + "/v1/webhooks/whatsapp"));
        account = business.text("/wabaId");
        token = business.text("/accessToken");
        secret = business.text("/appSecret");
        ObjectNode wanted = json("{'name':'Ventas','transport':'CLOUD','cloud':{}}");
        ((ObjectNode) wanted.get("cloud"))
                .put("phoneNumberId", NUMBER_ID)
                .put("businessAccountId", account)
                .put("accessToken", token)
                .put("verifyToken", "vt")
                .put("appSecret", secret);
        device = hub.hub("POST", "/v1/devices", wanted, CALLER).text("/id");
        await().atMost(Calm.PATIENCE)
                .until(() -> get("/v1/devices/" + device).text("/state").equals("ONLINE"));
        for (String person : PEOPLE) {
            hub.sandbox("POST", "/sandbox/phones", json("{'name':'P'}").put("phone", person));
            says(person, "{'type':'text','text':{'body':'hola'}}");
        }
        await().atMost(Calm.PATIENCE)
                .until(() -> get("/v1/messages?direction=inbound")
                                .body()
                                .path("data")
                                .size()
                        == PEOPLE.size());
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    private static RunningHub.Got get(String path) {
        return hub.hub("GET", path, null, CALLER);
    }

    private static JsonNode says(String person, String message) {
        return hub.sandbox(
                        "POST",
                        "/sandbox/phones/" + person + "/messages",
                        json(message).put("to", BUSINESS))
                .body();
    }

    private static Map<String, JsonNode> examples(String path) {
        Map<String, JsonNode> examples = new TreeMap<>();
        meta.path("paths")
                .path(path)
                .at("/post/requestBody/content/application~1json/examples")
                .properties()
                .forEach(example ->
                        examples.put(example.getKey(), example.getValue().path("value")));
        return examples;
    }

    @Test
    void every_webhook_that_meta_publishes_becomes_an_event_that_carries_it_unchanged() {
        Map<String, JsonNode> examples = examples("/whatsapp/webhooks");
        assertThat(examples).hasSize(16);
        String cursor = get("/v1/events?after=now").text("/nextCursor");
        Map<String, String> wrong = new TreeMap<>();
        for (Map.Entry<String, JsonNode> example : examples.entrySet()) {
            JsonNode body = example.getValue().deepCopy();
            // Several examples have one id; the second would be a repetition.
            body.at("/entry/0/changes/0/value/messages")
                    .forEach(message -> ((ObjectNode) message).put("id", "wamid." + NUMBERED.incrementAndGet()));
            byte[] bytes = Json.bytes(body);
            RunningHub.Got got = hub.hub(
                    "POST",
                    "/v1/webhooks/whatsapp",
                    body,
                    Map.of("X-Hub-Signature-256", WebhookSignature.header(bytes, new Secret(secret))));
            // as it travelled: YAML reads numbers in another way
            JsonNode change = Json.read(bytes).at("/entry/0/changes/0");
            RunningHub.Got events = get("/v1/events?wait=5&after=" + cursor);
            // others may come before it, such as receipts
            for (int page = 0; page < 20 && !carries(events, change); page++) {
                events = get("/v1/events?wait=5&after=" + events.text("/nextCursor"));
            }
            cursor = events.text("/nextCursor");
            if (got.status() != 200 || !carries(events, change)) {
                wrong.put(example.getKey(), got.status() + " " + events.body());
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static boolean carries(RunningHub.Got events, JsonNode change) {
        return events.body()
                .get("data")
                .valueStream()
                .map(event -> event.path("raw"))
                .anyMatch(raw -> raw.path("field").equals(change.path("field"))
                        && (raw.path("value").equals(change.path("value"))
                                || (!raw.at("/value/messages").isMissingNode()
                                        && raw.at("/value/messages").equals(change.at("/value/messages")))));
    }

    @Test
    void prometheus_reads_what_happened_and_how_long_meta_took() throws Exception {
        String figures;
        try (HttpClient http = HttpClient.newHttpClient()) {
            figures = http.send(
                            HttpRequest.newBuilder(URI.create(hub.url() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }

        assertThat(figures)
                .containsPattern("palomar_events_total\\{type=\"message.received\"} [1-9]")
                .containsPattern("palomar_whatsapp_calls_seconds_count\\{status=\"200\",what=\"object\"} [1-9]");
    }

    @Test
    void every_message_that_meta_publishes_is_sent() {
        Map<String, JsonNode> examples = examples("/{Version}/{Phone-Number-ID}/messages");
        assertThat(examples).hasSize(50);
        Map<String, String> refused = new TreeMap<>();
        Map<String, String> sent = new TreeMap<>();
        List<String> people = new ArrayList<>(PEOPLE);
        examples.forEach((name, example) -> {
            ObjectNode message = Json.readObject(filled(example.toString()));
            String person = people.removeFirst();
            people.add(person);
            fit(message, person);
            RunningHub.Got got = hub.hub("POST", "/devices/" + device + "/messages/send", message, CALLER);
            if (got.status() == 202) {
                sent.put(got.text("/id"), name + " " + message);
            } else {
                refused.put(name, got.body().toString());
            }
        });

        assertThat(refused.keySet()).as(refused.toString()).isEqualTo(REFUSED.keySet());
        assertThat(sent).hasSize(50 - REFUSED.size());
        sent.forEach((id, what) -> await().atMost(Calm.PATIENCE).untilAsserted(() -> {
            RunningHub.Got message = get("/v1/messages/" + id);
            assertThat(message.text("/wireId")).as(what + " " + message.body()).isNotEmpty();
            assertThat(message.text("/status")).as(what + " " + message.body()).isIn("sent", "delivered");
        }));
    }

    /// Puts something in the place of what the examples leave open, such as `<http(s)://audio-url>` and `{{…}}`.
    private static String filled(String example) {
        String linked = example.replaceAll(
                        "\"<?https?(\\(s\\))?://[^\"]*\"", "\"" + hub.sandbox.baseUrl() + "/sandbox/icon.svg\"")
                .replaceAll("\"<HEADER_TYPE>\"", "\"text\"");
        return Pattern.compile("\\{\\{[^}]*}}|<[^\">]*>")
                .matcher(linked)
                .replaceAll(_ -> "p" + NUMBERED.incrementAndGet());
    }

    /// Gives an example what it needs to be sendable here: a person, files and messages that exist, its template.
    private static void fit(ObjectNode message, String person) {
        if (message.has("to")) {
            message.put("to", person).put("recipient_type", "individual");
        }
        for (String kind : List.of("image", "audio", "video", "document", "sticker")) {
            if (message.path(kind) instanceof ObjectNode file) {
                String id = says(person, "{'type':'" + kind + "'}")
                        .at("/" + kind + "/id")
                        .asString();
                if (file.has("id")) {
                    file.put("id", id);
                } else {
                    file.put("link", hub.sandbox.baseUrl() + "/sandbox/media/" + id);
                }
            }
        }
        switch (message.path("type").asString("")) {
            case "reaction" ->
                ((ObjectNode) message.path("reaction"))
                        .put(
                                "message_id",
                                says(person, "{'type':'text','text':{'body':'x'}}")
                                        .path("id")
                                        .asString());
            case "template" -> createTemplate((ObjectNode) message.path("template"));
            default -> {}
        }
    }

    private static void createTemplate(ObjectNode used) {
        if (used.at("/language/code").asString().length() > 16) {
            ((ObjectNode) used.path("language")).put("code", "es");
        }
        String name =
                used.path("name").asString().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_") + "_"
                        + NUMBERED.incrementAndGet();
        used.put("name", name);
        ObjectNode template = Json.object()
                .put("name", name)
                .put("category", "UTILITY")
                .put("language", used.at("/language/code").asString());
        ArrayNode components = template.putArray("components");
        ObjectNode body = components.addObject().put("type", "BODY").put("text", "Texto.");
        ArrayNode buttons = Json.array();
        for (JsonNode component : used.path("components")) {
            JsonNode parameters = component.path("parameters");
            switch (component.path("type").asString("").toLowerCase(java.util.Locale.ROOT)) {
                case "header" ->
                    components
                            .insertObject(0)
                            .put("type", "HEADER")
                            .put("format", parameters.at("/0/type").asString().toUpperCase(java.util.Locale.ROOT))
                            .put("text", "Uno {{1}}")
                            .putObject("example")
                            .putArray("header_handle")
                            .add("4::example");
                case "body" -> {
                    StringBuilder text = new StringBuilder("Texto");
                    for (int at = 1; at <= parameters.size(); at++) {
                        text.append(" {{").append(at).append("}}");
                    }
                    body.put("text", text + ".")
                            .putObject("example")
                            .putArray("body_text")
                            .addArray()
                            .add("x");
                }
                case "button" ->
                    buttons.addObject()
                            .put("type", component.path("sub_type").asString("").toUpperCase(java.util.Locale.ROOT))
                            .put("text", "Sí " + buttons.size());
                default -> throw new IllegalStateException(component.toString());
            }
        }
        if (!buttons.isEmpty()) {
            components.addObject().put("type", "BUTTONS").set("buttons", buttons);
        }
        hub.sandbox("POST", "/" + account + "/message_templates?access_token=" + token, template);
        hub.sandbox("POST", "/sandbox/clock", json("{'advance':'PT11S'}"));
    }
}
