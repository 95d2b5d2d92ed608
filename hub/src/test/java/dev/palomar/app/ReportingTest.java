package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.testing.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a company sees of its own day: figures, calls to and from WhatsApp, what needs somebody.
class ReportingTest {

    private static final String ANA = "+5491155551101";
    private static final String SHOP = "+5491155551100";
    private static final String WORKSHOP = "+5491155551200";

    private static Company company;
    private static String shop;
    private static String workshop;
    private static String answer;
    private static Receiver receiver;

    @BeforeAll
    static void aDay() {
        company = Company.open("reportes");
        shop = company.connect(company.business(SHOP, json("{}")));
        workshop = company.connect(company.business(WORKSHOP, json("{}")));
        receiver = new Receiver();
        ObjectNode hook = json("{'eventTypes':['message.*']}").put("url", receiver.url());
        assertThat(company.post("/v1/webhook-endpoints", hook).status()).isEqualTo(201);
        company.hub.sandbox("POST", "/sandbox/phones", json("{'name':'Ana'}").put("phone", ANA));
        writes("¿abren hoy? mi dirección es Mitre 12", SHOP);
        until(() -> assertThat(
                        company.get("/v1/messages?direction=inbound").body().get("data"))
                .hasSize(1));
        answer = sends(shop, "sí, hasta las ocho");
        until(() -> assertThat(company.get("/v1/messages/" + answer).text("/status"))
                .isEqualTo("delivered"));
    }

    @AfterAll
    static void evening() {
        receiver.close();
    }

    private static void writes(String text, String to) {
        ObjectNode said = json("{'type':'text','text':{}}").put("to", to);
        ((ObjectNode) said.get("text")).put("body", text);
        assertThat(company.hub
                        .sandbox("POST", "/sandbox/phones/" + ANA + "/messages", said)
                        .status())
                .isEqualTo(200);
    }

    private static String sends(String device, String text) {
        RunningHub.Got sent = company.post(
                "/v1/devices/" + device + "/messages/send",
                json("{}").put("to", ANA).put("text", text));
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(202);
        return sent.text("/id");
    }

    private static Map<String, String> keyFor(String device) {
        ObjectNode wanted = json("{'name':'limitada','scopes':['stats:read','logs:read','alerts:read','audit:read']}");
        wanted.putArray("deviceIds").add(device);
        RunningHub.Got made = company.post("/v1/api-keys", wanted);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return Map.of("X-Api-Key", made.text("/key"));
    }

    private static RunningHub.Got with(Map<String, String> key, String path) {
        return company.hub.asDocumented("GET", path, null, key);
    }

    @Test
    void the_figures_say_what_came_what_went_and_how_long_people_waited() {
        until(() -> assertThat(company.get("/v1/stats")
                        .body()
                        .at("/messages/delivered")
                        .asInt())
                .isEqualTo(1));
        JsonNode hours = company.get("/v1/stats").body();

        assertThat(hours.at("/messages/inbound").asInt()).isEqualTo(1);
        assertThat(hours.at("/messages/outbound").asInt()).isEqualTo(1);
        assertThat(hours.at("/series")).hasSize(25);
        assertThat(hours.at("/firstResponse/count").asInt()).isEqualTo(1);
        assertThat(hours.at("/firstResponse/medianSeconds").asInt()).isLessThanOrEqualTo(60);
        assertThat(hours.at("/window/free").asInt()).isEqualTo(1);
        assertThat(hours.at("/bySender/person").asInt()).isEqualTo(1);
        assertThat(hours.at("/agentShare").asDouble()).isZero();
        assertThat(hours.at("/byDevice/0/deviceId").asString()).isEqualTo(shop);
        assertThat(hours.at("/byDevice")).hasSize(2);
        JsonNode days = company.get("/v1/stats?by=day").body();
        assertThat(days.at("/timeZone").asString()).isEqualTo("UTC");
        assertThat(days.at("/series")
                        .get(days.at("/series").size() - 1)
                        .at("/inbound")
                        .asInt())
                .isEqualTo(1);
        assertThat(days.at("/messages/delivered").asInt()).isEqualTo(1);
    }

    @Test
    void figures_of_one_number_are_its_own_and_a_wrong_question_is_told_by_name() {
        until(() -> assertThat(company.get("/v1/stats?deviceId=" + shop)
                        .body()
                        .at("/messages/inbound")
                        .asInt())
                .isEqualTo(1));
        assertThat(company.get("/v1/stats?deviceId=" + workshop)
                        .body()
                        .at("/messages/inbound")
                        .asInt())
                .isZero();
        assertThat(company.get("/v1/stats?by=week").text("/field")).isEqualTo("by");
        assertThat(company.get("/v1/stats?from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z")
                        .text("/field"))
                .isEqualTo("from");
        assertThat(company.get("/v1/stats?from=2020-01-01T00:00:00Z").status()).isEqualTo(422);
    }

    @Test
    void a_key_for_one_number_sees_figures_and_calls_of_that_number_alone() {
        Map<String, String> key = keyFor(workshop);
        until(() -> assertThat(company.get("/v1/logs?deviceId=" + shop).body().get("data"))
                .isNotEmpty());

        JsonNode figures = with(key, "/v1/stats").body();
        assertThat(figures.at("/messages/inbound").asInt()).isZero();
        assertThat(figures.at("/byDevice")).hasSize(1);
        assertThat(figures.at("/devices/total").asInt()).isEqualTo(1);
        assertThat(with(key, "/v1/stats?deviceId=" + shop).status()).isEqualTo(404);
        assertThat(with(key, "/v1/logs?deviceId=" + shop).body().get("data")).isEmpty();
        String line = company.get("/v1/logs?deviceId=" + shop).text("/data/0/id");
        assertThat(with(key, "/v1/logs/" + line).status()).isEqualTo(404);
        assertThat(company.get("/v1/logs/" + line).status()).isEqualTo(200);
    }

    @Test
    void calls_to_and_from_meta_are_noted_without_secrets_words_and_numbers() {
        until(() -> assertThat(
                        company.get("/v1/logs?messageId=" + answer).body().get("data"))
                .hasSize(1));
        JsonNode sent = company.get("/v1/logs?messageId=" + answer).body().at("/data/0");
        assertThat(sent.at("/what").asString()).isEqualTo("messages");
        assertThat(sent.at("/result").asString()).isEqualTo("ok");
        assertThat(sent.at("/status").asInt()).isEqualTo(200);
        JsonNode whole = company.get("/v1/logs/" + sent.at("/id").asString()).body();
        assertThat(whole.at("/request/text/body").asString()).isEqualTo("… (18)");
        assertThat(whole.at("/response/messages/0/id").asString()).startsWith("wamid.");

        until(() -> assertThat(company.get("/v1/logs?channel=webhook&direction=inbound&deviceId=" + shop)
                        .body()
                        .get("data"))
                .isNotEmpty());
        String all = company.hub.rows("SELECT url, error, request, response FROM integration_log");
        assertThat(all)
                .contains("whatsapp_business_account")
                .doesNotContain("Mitre 12")
                .doesNotContain("hasta las ocho")
                .doesNotContain("5491155551101")
                .doesNotContain("EAA");
    }

    @Test
    void a_call_that_meta_refuses_is_found_by_its_result_and_by_the_request_that_led_to_it() {
        Map<String, String> headers = new java.util.HashMap<>(company.administrator());
        headers.put("X-Request-Id", "reporte-42");
        company.hub.asDocumented("POST", "/v1/devices/" + workshop + "/cloud/check", json("{}"), headers);

        until(() -> assertThat(
                        company.get("/v1/logs?requestId=reporte-42").body().get("data"))
                .isNotEmpty());
        assertThat(company.get("/v1/logs?requestId=reporte-42").text("/data/0/deviceId"))
                .isEqualTo(workshop);
        company.hub.hub(
                "POST",
                "/webhooks/meta/whatsapp/" + workshop,
                json("{'object':'whatsapp_business_account','entry':[]}"),
                Map.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64)));
        until(() -> assertThat(company.get("/v1/logs?result=refused&deviceId=" + workshop)
                        .text("/data/0/status"))
                .isEqualTo("401"));
        assertThat(company.get("/v1/logs?result=perhaps").text("/field")).isEqualTo("result");
    }

    @Test
    void an_alert_opens_by_itself_is_told_to_the_webhook_and_closes_when_its_reason_is_gone() {
        Company other = Company.open("alertas");
        String device = other.connect(other.business("+5491155551300", json("{}")));
        try (Receiver receiver = new Receiver()) {
            ObjectNode hook = json("{'eventTypes':['alert.*']}").put("url", receiver.url());
            assertThat(other.post("/v1/webhook-endpoints", hook).status()).isEqualTo(201);
            other.hub.rows("UPDATE device SET messages_per_day = 5 WHERE id = (SELECT id FROM device WHERE phone ="
                    + " '+5491155551300') RETURNING 1");
            other.hub.rows("INSERT INTO quota_use (tenant_id, day, device_id, messages) SELECT tenant_id, (now() AT"
                    + " TIME ZONE 'UTC')::date, id, 4 FROM device WHERE phone = '+5491155551300' RETURNING 1");

            until(() -> assertThat(other.get("/v1/alerts?state=open").body().get("data"))
                    .hasSize(1));
            JsonNode alert =
                    other.get("/v1/alerts?state=open&deviceId=" + device).body().at("/data/0");
            assertThat(alert.at("/kind").asString()).isEqualTo("quotaNear");
            assertThat(alert.at("/message").asString()).contains("4 de los 5 mensajes");
            until(() -> assertThat(receiver.taken()).hasSize(1));
            assertThat(receiver.taken()
                            .getFirst()
                            .json()
                            .at("/normalized/alertId")
                            .asString())
                    .isEqualTo(alert.at("/id").asString());

            RunningHub.Got seen = other.post("/v1/alerts/" + alert.at("/id").asString() + "/acknowledge", null);
            assertThat(seen.text("/acknowledged/by/name")).isEqualTo("Ana");
            RunningHub.Got changed =
                    other.call("PUT", "/v1/alert-settings", json("{'rules':{'quotaNear':{'percent':90}}}"));
            assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
            until(() -> assertThat(receiver.taken().stream().map(Receiver.Got::type))
                    .containsExactly("alert.opened", "alert.closed"));
            assertThat(other.get("/v1/alerts?state=closed").body().get("data")).hasSize(1);
        }
        assertThat(other.call("PUT", "/v1/alert-settings", json("{'rules':{'quotaNear':{'percent':0}}}"))
                        .text("/field"))
                .isEqualTo("rules.quotaNear.percent");
        assertThat(other.call("PUT", "/v1/alert-settings", json("{'emails':['nobody']}"))
                        .status())
                .isEqualTo(422);
        assertThat(company.get("/v1/alerts").body().get("data").findValuesAsString("id"))
                .doesNotContain(other.get("/v1/alerts").text("/data/0/id"));
        assertThat(company.post("/v1/alerts/" + other.get("/v1/alerts").text("/data/0/id") + "/acknowledge", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void every_metric_that_the_dashboard_and_the_alert_rules_name_is_there() throws IOException {
        until(() -> assertThat(receiver.taken()).isNotEmpty());
        String named = Files.readString(Path.of("..", "deploy", "grafana", "palomar.json"))
                + Files.readString(Path.of("..", "deploy", "prometheus", "palomar.rules.yml"));
        Set<String> names = Pattern.compile("\\b(palomar|jvm)_[a-z_]+\\b")
                .matcher(named)
                .results()
                .map(MatchResult::group)
                // the reply agent's come with its first turn
                .filter(name -> !name.startsWith("palomar_agent_"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).hasSizeGreaterThan(20);

        until(() -> {
            String metrics = company.hub.text("/metrics");
            assertThat(names).allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]"));
        });
    }

    @Test
    void figures_webhook_calls_and_their_duration_are_counted_too() {
        until(() -> {
            JsonNode calls = company.get("/v1/stats").body().get("deliveries");
            assertThat(calls.get("delivered").asInt()).isGreaterThanOrEqualTo(4);
            assertThat(calls.get("medianMs").asInt()).isPositive();
        });
    }
}
