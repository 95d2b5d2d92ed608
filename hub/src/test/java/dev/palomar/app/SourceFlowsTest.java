package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import dev.palomar.testing.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The flows that those who asked for this hub described, by the names that they gave them. Each is lived by a company
/// of its own.
class SourceFlowsTest {

    private static int next = 700;

    private static String phone() {
        return "+541152630" + ++next;
    }

    private static String person(Company company, String name) {
        String phone = "+549115555" + (4_000 + ++next);
        company.hub.sandbox(
                "POST", "/sandbox/phones", json("{}").put("name", name).put("phone", phone));
        return phone;
    }

    private static void writes(Company company, String person, String business, String text) {
        ObjectNode said = json("{'type':'text','text':{}}").put("to", business);
        ((ObjectNode) said.get("text")).put("body", text);
        assertThat(company.hub
                        .sandbox("POST", "/sandbox/phones/" + person + "/messages", said)
                        .status())
                .isEqualTo(200);
    }

    private static RunningHub.Got sends(Company company, String device, String to, String text) {
        return company.post(
                "/v1/devices/" + device + "/messages/send",
                json("{'type':'text'}").put("to", to).set("text", json("{}").put("body", text)));
    }

    private static void status(Company company, String message, String status) {
        until(() -> assertThat(company.get("/v1/messages/" + message).text("/status"))
                .isEqualTo(status));
    }

    private static String sendable(Company company, RunningHub.Got business) {
        company.hub.sandbox(
                "POST", "/sandbox/businesses/" + business.text("/phoneNumberId") + "/templates", json("{'fill':1}"));
        company.post("/v1/templates/sync", null);
        until(() -> assertThat(
                        company.get("/v1/templates?status=APPROVED").body().path("data"))
                .isNotEmpty());
        return company.get("/v1/templates?status=APPROVED").text("/data/0/id");
    }

    @Test
    void company_and_number_created() {
        Company company = Company.open("flujo-alta");
        RunningHub.Got business = company.business(phone(), json("{}"));

        String device = company.connect(business);

        RunningHub.Got seen = company.get("/v1/devices/" + device);
        assertThat(seen.text("/state")).isEqualTo("ONLINE");
        assertThat(seen.text("/phoneNumberId")).isEqualTo(business.text("/phoneNumberId"));
        assertThat(company.get("/v1/whatsapp/connection").text("/state")).isEqualTo("CONNECTED");
    }

    @Test
    void template_sent_with_statuses_to_delivered() {
        Company company = Company.open("flujo-plantilla");
        RunningHub.Got business = company.business(phone(), json("{}"));
        String device = company.connect(business);
        String template = sendable(company, business);
        String ana = person(company, "Ana");

        RunningHub.Got sent = company.post(
                "/v1/templates/" + template + "/test", json("{}").put("to", ana).put("deviceId", device));

        assertThat(sent.status()).as("%s", sent).isEqualTo(202);
        status(company, sent.text("/id"), "delivered");
        assertThat(company.get("/v1/messages/" + sent.text("/id"))
                        .body()
                        .path("statusHistory")
                        .findValuesAsString("status"))
                .containsSubsequence("queued", "sent", "delivered");
    }

    @Test
    void refusal_on_quota_and_on_an_inactive_number() {
        Company company = Company.open("flujo-cuota");
        String line = phone();
        String device = company.connect(company.business(line, json("{}")));
        String ana = person(company, "Ana");
        writes(company, ana, line, "hola");
        until(() -> assertThat(
                        company.get("/v1/messages?direction=inbound").body().path("data"))
                .hasSize(1));
        company.call("PATCH", "/v1/devices/" + device, json("{'limits':{'messagesPerDay':1}}"));

        assertThat(sends(company, device, ana, "uno").status()).isEqualTo(202);
        RunningHub.Got over = sends(company, device, ana, "dos");
        assertThat(over.status()).isEqualTo(429);
        assertThat(over.text("/type")).isEqualTo("/problems/quota-exceeded");

        company.call("PATCH", "/v1/devices/" + device, json("{'limits':{'messagesPerDay':null}}"));
        company.post("/v1/devices/" + device + "/pause", null);
        assertThat(sends(company, device, ana, "tres").text("/type")).isEqualTo("/problems/device-paused");
        company.post("/v1/devices/" + device + "/activate", null);
        company.post("/v1/devices/" + device + "/disconnect", null);
        assertThat(sends(company, device, ana, "cuatro").text("/type")).isEqualTo("/problems/device-offline");
    }

    @Test
    void inbound_creates_contact_and_message() {
        Company company = Company.open("flujo-entrante");
        String line = phone();
        String device = company.connect(company.business(line, json("{}")));
        String ana = person(company, "Ana Paz");

        writes(company, ana, line, "¿están abiertos?");

        until(() -> assertThat(company.get("/v1/messages?direction=inbound&deviceId=" + device)
                        .text("/data/0/text/body"))
                .isEqualTo("¿están abiertos?"));
        JsonNode contact =
                company.get("/v1/contacts?q=" + ana.substring(1)).body().at("/data/0");
        assertThat(contact.path("name").asString()).isEqualTo("Ana Paz");
        assertThat(company.get("/v1/conversations").body().path("data")).hasSize(1);
    }

    @Test
    void token_rotated_and_sending_retried() {
        Company company = Company.open("flujo-token");
        String line = phone();
        RunningHub.Got business = company.business(line, json("{}"));
        String device = company.connect(business);
        String ana = person(company, "Ana");
        writes(company, ana, line, "hola");
        until(() -> assertThat(
                        company.get("/v1/messages?direction=inbound").body().path("data"))
                .hasSize(1));
        String number = business.text("/phoneNumberId");
        company.hub.sandbox("PUT", "/sandbox/businesses/" + number, json("{'token':'expired'}"));
        String failed = sends(company, device, ana, "con la llave vieja").text("/id");
        status(company, failed, "failed");
        until(() ->
                assertThat(company.get("/v1/devices/" + device).text("/state")).isEqualTo("ERROR"));

        company.hub.sandbox("PUT", "/sandbox/businesses/" + number, json("{'token':'valid'}"));
        ObjectNode rotated = json("{}")
                .put("phoneNumberId", number)
                .put("businessAccountId", business.text("/wabaId"))
                .put("accessToken", business.text("/accessToken"));
        assertThat(company.call("PUT", "/v1/devices/" + device + "/cloud", rotated)
                        .status())
                .isEqualTo(200);
        until(() ->
                assertThat(company.get("/v1/devices/" + device).text("/state")).isEqualTo("ONLINE"));
        RunningHub.Got again = company.post("/v1/messages/" + failed + "/retry", json("{}"));

        assertThat(again.status()).as("%s", again).isEqualTo(202);
        assertThat(again.text("/retryOf")).isEqualTo(failed);
        status(company, again.text("/id"), "delivered");
    }

    @Test
    void templates_synced_and_seen() {
        Company company = Company.open("flujo-sincro");
        RunningHub.Got business = company.business(phone(), json("{}"));
        company.connect(business);

        String template = sendable(company, business);

        RunningHub.Got seen = company.get("/v1/templates/" + template);
        assertThat(seen.text("/status")).isEqualTo("APPROVED");
        assertThat(seen.text("/businessAccountId")).isEqualTo(business.text("/wabaId"));
        assertThat(company.get("/v1/templates/sync").text("/data/0/state")).isIn("done", "running");
    }

    @Test
    void a_company_signs_up_a_customer_writes_the_agent_answers_the_duplicate_is_not_answered_twice() {
        Company company = Company.open("flujo-agente");
        String line = phone();
        RunningHub.Got business = company.hub.sandbox(
                "POST", "/sandbox/businesses", json("{'name':'Flores'}").put("phone", line));
        try (Browser browser = new Browser("es-AR")) {
            String begun = browser.post(
                    company.hub.url() + "/v1/whatsapp/embedded-signup/session", "{}", company.administrator());
            Browser.Page dialog =
                    browser.open(Json.string(Json.read(begun), "connect_url").orElseThrow());
            browser.submit(dialog, "account", business.text("/wabaId"), "decision", "continue");
        }
        until(() -> assertThat(company.get("/v1/whatsapp/connection").text("/state"))
                .isEqualTo("CONNECTED"));
        company.call("PUT", "/v1/agent/system-prompt", json("{'prompt':'Abrimos de 9 a 18.'}"));
        company.call("PUT", "/v1/agent", json("{'enabled':true,'quietMs':0}"));
        String ana = person(company, "Ana");

        company.hub.sandbox("POST", "/sandbox/faults", json("{'kind':'webhook-duplicate','on':true,'count':2}"));
        writes(company, ana, line, "¿A qué hora abren?");
        until(() -> assertThat(onPhone(company, ana)).containsExactly("Abrimos de 9 a 18."));
        company.hub.sandbox("DELETE", "/sandbox/faults", null);
        writes(company, ana, line, "gracias, ¿a qué hora abren mañana?");

        until(() -> assertThat(onPhone(company, ana)).hasSize(2));
        RunningHub.Got runs = company.get("/v1/agent/runs");
        assertThat(runs.body()
                        .path("data")
                        .valueStream()
                        .map(run -> run.path("outcome").asString()))
                .containsExactly("answered", "answered");
        assertThat(company.get("/v1/messages?direction=inbound").body().path("data"))
                .hasSize(2);
    }

    private static List<String> onPhone(Company company, String person) {
        return company.hub
                .sandbox("GET", "/sandbox/phones/" + person + "/messages", null)
                .body()
                .path("data")
                .valueStream()
                .filter(message -> message.path("direction").asString("").equals("received"))
                .map(message -> message.at("/text/body").asString(""))
                .toList();
    }

    @Test
    void the_external_bot_answers_by_the_sending_call() throws Exception {
        Company company = Company.open("flujo-bot");
        String line = phone();
        company.connect(company.business(line, json("{}")));
        String key = company.post(
                        "/v1/api-keys",
                        json("{'name':'bot','scopes':['messages:send'],'deviceIds':null,'expiresAt':null}"))
                .text("/key");
        try (Receiver bot = new Receiver();
                HttpClient http = HttpClient.newHttpClient()) {
            bot.answers(got -> {
                JsonNode said = got.json().path("normalized");
                ObjectNode answer = json("{}")
                        .put("text", "bot: " + said.at("/text/body").asString(""))
                        .put("to", said.at("/from/phone").asString(""));
                HttpRequest call = HttpRequest.newBuilder(URI.create(company.hub.url() + "/devices/"
                                + got.json().path("deviceId").asString() + "/messages/send"))
                        .header("X-Api-Key", key)
                        .header("X-Tenant-Id", company.id)
                        .header("Idempotency-Key", got.headers().get("webhook-id"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(answer.toString()))
                        .build();
                return http.sendAsync(call, HttpResponse.BodyHandlers.ofString())
                                        .join()
                                        .statusCode()
                                == 202
                        ? 200
                        : 500;
            });
            ObjectNode hook = json("{'eventTypes':['message.received']}").put("url", bot.url());
            company.post("/v1/webhook-endpoints", hook);
            String ana = person(company, "Ana");

            writes(company, ana, line, "¿precio?");

            until(() -> assertThat(company.hub
                            .sandbox("GET", "/sandbox/phones/" + ana + "/messages", null)
                            .body()
                            .toString())
                    .contains("bot: ¿precio?"));
            until(() -> assertThat(bot.taken()).hasSize(1));
        }
    }
}
