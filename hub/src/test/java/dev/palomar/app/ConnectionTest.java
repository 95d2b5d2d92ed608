package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What is wrong with a connection is named, and mended where a program can.
class ConnectionTest {

    private static int next = 400;

    private static String phone() {
        return "+541152630" + ++next;
    }

    private static void graph(Company company, String method, String path, RunningHub.Got business, JsonNode body) {
        RunningHub.Got answer =
                company.hub.sandbox(method, "/" + path + "?access_token=" + business.text("/accessToken"), body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private static boolean ok(RunningHub.Got connection, String code) {
        for (JsonNode finding : connection.body().at("/numbers/0/findings")) {
            if (finding.get("code").asString().equals(code)) {
                return finding.get("ok").asBoolean();
            }
        }
        throw new AssertionError("no finding " + code + " in " + connection.body());
    }

    private static RunningHub.Got check(Company company) {
        return company.post("/v1/whatsapp/connection/check", null);
    }

    private static RunningHub.Got mend(Company company, String body) {
        return company.post("/v1/whatsapp/connection/mend", json(body));
    }

    @Test
    void a_connection_by_pasted_credentials_is_looked_at_in_every_respect() {
        Company company = Company.open("pegada");
        company.connect(company.business(phone(), json("{}")));

        RunningHub.Got seen = check(company);

        assertThat(seen.text("/state")).isEqualTo("CONNECTED");
        for (String code :
                new String[] {"token-ok", "number-ok", "account-ok", "subscription-ok", "callback-ok", "app-secret-ok"
                }) {
            assertThat(ok(seen, code)).as(code).isTrue();
        }
        assertThat(seen.text("/numbers/0/checkedAt")).isNotEmpty();
        assertThat(mend(company, "{}").body().get("mended")).isEmpty();
    }

    @Test
    void an_app_that_does_not_listen_is_made_to_listen_again() {
        Company company = Company.open("sorda");
        RunningHub.Got business = company.business(phone(), json("{}"));
        company.connect(business);
        graph(company, "DELETE", business.text("/wabaId") + "/subscribed_apps", business, null);
        assertThat(ok(check(company), "subscription-missing")).isFalse();

        RunningHub.Got mended = mend(company, "{}");

        assertThat(mended.text("/mended/0/code")).isEqualTo("subscription-missing");
        assertThat(mended.body().at("/mended/0/ok").asBoolean()).isTrue();
        assertThat(ok(mended, "subscription-ok")).isTrue();
    }

    /// Somebody else's webhook that answers Meta's question.
    private static HttpServer elsewhere() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] challenge = exchange.getRequestURI()
                    .getQuery()
                    .replaceAll(".*hub\\.challenge=([^&]*).*", "$1")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, challenge.length);
            exchange.getResponseBody().write(challenge);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void a_number_whose_messages_go_elsewhere_is_brought_back() throws IOException {
        Company company = Company.open("desviada");
        RunningHub.Got business = company.business(phone(), json("{}"));
        company.connect(business);
        HttpServer other = elsewhere();
        ObjectNode where = json("{'verify_token':'x'}")
                .put(
                        "override_callback_uri",
                        "http://127.0.0.1:" + other.getAddress().getPort() + "/hook");
        graph(
                company,
                "POST",
                business.text("/phoneNumberId"),
                business,
                json("{}").set("webhook_configuration", where));
        graph(company, "POST", business.text("/wabaId") + "/subscribed_apps", business, where);
        other.stop(0);
        assertThat(ok(check(company), "override-number-elsewhere")).isFalse();

        RunningHub.Got first = mend(company, "{}");
        assertThat(first.text("/mended/0/code")).isEqualTo("override-number-elsewhere");
        assertThat(ok(first, "override-account-elsewhere")).isFalse();
        RunningHub.Got second = mend(company, "{}");

        assertThat(second.body().at("/mended/0/ok").asBoolean())
                .as(second.body().toString())
                .isTrue();
        assertThat(ok(second, "callback-ok")).isTrue();
    }

    @Test
    void a_number_that_is_not_registered_is_registered_with_the_pin_that_somebody_knows() {
        Company company = Company.open("sin-registro");
        RunningHub.Got business = company.business(phone(), json("{}"));
        String device = company.connect(business);
        graph(company, "POST", business.text("/phoneNumberId"), business, json("{'pin':'424242'}"));
        graph(company, "POST", business.text("/phoneNumberId") + "/deregister", business, json("{}"));
        assertThat(check(company).text("/state")).isEqualTo("ERROR");

        RunningHub.Got without = mend(company, "{}");
        assertThat(without.body().at("/mended/0/ok").asBoolean()).isFalse();
        assertThat(without.text("/mended/0/detail")).contains("PIN");
        RunningHub.Got wrong = mend(company, "{'pin':'111111','deviceId':'" + device + "'}");
        assertThat(wrong.body().at("/mended/0/ok").asBoolean()).isFalse();
        RunningHub.Got right = mend(company, "{'pin':'424242','deviceId':'" + device + "'}");
        assertThat(right.body().at("/mended/0/ok").asBoolean()).isTrue();

        until(() -> assertThat(company.get("/v1/whatsapp/connection").text("/state"))
                .isEqualTo("CONNECTED"));
        graph(company, "POST", business.text("/phoneNumberId") + "/deregister", business, json("{}"));
        assertThat(mend(company, "{}").body().at("/mended/0/ok").asBoolean())
                .as("the PIN is known from now on")
                .isTrue();
    }

    @Test
    void sending_with_a_token_that_was_withdrawn_shows_at_once_that_a_new_one_is_needed() {
        Company company = Company.open("retirada");
        RunningHub.Got business = company.business(phone(), json("{}"));
        String device = company.connect(business);
        company.hub.sandbox(
                "PUT", "/sandbox/businesses/" + business.text("/phoneNumberId"), json("{'token':'revoked'}"));
        company.hub.sandbox("POST", "/sandbox/phones", json("{'name':'Dora'}").put("phone", "+5491155550401"));

        company.post("/v1/devices/" + device + "/messages/send", json("{'to':'+5491155550401','text':'hola'}"));

        until(() -> assertThat(company.get("/v1/whatsapp/connection").text("/state"))
                .isEqualTo("REAUTHORISE"));
        assertThat(company.post("/v1/devices/" + device + "/messages/send", json("{'to':'+5491155550401','text':'x'}"))
                        .text("/type"))
                .isEqualTo("/problems/device-error");
    }

    @Test
    void another_company_sees_and_mends_nothing_of_it() {
        Company company = Company.open("ajena");
        String device = company.connect(company.business(phone(), json("{}")));
        Company other = Company.open("curiosa");

        assertThat(other.get("/v1/whatsapp/connection").body().get("numbers")).isEmpty();
        assertThat(mend(other, "{'deviceId':'" + device + "'}").status()).isEqualTo(404);
        String key = company.post(
                        "/v1/api-keys",
                        json("{'name':'x','scopes':['devices:read'],'deviceIds':null,'expiresAt':null}"))
                .text("/key");
        assertThat(company.hub
                        .asDocumented("POST", "/v1/whatsapp/embedded-signup/session", null, Map.of("X-Api-Key", key))
                        .status())
                .isEqualTo(403);
        assertThat(mend(company, "{'pin':'12'}").status()).isEqualTo(422);
    }
}
