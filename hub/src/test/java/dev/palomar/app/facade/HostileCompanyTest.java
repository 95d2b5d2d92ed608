package dev.palomar.app.facade;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.Contract;
import dev.palomar.app.RunningHub;
import dev.palomar.app.WebPlace;
import dev.palomar.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Three companies, each of which knows every id and number of the others and tries everything. The paths are those of
/// the contracts, so a new one is tried as soon as it is documented.
class HostileCompanyTest {

    /// What does not change by itself.
    private static final Pattern KEPT = Pattern.compile(
            "\"(id|name|body|email|description|scopes|paused|role)\":(\"[^\"]*\"|\\[[^]]*]|true|false)");

    /// They work on the caller's own session or body and name nothing of a company.
    private static final Pattern NAMED = Pattern.compile("(cnv|msg|dev)_[0-9a-z]{26}");

    private static final Set<String> OF_NOBODY = Set.of(
            "/v1/setup",
            "/v1/tenant",
            "/v1/auth/login",
            "/v1/auth/refresh",
            "/v1/auth/logout",
            "/v1/auth/password",
            "/v1/auth/token",
            "/v1/auth/invitation",
            "/v1/stream");

    private static final List<Party> PARTIES = new ArrayList<>();

    private static BothNumbers place() {
        return BothNumbers.place();
    }

    private static RunningHub hub() {
        return place().hub();
    }

    @BeforeAll
    static void everybodyHasSomething() {
        WebPlace company = place().company();
        String ana = company.person("Ana Reservada");
        place().writes(ana, place().web, "clave de la caja");
        Party first = Party.of(company, place().cloud, ana);
        first.marks().add(place().web.business());
        PARTIES.add(first);
        for (String slug : List.of("vecina", "hostil")) {
            WebPlace other = company.as(company.company(slug));
            String phone = slug.equals("vecina") ? "+5491100000078" : "+5491100000079";
            PARTIES.add(Party.of(other, place().cloudNumber(other, phone), company.person("Persona de " + slug)));
        }
    }

    private static List<Party> parties() {
        return PARTIES;
    }

    private static List<Party> others(Party party) {
        return PARTIES.stream().filter(other -> other != party).toList();
    }

    @ParameterizedTest
    @MethodSource("parties")
    void by_the_api_strangers_find_and_change_nothing(Party victim) {
        Map<String, String> before = has(victim);
        Set<String> answered = hub().routes().stream()
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toSet());
        for (Contract.Operation operation : Contract.read().operations()) {
            boolean open = operation.node().has("security")
                    && operation.node().at("/security").isEmpty();
            if (open || OF_NOBODY.contains(operation.path()) || !answered.contains(operation.name())) {
                continue;
            }
            String path = victim.all().path(operation.path());
            JsonNode body = victim.all().body(operation);
            String what = operation.method() + " " + path;
            for (Party stranger : others(victim)) {
                tries(operation, path, body, victim, stranger);
                Map<String, String> pretending = new HashMap<>(stranger.key());
                pretending.put("X-Tenant-Id", victim.owner().get("X-Tenant-Id"));
                assertThat(hub().hub(operation.method(), path, body, pretending).status())
                        .as("as the other company: %s", what)
                        .isEqualTo(403);
            }
            assertThat(hub().hub(operation.method(), path, body, Map.of()).status())
                    .as("without credentials: %s", what)
                    .isEqualTo(401);
        }
        assertThat(has(victim)).isEqualTo(before);
    }

    private static void tries(
            Contract.Operation operation, String path, @Nullable JsonNode body, Party victim, Party stranger) {
        RunningHub.Got got = hub().hub(operation.method(), path, body, stranger.key());
        String what = operation.method() + " " + path + " → " + got;
        if (!path.equals(operation.path())) {
            assertThat(got.status()).as(what).isBetween(400, 499);
            if (operation.method().equals("GET") && !operation.path().contains("/v1/tenants")) {
                assertThat(got.status()).as(what).isIn(403, 404, 422);
            }
        }
        assertThat(got.status()).as(what).isNotEqualTo(500);
        assertThat(victim.marks()).as(what).noneMatch(got.body().toString()::contains);
    }

    @ParameterizedTest
    @MethodSource("parties")
    void by_the_facade_strangers_find_and_change_nothing(Party victim) throws IOException {
        JsonNode facade;
        try (InputStream yaml = HostileCompanyTest.class.getResourceAsStream("/facade.yaml")) {
            facade = new YAMLMapper().readTree(yaml.readAllBytes());
        }
        Map<String, String> before = has(victim);
        List<String> ids = new ArrayList<>(List.of(
                victim.all().first("/v1/media"),
                hub().hub("GET", "/v1/templates", null, victim.owner()).text("/data/0/wireId")));
        for (JsonNode device :
                hub().hub("GET", "/v1/devices", null, victim.owner()).body().path("data")) {
            ids.add(device.path("phoneNumberId").asString());
            ids.add(device.path("businessAccountId").asString());
        }
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
                        for (Party stranger : others(victim)) {
                            RunningHub.Got got = hub().hub(method, where + "?name=secreto", body, stranger.key());
                            assertThat(got.body().at("/error/code").asInt())
                                    .as("%s %s → %s", method, where, got)
                                    .isEqualTo(100);
                            assertThat(got.body().at("/error/error_subcode").asInt())
                                    .as("%s", got)
                                    .isEqualTo(33);
                            assertThat(victim.marks()).noneMatch(got.body().toString()::contains);
                        }
                        assertThat(hub().hub(method, where, body, Map.of())
                                        .body()
                                        .at("/error/code")
                                        .asInt())
                                .isEqualTo(190);
                    }
                }));
        assertThat(has(victim)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("parties")
    void a_person_of_another_company_is_no_better_off_than_a_program(Party victim) {
        for (Party stranger : others(victim)) {
            Map<String, String> person = stranger.owner();
            for (String path : List.of(
                    "/v1/devices/{id}",
                    "/v1/conversations/{id}/messages",
                    "/v1/contacts/{id}",
                    "/v1/media/{id}/content")) {
                assertThat(hub().hub("GET", victim.all().path(path), null, person)
                                .status())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("parties")
    void the_stream_hints_at_nothing_of_others(Party victim) {
        List<Listener> listeners = others(victim).stream()
                .map(stranger -> new Listener(hub().url(), stranger.key().get("Authorization")))
                .toList();
        Listener own = new Listener(hub().url(), victim.key().get("Authorization"));

        victim.talks();

        BothNumbers.until(
                () -> assertThat(own.heard()).contains("cnv_").contains("msg_").contains("dev_"));
        List<String> named = NAMED.matcher(own.heard())
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        for (Listener listener : listeners) {
            assertThat(named).noneMatch(listener.heard()::contains);
            listener.close();
        }
        own.close();
    }

    @ParameterizedTest
    @MethodSource("parties")
    void links_to_files_and_for_pairing_open_nothing_else(Party victim) {
        String media = victim.all().first("/v1/media");
        RunningHub.Got link = hub().hub("POST", "/v1/media/" + media + "/link", json("{}"), victim.owner());
        String path = link.text("/url").replaceFirst("^http://[^/]+", "");
        assertThat(hub().hub("GET", path, null, Map.of()).status()).isEqualTo(200);
        assertThat(hub().hub("GET", path.replaceFirst("expires=\\d", "expires=9"), null, Map.of())
                        .status())
                .isIn(401, 422);
        for (Party stranger : others(victim)) {
            assertThat(hub().hub("POST", "/v1/media/" + media + "/link", json("{}"), stranger.key())
                            .status())
                    .isEqualTo(404);
            assertThat(hub().hub("GET", path, null, stranger.key()).status()).isEqualTo(404);
            // the signature of one file is no good for another, its own company's neither
            String other = path.replace(media, stranger.all().first("/v1/media"));
            assertThat(hub().hub("GET", other, null, Map.of()).status()).isIn(401, 404);

            String token = victim.pairing();
            String guessed = (token.startsWith("A") ? "B" : "A") + token.substring(1);
            for (String what : List.of("", "/connect", "/code")) {
                RunningHub.Got got = hub().hub(
                                what.isEmpty() ? "GET" : "POST",
                                "/v1/pairing/" + guessed + what,
                                what.equals("/code") ? json("{'phone':'+5491155550100'}") : null,
                                stranger.key());
                assertThat(got.status()).as(what).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("parties")
    void a_callback_that_another_companys_app_signed_or_with_a_made_up_state_brings_nothing(Party victim)
            throws GeneralSecurityException {
        ObjectNode forged = json("""
            {'object':'whatsapp_business_account','entry':[{'id':'1','changes':[{'field':'messages','value':
             {'messaging_product':'whatsapp','metadata':{'phone_number_id':'','display_phone_number':''},
              'messages':[{'from':'5491155550000','id':'wamid.forged','timestamp':'1764200000','type':'text',
                           'text':{'body':'forjado'}}]}}]}]}
            """);
        ((ObjectNode) forged.at("/entry/0/changes/0/value/metadata"))
                .put("phone_number_id", victim.line().phoneNumberId());
        for (Party stranger : others(victim)) {
            for (String signature : List.of("ab".repeat(32), signed(forged, place().secret(stranger.line())))) {
                for (String path : List.of(
                        "/v1/webhooks/whatsapp",
                        "/webhooks/meta/whatsapp",
                        "/webhooks/meta/whatsapp/" + stranger.line().device(),
                        "/webhooks/meta/whatsapp/" + victim.line().device(),
                        "/webhooks/meta/whatsapp/" + place().web.device())) {
                    RunningHub.Got got =
                            hub().hub("POST", path, forged, Map.of("X-Hub-Signature-256", "sha256=" + signature));
                    assertThat(got.status()).as(path).isIn(200, 401, 404);
                }
            }
        }
        assertThat(hub().hub("GET", "/v1/messages?wireId=wamid.forged", null, victim.owner())
                        .body()
                        .path("data"))
                .isEmpty();
        String before = has(victim).toString();
        hub().hub("GET", "/oauth/meta/callback?code=abc&state=" + "a".repeat(43), null, Map.of());
        assertThat(has(victim).toString()).isEqualTo(before);
    }

    private static String signed(JsonNode body, String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(Json.text(body).getBytes(StandardCharsets.UTF_8)));
    }

    /// What can be listed of the company.
    private static Map<String, String> has(Party party) {
        Map<String, String> all = new TreeMap<>();
        for (Contract.Operation operation : Contract.read().operations()) {
            String path = operation.path();
            boolean list = operation.method().equals("GET") && path.startsWith("/v1/") && !path.contains("{");
            boolean moves = path.matches(
                    "/v1/(platform/.*|audit|stats|logs|deliveries|stream|events|alerts|auth/.*|.*sync|tenants)");
            if (list && !moves) {
                Matcher kept = KEPT.matcher(
                        hub().hub("GET", path, null, party.owner()).body().toString());
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
