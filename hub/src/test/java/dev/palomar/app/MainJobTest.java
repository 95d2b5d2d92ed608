package dev.palomar.app;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.palomar.api.Contract;
import dev.palomar.api.http.Route;
import dev.palomar.journal.Positions;
import dev.palomar.testing.Calm;
import dev.palomar.testing.Receiver;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The main job, as a company lives it: each test goes on where the one before stopped.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobTest {

    private static final String CARLA = "+5491155550100";
    private static final String BUSINESS = "+5491100000001";

    @TempDir
    private static Path data;

    private static RunningHub hub;
    private static Receiver receiver;
    private static String setupToken;
    private static final Map<String, String> ADMINISTRATOR = new HashMap<>();
    private static final Map<String, String> PROGRAM = new ConcurrentHashMap<>();
    private static String device;
    private static String endpoint;
    private static String secret;

    @BeforeAll
    static void open() {
        hub = new RunningHub(data);
        receiver = new Receiver();
        setupToken = hub.hub().setupLink().orElseThrow().replaceAll(".*token=", "");
    }

    @AfterAll
    static void close() {
        receiver.close();
        hub.close();
    }

    private static void until(ThrowingRunnable seen) {
        await().pollInterval(Duration.ofMillis(50)).atMost(Calm.PATIENCE).untilAsserted(seen);
    }

    private static RunningHub.Got get(String path) {
        return hub.hub("GET", path, null, PROGRAM);
    }

    private static RunningHub.Got post(String path, ObjectNode body) {
        return hub.hub("POST", path, body, PROGRAM);
    }

    @Test
    @Order(1)
    void every_documented_operation_is_answered_and_every_answered_one_documented() {
        List<String> routed = hub.hub().routes().stream().map(MainJobTest::name).toList();
        List<String> documented = Contract.read().operations().stream()
                .map(Contract.Operation::name)
                .toList();

        assertThat(routed).containsExactlyInAnyOrderElementsOf(documented);
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }

    @Test
    @Order(2)
    void the_first_administrator_comes_by_the_one_time_link_and_only_once() {
        ObjectNode who = json("{'email':'ana@example.com','password':'una clave larga 42','name':'Ana'}");
        who.put("token", setupToken);

        assertThat(hub.hub("POST", "/v1/setup", who, Map.of()).status()).isEqualTo(201);
        assertThat(hub.hub("POST", "/v1/setup", who, Map.of()).status()).isBetween(400, 499);

        RunningHub.Got login = hub.hub(
                "POST",
                "/v1/auth/login",
                json("{'email':'ana@example.com','password':'una clave larga 42'}"),
                Map.of());
        assertThat(login.status()).isEqualTo(200);
        ADMINISTRATOR.put("Authorization", "Bearer " + login.text("/access_token"));
    }

    @Test
    @Order(3)
    void a_company_is_made_with_a_number_a_key_and_an_endpoint() {
        RunningHub.Got tenant = hub.hub("POST", "/v1/tenants", json("""
                        {'name':'Demo','slug':'demo','locale':'es-AR','timeZone':'America/Argentina/Buenos_Aires',
                         'limits':{'requestsPerMinute':6000,'messagesPerDay':1000,'devices':10}}
                        """), ADMINISTRATOR);
        assertThat(tenant.status()).isEqualTo(201);
        ADMINISTRATOR.put("X-Tenant-Id", tenant.text("/id"));

        ObjectNode business = json("{'name':'Demo','verifyToken':'vt'}");
        business.put("phone", BUSINESS).put("webhookUrl", hub.url() + "/v1/webhooks/whatsapp");
        RunningHub.Got meta = hub.sandbox("POST", "/sandbox/businesses", business);
        ObjectNode wanted = json("{'name':'Ventas','transport':'CLOUD','cloud':{}}");
        ((ObjectNode) wanted.get("cloud"))
                .put("phoneNumberId", meta.text("/phoneNumberId"))
                .put("businessAccountId", meta.text("/wabaId"))
                .put("accessToken", meta.text("/accessToken"))
                .put("verifyToken", "vt")
                .put("appSecret", meta.text("/appSecret"));
        RunningHub.Got created = hub.hub("POST", "/v1/devices", wanted, ADMINISTRATOR);
        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
        device = created.text("/id");

        RunningHub.Got key = hub.hub("POST", "/v1/api-keys", json("""
                        {'name':'bot','deviceIds':null,'expiresAt':null,
                         'scopes':['messages:send','messages:read','devices:read','devices:manage','webhooks:read',
                                   'webhooks:manage','events:read','media:read','media:write','stats:read']}
                        """), ADMINISTRATOR);
        assertThat(key.status()).isEqualTo(201);
        PROGRAM.put("X-Api-Key", key.text("/key"));
        PROGRAM.put("X-Tenant-Id", ADMINISTRATOR.get("X-Tenant-Id"));

        ObjectNode hook = json("{'eventTypes':['*'],'deviceIds':null,'format':'palomar','description':'the company'}");
        RunningHub.Got endpointMade = post("/v1/webhook-endpoints", hook.put("url", receiver.url()));
        assertThat(endpointMade.status()).isEqualTo(201);
        endpoint = endpointMade.text("/id");
        secret = endpointMade.text("/secret");

        until(() -> assertThat(get("/v1/devices/" + device).text("/state")).isEqualTo("ONLINE"));
    }

    @Test
    @Order(4)
    void a_customer_writes_and_the_companys_webhook_has_it_signed() throws Exception {
        hub.sandbox("POST", "/sandbox/phones", json("{'name':'Carla'}").put("phone", CARLA));
        ObjectNode said = json("{'type':'text','text':{'body':'hola, ¿hay stock? 👋'}}");

        assertThat(hub.sandbox("POST", "/sandbox/phones/" + CARLA + "/messages", said.put("to", BUSINESS))
                        .status())
                .isEqualTo(200);

        until(() -> assertThat(received("message.received")).hasSize(1));
        Receiver.Got got = receiver.got().stream()
                .filter(one -> one.type().equals("message.received"))
                .findFirst()
                .orElseThrow();
        assertThat(got.json().at("/normalized/text/body").asString()).isEqualTo("hola, ¿hay stock? 👋");
        assertThat(got.json().at("/normalized/from/name").asString()).isEqualTo("Carla");
        assertThat(got.json().at("/raw").isObject()).isTrue();
        Map<String, List<String>> headers = new HashMap<>();
        got.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        new Webhook(secret)
                .verify(new String(got.body(), StandardCharsets.UTF_8), HttpHeaders.of(headers, (_, _) -> true));
    }

    private static List<JsonNode> received(String type) {
        return receiver.taken().stream()
                .map(Receiver.Got::json)
                .filter(event -> event.get("type").asString().equals(type))
                .toList();
    }

    @Test
    @Order(5)
    void the_company_answers_and_the_customer_reads_it() {
        RunningHub.Got sent = post(
                "/devices/" + device + "/messages/send",
                json("{'text':'sí, hay'}").put("to", "+54 9 11 5555-0100"));
        assertThat(sent.status()).isEqualTo(202);
        String id = sent.text("/id");
        until(() -> assertThat(get("/v1/messages/" + id).text("/status")).isEqualTo("delivered"));

        JsonNode seen = hub.sandbox("GET", "/sandbox/phones/" + CARLA + "/messages", null)
                .body()
                .get("data");
        JsonNode answer = seen.get(seen.size() - 1);
        assertThat(answer.at("/text/body").asString()).isEqualTo("sí, hay");
        hub.sandbox(
                "POST",
                "/sandbox/phones/" + CARLA + "/read",
                json("{}").put("id", answer.get("id").asString()));

        until(() -> assertThat(get("/v1/messages/" + id).text("/status")).isEqualTo("read"));
        until(() -> assertThat(received("message.read")).hasSize(1));
        assertThat(receiver.taken().stream()
                        .map(Receiver.Got::type)
                        .filter(type -> type.startsWith("message."))
                        .toList())
                .containsExactly(
                        "message.received", "message.queued", "message.sent", "message.delivered", "message.read");
    }

    @Test
    @Order(6)
    void a_repeated_request_with_its_key_sends_nothing_again() {
        Map<String, String> once = new HashMap<>(PROGRAM);
        once.put("Idempotency-Key", "order-1");
        ObjectNode body = json("{'text':'una sola vez'}").put("to", CARLA);
        String path = "/v1/devices/" + device + "/messages/send";

        RunningHub.Got first = hub.hub("POST", path, body, once);
        RunningHub.Got second = hub.hub("POST", path, body, once);
        RunningHub.Got other =
                hub.hub("POST", path, json("{'text':'otra cosa'}").put("to", CARLA), once);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(409);
        until(() -> assertThat(get("/v1/messages/" + first.text("/id")).text("/status"))
                .isEqualTo("delivered"));
        assertThat(said("una sola vez")).isEqualTo(1);
    }

    private static long said(String text) {
        return hub.sandbox("GET", "/sandbox/phones/" + CARLA + "/messages", null)
                .body()
                .get("data")
                .valueStream()
                .filter(message -> message.at("/text/body").asString("").equals(text))
                .count();
    }

    @Test
    @Order(7)
    void meta_delivers_twice_with_a_wrong_signature_or_for_a_strange_number_and_nothing_comes_of_it() {
        hub.sandbox("POST", "/sandbox/faults", json("{'on':'true','kind':'webhook-duplicate','count':2}"));
        int before = received("message.received").size();
        hub.sandbox(
                "POST",
                "/sandbox/phones/" + CARLA + "/messages",
                json("{'type':'text','text':{'body':'dos veces'}}").put("to", BUSINESS));
        until(() -> assertThat(received("message.received")).hasSize(before + 1));
        hub.sandbox("DELETE", "/sandbox/faults", null);

        ObjectNode forged = json("""
                {'object':'whatsapp_business_account','entry':[{'id':'1','changes':[{'field':'messages','value':
                 {'messaging_product':'whatsapp','metadata':{'phone_number_id':'999'},'messages':[]}}]}]}
                """);
        RunningHub.Got refused = hub.hub(
                "POST", "/v1/webhooks/whatsapp", forged, Map.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64)));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(received("message.received")).hasSize(before + 1);
    }

    @Test
    @Order(8)
    void what_a_receiver_missed_while_the_hub_was_restarted_comes_afterwards() {
        receiver.answers(503);
        hub.sandbox(
                "POST",
                "/sandbox/phones/" + CARLA + "/messages",
                json("{'type':'text','text':{'body':'durante la caída'}}").put("to", BUSINESS));
        until(() -> assertThat(get("/v1/deliveries?state=parked&endpointId=" + endpoint)
                        .body()
                        .get("data"))
                .hasSize(1));

        String delivery =
                get("/v1/deliveries?state=parked&endpointId=" + endpoint).text("/data/0/id");
        hub.restart();
        receiver.answers(200);
        assertThat(post("/v1/deliveries/" + delivery + "/retry", json("{}")).status())
                .isEqualTo(202);

        until(() -> assertThat(received("message.received")
                        .getLast()
                        .at("/normalized/text/body")
                        .asString())
                .isEqualTo("durante la caída"));
        until(() -> assertThat(
                        get("/v1/deliveries/" + delivery + "/attempts").body().get("data"))
                .hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    @Order(9)
    void a_picture_comes_in_is_fetched_and_can_be_opened_by_the_link_of_its_event() {
        ObjectNode picture = json("{'type':'image','image':{'caption':'mirá'}}");
        RunningHub.Got wrote =
                hub.sandbox("POST", "/sandbox/phones/" + CARLA + "/messages", picture.put("to", BUSINESS));
        assertThat(wrote.status()).as(wrote.body().toString()).isEqualTo(200);

        until(() -> assertThat(received("message.received")
                        .getLast()
                        .at("/normalized/type")
                        .asString())
                .isEqualTo("image"));
        JsonNode media = received("message.received").getLast().at("/normalized/media");
        until(() -> assertThat(get("/v1/media/" + media.get("id").asString()).text("/state"))
                .isEqualTo("stored"));
        String link = media.get("url").asString().replaceFirst("^http://[^/]+", "");
        assertThat(hub.hub("GET", link, null, Map.of()).status()).isEqualTo(200);
        assertThat(hub.hub("GET", link.substring(0, link.length() - 4) + "AAAA", null, Map.of())
                        .status())
                .isEqualTo(401);
    }

    @Test
    @Order(10)
    void whoever_has_pulled_millions_of_events_goes_on_where_they_are() {
        RunningHub.Got page = get("/v1/events?after=" + Positions.farAlong(1L << 40, java.time.Instant.now()));

        assertThat(page.status()).as("%s", page).isEqualTo(200);
        assertThat(page.body().get("data")).isEmpty();
    }

    @Test
    @Order(10)
    void figures_lists_and_the_catalogue_are_there() {
        until(() -> assertThat(get("/v1/stats").body().at("/messages/inbound").asInt())
                .isGreaterThan(2));
        for (String path : List.of(
                "/v1/event-types",
                "/v1/conversations",
                "/v1/contacts",
                "/v1/messages",
                "/v1/devices",
                "/v1/webhook-endpoints",
                "/v1/deliveries",
                "/v1/events")) {
            RunningHub.Got list = get(path);
            assertThat(list.status()).as(path).isEqualTo(200);
            assertThat(list.body().get("data")).as(path).isNotEmpty();
        }
    }

    @Test
    @Order(11)
    void another_company_finds_nothing_of_this_one() {
        RunningHub.Got tenant = hub.hub("POST", "/v1/tenants", json("{'name':'Otra','slug':'otra'}"), ADMINISTRATOR);
        Map<String, String> stranger = new HashMap<>(ADMINISTRATOR);
        stranger.put("X-Tenant-Id", tenant.text("/id"));
        RunningHub.Got key = hub.hub(
                "POST",
                "/v1/api-keys",
                json(
                        "{'name':'x','scopes':['messages:send','messages:read','devices:read','devices:manage','webhooks:read','webhooks:manage','events:read','media:read']}"),
                stranger);
        Map<String, String> theirs = Map.of("X-Api-Key", key.text("/key"));
        String message = get("/v1/messages").text("/data/0/id");
        String delivery = get("/v1/deliveries").text("/data/0/id");
        String conversation = get("/v1/conversations").text("/data/0/id");

        for (String path : List.of(
                "/v1/devices/" + device,
                "/v1/messages/" + message,
                "/v1/conversations/" + conversation,
                "/v1/webhook-endpoints/" + endpoint,
                "/v1/deliveries/" + delivery,
                "/v1/deliveries/" + delivery + "/attempts")) {
            assertThat(hub.hub("GET", path, null, theirs).status()).as(path).isEqualTo(404);
        }
        assertThat(hub.hub(
                                "POST",
                                "/devices/" + device + "/messages/send",
                                json("{'text':'x'}").put("to", CARLA),
                                theirs)
                        .status())
                .isEqualTo(404);
        assertThat(hub.hub("POST", "/v1/deliveries/" + delivery + "/retry", json("{}"), theirs)
                        .status())
                .isEqualTo(404);
        assertThat(hub.hub("GET", "/v1/events", null, theirs).body().get("data"))
                .isEmpty();
        assertThat(hub.hub("GET", "/v1/messages", null, theirs).body().get("data"))
                .isEmpty();
        Map<String, String> mixed = new HashMap<>(theirs);
        mixed.put("X-Tenant-Id", PROGRAM.get("X-Tenant-Id"));
        assertThat(hub.hub("GET", "/v1/devices", null, mixed).status()).isEqualTo(403);
    }
}
