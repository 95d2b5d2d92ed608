package dev.palomar.app.facade;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Route;
import dev.palomar.app.RunningHub;
import dev.palomar.app.facade.BothNumbers.Line;
import dev.palomar.conversation.GivenNames;
import dev.palomar.model.Json;
import dev.palomar.tenant.Role;
import dev.palomar.tenant.Scope;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.whatsapp.WhatsAppComponent;
import org.apache.camel.component.whatsapp.model.TextMessage;
import org.apache.camel.component.whatsapp.model.TextMessageRequest;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Programs made for Meta's Cloud API call this hub, for a Cloud number and for one that is linked by QR.
class FacadeTest {

    private static final Path SDK = Path.of("..", "sdk").toAbsolutePath().normalize();

    private static BothNumbers place() {
        return BothNumbers.place();
    }

    static List<Line> numbers() {
        return List.of(place().cloud, place().web);
    }

    @Test
    void every_call_is_documented_with_the_scopes_that_it_takes_and_every_documented_one_answered() throws IOException {
        JsonNode document;
        try (InputStream yaml = FacadeTest.class.getResourceAsStream("/facade.yaml")) {
            document = new YAMLMapper().readTree(yaml.readAllBytes());
        }
        Map<String, Set<String>> documented = new TreeMap<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> documented.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation
                                        .getValue()
                                        .get("x-scopes")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .collect(Collectors.toSet()))));
        Map<String, Set<String>> answered = new TreeMap<>();
        for (Route route : place().hub().facadeRoutes()) {
            Set<Scope> scopes = switch (route.access()) {
                case Access.OfTenant(Scope scope, Set<Role> _) -> Set.of(scope);
                case Access.OfTenantWithOneOf(Set<Scope> some, Set<Role> _) -> some;
                default -> Set.of();
            };
            answered.put(
                    route.method() + " " + route.path(),
                    scopes.stream().map(Scope::word).collect(Collectors.toSet()));
        }
        assertThat(answered).isEqualTo(documented);
        assertThat(place().hub()
                        .hub("GET", "/facade.json", null, Map.of())
                        .body()
                        .path("paths"))
                .hasSize(document.get("paths").size());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void the_npm_sdks_work_unmodified_with_the_hub_in_place_of_meta(Line number) throws Exception {
        packages();
        String output = node(Map.of(
                "HUB_URL", place().hub().url(),
                "SANDBOX_URL", place().hub().sandbox.baseUrl(),
                "API_KEY", place().key,
                "PHONE_NUMBER_ID", number.phoneNumberId(),
                "WABA_ID", number.account(),
                "DEVICE_ID", number.device(),
                "BUSINESS", number.business(),
                "TRANSPORT", number.transport()));

        assertThat(output).contains("# fail 0").doesNotContain("# pass 0");
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void camel_works_unmodified_with_the_hub_in_place_of_meta(Line number) throws Exception {
        String ana = place().company().person("Ana");
        place().writes(ana, number, "hola");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            WhatsAppComponent component = new WhatsAppComponent();
            component.setPhoneNumberId(number.phoneNumberId());
            component.setAuthorizationToken(place().key);
            component.setBaseUri(place().hub().url());
            camel.addComponent("whatsapp", component);
            camel.start();
            TextMessageRequest request = new TextMessageRequest();
            request.setTo(ana.substring(1));
            request.setText(new TextMessage());
            request.getText().setBody("de camel");
            try (ProducerTemplate producer = camel.createProducerTemplate()) {
                producer.sendBody("whatsapp:" + number.phoneNumberId(), request);
            }
        }

        assertThat(place().onPhone(ana, "de camel")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void paths_are_taken_with_and_without_a_version_and_a_slash_at_the_end(Line number) {
        for (String path : List.of("/v19.0/%s", "/v25.0/%s/", "/%s", "/%s/")) {
            RunningHub.Got got =
                    place().graph("GET", path.formatted(number.phoneNumberId()) + "?fields=display_phone_number", null);
            assertThat(got.status()).as(path).isEqualTo(200);
            assertThat(got.text("/id")).isEqualTo(number.phoneNumberId());
            assertThat(got.text("/display_phone_number").replaceAll("\\D", ""))
                    .isEqualTo(number.business().substring(1));
            assertThat(got.body().has("verified_name")).isFalse();
        }
        RunningHub.Got listed = place().graph("GET", "/" + number.account() + "/phone_numbers", null);
        assertThat(listed.body().path("data").findValuesAsString("id")).contains(number.phoneNumberId());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void the_name_that_was_told_is_good_for_quoting_and_for_reacting(Line number) {
        String ana = place().company().person("Ana");
        place().writes(ana, number, "hola");
        String told = place().sends(number, ana, "uno");
        String seen = place().onPhone(ana, "uno").path("id").asString();
        assertThat(told.equals(seen)).isEqualTo(number.transport().equals("WEB"));
        ObjectNode answer = json("{'messaging_product':'whatsapp','type':'text','text':{'body':'dos'}}")
                .put("to", ana);
        answer.putObject("context").put("message_id", told);
        ObjectNode reaction = json("{'messaging_product':'whatsapp','type':'reaction','reaction':{'emoji':'👍'}}")
                .put("to", ana);
        ((ObjectNode) reaction.get("reaction")).put("message_id", told);
        String messages = "/v24.0/" + number.phoneNumberId() + "/messages";

        BothNumbers.until(() ->
                assertThat(place().graph("POST", messages, answer).status()).isEqualTo(200));
        assertThat(place().graph("POST", messages, reaction).status()).isEqualTo(200);

        assertThat(place().onPhone(ana, "dos").toString()).contains(seen);
        assertThat(place().onPhone(ana, "👍").toString()).contains(seen);
    }

    @Test
    void errors_have_metas_codes() {
        Line number = place().cloud;
        String messages = "/v24.0/" + number.phoneNumberId() + "/messages";
        ObjectNode text =
                json("{'messaging_product':'whatsapp','to':'5491155550000','type':'text','text':{'body':'x'}}");

        assertError(place().graph("POST", "/v24.0/1234567890/messages", text), 400, 100, 33);
        assertError(place().graph("GET", "/v24.0/1234567890", null), 400, 100, 33);
        assertError(place().graph("GET", "/v24.0/" + number.phoneNumberId() + "/nothing_here", null), 400, 2500, 0);
        assertError(place().graph("DELETE", messages, null), 400, 100, 33);
        assertError(place().graph("POST", messages, json("{'to':'5491155550000'}")), 400, 100, 0);
        RunningHub.Got unread = place().graph(
                        "POST",
                        messages,
                        json("{'messaging_product':'whatsapp','status':'read','message_id':'wamid.no'}"));
        assertError(unread, 400, 131009, 0);
        RunningHub.Got wrong = place().graph(
                        "POST",
                        messages,
                        json("{'messaging_product':'whatsapp','to':'5491155550000','type':'text','text':{}}"));
        assertError(wrong, 400, 100, 0);
        assertThat(wrong.text("/error/error_data/details")).contains("text.body");

        assertError(place().hub().hub("POST", messages, text, Map.of()), 401, 190, 0);
        assertError(
                place().hub().hub("POST", messages, text, Map.of("Authorization", "Bearer EAAnothing")), 401, 190, 0);
        assertError(place().graph("GET", "/v24.0/" + number.phoneNumberId() + "?access_token=x", null), 401, 190, 0);
        String reader = place().company()
                .post("/v1/api-keys", json("{'name':'reader','scopes':['devices:read']}"))
                .text("/key");
        assertError(place().hub().hub("POST", messages, text, Map.of("Authorization", "Bearer " + reader)), 403, 10, 0);
    }

    @Test
    void templates_are_read_page_by_page_forwards_and_backwards() {
        Line number = place().cloudNumber("+5491100000075");
        place().company().sandbox("POST", "businesses/" + number.phoneNumberId() + "/templates", json("{'fill':7}"));
        place().company().post("/v1/templates/sync", null);
        String path = "/" + number.account() + "/message_templates?limit=3&fields=name";
        BothNumbers.until(() -> assertThat(place().graph("GET", path.replace("limit=3", "limit=50"), null)
                        .body()
                        .path("data"))
                .hasSize(7));
        RunningHub.Got first = place().graph("GET", path, null);
        RunningHub.Got second = place().graph("GET", path + "&after=" + first.text("/paging/cursors/after"), null);
        RunningHub.Got third = place().graph("GET", path + "&after=" + second.text("/paging/cursors/after"), null);

        assertThat(first.body().path("paging").has("previous")).isFalse();
        assertThat(third.body().path("data")).hasSize(1);
        assertThat(third.body().path("paging").has("next")).isFalse();
        String back = third.text("/paging/previous").replaceFirst("^http://[^/]+", "");
        RunningHub.Got again = place().graph("GET", back, null);
        assertThat(again.body().path("data")).isEqualTo(second.body().path("data"));
        RunningHub.Got start = place().graph("GET", path + "&before=" + again.text("/paging/cursors/before"), null);
        assertThat(start.body().path("data")).isEqualTo(first.body().path("data"));
        assertThat(start.body().path("paging").has("previous")).isFalse();
        assertThat(start.body().path("paging").has("next")).isTrue();
        RunningHub.Got wrong = place().graph("GET", path + "&before=nothing", null);
        assertThat(wrong.body().at("/error/code").asInt()).isEqualTo(131059);
    }

    @Test
    void a_template_that_meta_paused_or_disabled_is_refused_with_metas_own_codes() {
        Line number = place().cloudNumber("+5491100000076");
        String ana = place().company().person("Ana");
        String templates = "businesses/" + number.phoneNumberId() + "/templates";
        place().company().sandbox("POST", templates, json("{'fill':3}"));
        Map<String, Integer> codes = Map.of("PAUSED", 132015, "DISABLED", 132016, "REJECTED", 132001);
        Iterator<String> name = List.of("aviso_1", "aviso_2", "aviso_3").iterator();
        codes.forEach((status, code) -> refusedWith(number, ana, code, decided(templates, name.next(), status)));
    }

    /// Meta decides about a template; answers its name, once the hub has heard of it.
    private static String decided(String templates, String name, String status) {
        place().company()
                .sandbox("POST", templates, Json.object().put("name", name).put("status", status));
        place().company().post("/v1/templates/sync", null);
        BothNumbers.until(() -> assertThat(place().company()
                        .get("/v1/templates?status=" + status)
                        .body()
                        .toString())
                .contains(name));
        return name;
    }

    private static void refusedWith(Line number, String to, int code, String template) {
        ObjectNode message =
                json("{'messaging_product':'whatsapp','type':'template'}").put("to", to);
        message.putObject("template")
                .put("name", template)
                .putObject("language")
                .put("code", "es_AR");
        RunningHub.Got refused = place().graph("POST", "/v24.0/" + number.phoneNumberId() + "/messages", message);
        assertThat(refused.body().at("/error/code").asInt()).as("%s", refused).isEqualTo(code);
        assertThat(refused.text("/error/error_data/details")).contains(template);
    }

    @Test
    void a_repeated_call_with_its_key_is_answered_alike_and_sends_once() {
        Line number = place().cloud;
        String ana = place().company().person("Ana");
        place().writes(ana, number, "hola");
        ObjectNode text = json("{'messaging_product':'whatsapp','type':'text','text':{'body':'una vez'}}")
                .put("to", ana);
        Map<String, String> once =
                Map.of("Authorization", "Bearer " + place().key, "Idempotency-Key", "facade-" + ana.substring(1));
        String path = "/v24.0/" + number.phoneNumberId() + "/messages";

        RunningHub.Got first = place().hub().hub("POST", path, text, once);
        RunningHub.Got second = place().hub().hub("POST", path, text, once);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(GivenNames.read(first.text("/messages/0/id"))).isPresent();
        place().onPhone(ana, "una vez");
        assertThat(place().company().received(ana).stream().filter("una vez"::equals))
                .hasSize(1);
    }

    private static void assertError(RunningHub.Got got, int status, int code, int subcode) {
        assertThat(got.status()).as("%s", got).isEqualTo(status);
        assertThat(got.body().at("/error/code").asInt()).as("%s", got).isEqualTo(code);
        assertThat(got.body().at("/error/error_subcode").asInt(0)).as("%s", got).isEqualTo(subcode);
        assertThat(got.text("/error/message")).isNotBlank();
        assertThat(got.text("/error/fbtrace_id")).isNotBlank();
        assertThat(got.text("/error/error_data/details")).isNotBlank();
    }

    /// The packages of the project, exactly those of its lockfile.
    private static void packages() throws Exception {
        Path mark = SDK.resolve("node_modules/.palomar");
        String lock = Files.readString(SDK.resolve("package-lock.json"));
        if (!Files.exists(mark) || !Files.readString(mark).equals(lock)) {
            run(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error");
            Files.writeString(mark, lock);
        }
    }

    private static String node(Map<String, String> environment) throws Exception {
        return run(environment, "node", "--test", "--test-reporter=tap", "tests/");
    }

    private static String run(Map<String, String> environment, String... command) throws Exception {
        File log = File.createTempFile("sdk", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(SDK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(300, TimeUnit.SECONDS);
        String output = Files.readString(log.toPath(), StandardCharsets.UTF_8);
        Files.delete(log.toPath());
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0).as(output).isTrue();
        return output;
    }
}
