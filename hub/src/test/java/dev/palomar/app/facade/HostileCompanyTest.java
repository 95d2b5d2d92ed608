package dev.palomar.app.facade;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.Contract;
import dev.palomar.app.RunningHub;
import dev.palomar.app.WebPlace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Two companies mind their business, and a third, which knows every id and number of theirs, tries everything. The
/// paths are those of the contracts, so a new one is tried as soon as it is documented.
class HostileCompanyTest {

    private static final String SECRET = "clave de la caja 4711";
    /// What does not change by itself.
    private static final Pattern KEPT = Pattern.compile(
            "\"(id|name|body|email|description|scopes|paused|role)\":(\"[^\"]*\"|\\[[^]]*]|true|false)");

    /// They work on the caller's own session or body and name nothing of a company.
    private static final Set<String> OF_NOBODY = Set.of(
            "/v1/setup",
            "/v1/auth/login",
            "/v1/auth/refresh",
            "/v1/auth/logout",
            "/v1/auth/password",
            "/v1/auth/token",
            "/v1/auth/invitation",
            "/v1/stream");

    private static final List<String> MARKS = new ArrayList<>();
    private static final Map<String, String> OWNER = new HashMap<>();
    private static Borrowed theirs;
    private static String pairingToken;
    private static Map<String, String> hostileKey;
    private static Map<String, String> neighbourKey;
    private static Map<String, String> hostilePerson;

    private static BothNumbers place() {
        return BothNumbers.place();
    }

    private static RunningHub hub() {
        return place().hub();
    }

    @BeforeAll
    static void everybodyHasSomething() {
        WebPlace company = place().company();
        OWNER.putAll(company.actingFor(company.tenant()));
        String ana = company.person("Ana Reservada");
        place().writes(ana, place().cloud, SECRET);
        place().writes(ana, place().web, SECRET);
        place().writes(ana, place().cloud, json("{'type':'image','image':{'caption':'" + SECRET + "'}}"));
        ObjectNode hook = json("{'eventTypes':['message.*'],'description':'" + SECRET + "'}");
        company.post("/v1/webhook-endpoints", hook.put("url", "http://127.0.0.1:9/" + "hook"));
        place().graph(
                        "POST",
                        "/" + place().cloud.account() + "/message_templates",
                        json(
                                "{'name':'secreto','language':'es','category':'UTILITY','components':[{'type':'BODY','text':'"
                                        + SECRET + "'}]}"));
        RunningHub.Got pairing =
                company.post("/v1/devices/" + company.device("Sin enlazar") + "/pairing-link", json("{}"));
        pairingToken = pairing.text("/url").replaceAll(".*[/#=]", "");
        theirs = new Borrowed(hub(), OWNER, place().cloud.device(), pairingToken);
        MARKS.addAll(List.of(
                SECRET,
                ana,
                ana.substring(1),
                place().cloud.business(),
                place().web.business()));

        hostileKey = hostile(company.company("hostil"));
        String neighbour = company.company("vecina");
        hostilePerson = company.actingFor(neighbour);
        hub().hub("POST", "/v1/devices", json("{'name':'Panadería','transport':'WEB'}"), hostilePerson);
        neighbourKey = hostile(neighbour);
    }

    /// A company whose key may do everything that a key can.
    private static Map<String, String> hostile(String tenant) {
        Map<String, String> administrator = place().company().actingFor(tenant);
        ObjectNode wanted = json("{'name':'todo','scopes':[]}");
        Contract.read()
                .document()
                .at("/components/schemas/Scope/enum")
                .valueStream()
                .map(JsonNode::asString)
                .filter(scope -> !scope.equals("tenants:manage"))
                .forEach(((ArrayNode) wanted.get("scopes"))::add);
        RunningHub.Got key = hub().hub("POST", "/v1/api-keys", wanted, administrator);
        assertThat(key.status()).as("%s", key).isEqualTo(201);
        return Map.of("Authorization", "Bearer " + key.text("/key"));
    }

    @Test
    void by_the_api_a_stranger_finds_and_changes_nothing() {
        Map<String, String> before = whatTheCompanyHas();
        Set<String> answered = hub().routes().stream()
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toSet());
        for (Contract.Operation operation : Contract.read().operations()) {
            boolean open = operation.node().has("security")
                    && operation.node().at("/security").isEmpty();
            if (open || OF_NOBODY.contains(operation.path()) || !answered.contains(operation.name())) {
                continue;
            }
            String path = theirs.path(operation.path());
            JsonNode body = theirs.body(operation);
            tries(operation, path, body, neighbourKey);
            tries(operation, path, body, hostileKey);
            String what = operation.method() + " " + path;
            Map<String, String> pretending = new HashMap<>(hostileKey);
            pretending.put("X-Tenant-Id", OWNER.get("X-Tenant-Id"));
            assertThat(hub().hub(operation.method(), path, body, pretending).status())
                    .as("as the other company: %s", what)
                    .isEqualTo(403);
            assertThat(hub().hub(operation.method(), path, body, Map.of()).status())
                    .as("without credentials: %s", what)
                    .isEqualTo(401);
        }
        assertThat(whatTheCompanyHas()).isEqualTo(before);
    }

    private static void tries(
            Contract.Operation operation, String path, JsonNode body, Map<String, String> credentials) {
        RunningHub.Got got = hub().hub(operation.method(), path, body, credentials);
        String what = operation.method() + " " + path + " → " + got;
        if (!path.equals(operation.path())) {
            assertThat(got.status()).as(what).isBetween(400, 499);
            if (operation.method().equals("GET") && !operation.path().contains("/v1/tenants")) {
                assertThat(got.status()).as(what).isIn(403, 404, 422);
            }
        }
        assertThat(got.status()).as(what).isNotEqualTo(500);
        assertThat(MARKS).as(what).noneMatch(got.body().toString()::contains);
    }

    @Test
    void by_the_facade_a_stranger_finds_and_changes_nothing() throws IOException {
        JsonNode facade;
        try (InputStream yaml = HostileCompanyTest.class.getResourceAsStream("/facade.yaml")) {
            facade = new YAMLMapper().readTree(yaml.readAllBytes());
        }
        Map<String, String> before = whatTheCompanyHas();
        List<String> ids = new ArrayList<>(List.of(
                place().cloud.phoneNumberId(),
                place().web.phoneNumberId(),
                place().cloud.account(),
                place().web.account()));
        ids.add(place().company().get("/v1/templates").text("/data/0/wireId"));
        ids.add(theirs.first("/v1/media"));
        facade.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    for (String id : ids) {
                        String where = "/v24.0" + path.getKey().replace("{id}", id);
                        String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
                        JsonNode body = method.equals("POST") ? Borrowed.example(operation.getValue()) : null;
                        if (path.getKey().endsWith("/media")) {
                            continue;
                        }
                        RunningHub.Got got = hub().hub(method, where + "?name=secreto", body, hostileKey);
                        assertThat(got.body().at("/error/code").asInt())
                                .as("%s %s → %s", method, where, got)
                                .isEqualTo(100);
                        assertThat(got.body().at("/error/error_subcode").asInt())
                                .as("%s", got)
                                .isEqualTo(33);
                        assertThat(MARKS).noneMatch(got.body().toString()::contains);
                        assertThat(hub().hub(method, where, body, Map.of())
                                        .body()
                                        .at("/error/code")
                                        .asInt())
                                .isEqualTo(190);
                    }
                }));
        assertThat(whatTheCompanyHas()).isEqualTo(before);
    }

    @Test
    void a_person_of_another_company_is_no_better_off_than_a_program() {
        for (String path : List.of(
                "/v1/devices/{id}", "/v1/conversations/{id}/messages", "/v1/contacts/{id}", "/v1/media/{id}/content")) {
            assertThat(hub().hub("GET", theirs.path(path), null, hostilePerson).status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void the_stream_hints_at_nothing_of_others() throws Exception {
        HttpRequest listen = HttpRequest.newBuilder(URI.create(hub().url() + "/v1/stream"))
                .header("Authorization", hostileKey.get("Authorization"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream = client.send(listen, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            StringBuilder heard = new StringBuilder();
            CompletableFuture<Void> listening = CompletableFuture.runAsync(() -> {
                byte[] bytes = new byte[4_096];
                try (InputStream in = stream.body()) {
                    for (int got = in.read(bytes); got >= 0; got = in.read(bytes)) {
                        synchronized (heard) {
                            heard.append(new String(bytes, 0, got, StandardCharsets.UTF_8));
                        }
                    }
                } catch (IOException ended) {
                    // the test is over
                }
            });
            String ana = place().company().person("Ana");
            place().writes(ana, place().cloud, SECRET);
            place().sends(place().cloud, ana, SECRET);
            place().onPhone(ana, SECRET);
            synchronized (heard) {
                assertThat(heard.toString())
                        .doesNotContain("cnv_")
                        .doesNotContain("msg_")
                        .doesNotContain("dev_");
            }
            client.shutdownNow();
            listening.join();
        }
    }

    @Test
    void links_to_files_and_for_pairing_open_nothing_else() {
        String media = theirs.first("/v1/media");
        RunningHub.Got link = hub().hub("POST", "/v1/media/" + media + "/link", json("{}"), OWNER);
        String path = link.text("/url").replaceFirst("^http://[^/]+", "");
        RunningHub.Got mine = hub().hub("POST", "/v1/media/" + media + "/link", json("{}"), hostileKey);
        assertThat(mine.status()).isEqualTo(404);
        assertThat(hub().hub("GET", path, null, Map.of()).status()).isEqualTo(200);
        assertThat(hub().hub("GET", path, null, hostileKey).status()).isEqualTo(404);
        assertThat(hub().hub("GET", path.replaceFirst("expires=\\d", "expires=9"), null, Map.of())
                        .status())
                .isIn(401, 422);
        String other = path.replace(media, "med_" + "0".repeat(25) + "1");
        assertThat(hub().hub("GET", other, null, Map.of()).status()).isIn(401, 404);

        String token = pairingToken;
        String guessed = (token.startsWith("A") ? "B" : "A") + token.substring(1);
        for (String what : List.of("", "/connect", "/code")) {
            RunningHub.Got got = hub().hub(
                            what.isEmpty() ? "GET" : "POST",
                            "/v1/pairing/" + guessed + what,
                            what.equals("/code") ? json("{'phone':'+5491155550100'}") : null,
                            hostileKey);
            assertThat(got.status()).as(what).isEqualTo(404);
        }
    }

    @Test
    void a_callback_with_another_apps_signature_or_a_made_up_state_brings_nothing() {
        ObjectNode forged = json("""
            {'object':'whatsapp_business_account','entry':[{'id':'1','changes':[{'field':'messages','value':
             {'messaging_product':'whatsapp','metadata':{'phone_number_id':'','display_phone_number':''},
              'messages':[{'from':'5491155550000','id':'wamid.forged','timestamp':'1764200000','type':'text',
                           'text':{'body':'forjado'}}]}}]}]}
            """);
        ((ObjectNode) forged.at("/entry/0/changes/0/value/metadata"))
                .put("phone_number_id", place().cloud.phoneNumberId());
        for (String path : List.of(
                "/v1/webhooks/whatsapp",
                "/webhooks/meta/whatsapp",
                "/webhooks/meta/whatsapp/" + place().cloud.device(),
                "/webhooks/meta/whatsapp/" + place().web.device())) {
            RunningHub.Got got =
                    hub().hub("POST", path, forged, Map.of("X-Hub-Signature-256", "sha256=" + "ab".repeat(32)));
            assertThat(got.status()).as(path).isIn(401, 404);
        }
        assertThat(hub().hub("GET", "/v1/messages?wireId=wamid.forged", null, OWNER)
                        .body()
                        .path("data"))
                .isEmpty();
        String before = whatTheCompanyHas().toString();
        hub().hub("GET", "/oauth/meta/callback?code=abc&state=" + "a".repeat(43), null, Map.of());
        assertThat(whatTheCompanyHas().toString()).isEqualTo(before);
    }

    /// What can be listed of the company.
    private static Map<String, String> whatTheCompanyHas() {
        Map<String, String> all = new TreeMap<>();
        for (Contract.Operation operation : Contract.read().operations()) {
            String path = operation.path();
            boolean list = operation.method().equals("GET") && path.startsWith("/v1/") && !path.contains("{");
            boolean moves = path.matches(
                    "/v1/(platform/.*|audit|stats|logs|deliveries|stream|events|alerts|auth/.*|.*sync|tenants)");
            if (list && !moves) {
                Matcher kept =
                        KEPT.matcher(hub().hub("GET", path, null, OWNER).body().toString());
                StringBuilder said = new StringBuilder();
                while (kept.find()) {
                    said.append(kept.group()).append('\n');
                }
                all.put(path, said.toString());
            }
        }
        return all;
    }
}
