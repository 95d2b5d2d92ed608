package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.database.TestDatabase;
import dev.palomar.model.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// A turn, and a process that ends in the middle of it as by a cut cable.
class ReplyAgentKilledTest {

    private static final String BUSINESS = "+541152630601";
    private static final String CUSTOMER = "+5491155550601";

    @Test
    void a_hub_that_is_killed_while_the_model_thinks_sends_exactly_one_answer(@TempDir Path data) {
        try (RunningHub hub = RunningHub.apart(data, TestDatabase.freshAddress(), Map.of())) {
            Map<String, String> administrator = company(hub);
            hub.sandbox("POST", "/sandbox/faults", json("{'kind':'llm-slow','wait':15,'count':1}"));
            write(hub, "¿A qué hora abren?");
            until(() -> assertThat(hub.rows("SELECT outcome FROM agent_run").strip())
                    .isEqualTo("waiting"));

            hub.kill();

            until(() -> assertThat(onPhone(hub)).isEqualTo("Abrimos de 9 a 18."));
            write(hub, "hola");
            until(() -> assertThat(onPhone(hub)).isEqualTo("Abrimos de 9 a 18.\n¡Hola! ¿En qué te puedo ayudar?"));
            RunningHub.Got runs = hub.hub("GET", "/v1/agent/runs", null, administrator);
            assertThat(runs.body().path("data")).hasSize(2);
            assertThat(hub.rows("SELECT count(*) FROM agent_turn").strip()).isEqualTo("0");
        }
    }

    private static Map<String, String> company(RunningHub hub) {
        ObjectNode who = json("{'email':'ana@example.com','password':'una clave larga 42','name':'Ana'}");
        RunningHub.Got setup = hub.hub("POST", "/v1/setup", who.put("token", hub.setupToken()), Map.of());
        Map<String, String> administrator = new HashMap<>();
        administrator.put("Authorization", "Bearer " + setup.text("/access_token"));
        administrator.put(
                "X-Tenant-Id",
                hub.hub("POST", "/v1/tenants", json("{'name':'Demo','slug':'demo'}"), administrator)
                        .text("/id"));
        RunningHub.Got business = hub.sandbox(
                "POST",
                "/sandbox/businesses",
                json("{'name':'Demo','verifyToken':'abc'}").put("phone", BUSINESS));
        ObjectNode wanted = json("{'name':'Ventas','transport':'CLOUD','cloud':{}}");
        ((ObjectNode) wanted.get("cloud"))
                .put("phoneNumberId", business.text("/phoneNumberId"))
                .put("accessToken", business.text("/accessToken"))
                .put("verifyToken", "abc")
                .put("appSecret", business.text("/appSecret"));
        String device = hub.hub("POST", "/v1/devices", wanted, administrator).text("/id");
        hub.sandbox(
                "POST",
                "/sandbox/businesses",
                json("{'name':'Demo','verifyToken':'abc'}")
                        .put("phone", BUSINESS)
                        .put("phoneNumberId", business.text("/phoneNumberId"))
                        .put("wabaId", business.text("/wabaId"))
                        .put("accessToken", business.text("/accessToken"))
                        .put("appId", business.text("/appId"))
                        .put("appSecret", business.text("/appSecret"))
                        .put("webhookUrl", hub.url() + "/webhooks/meta/whatsapp/" + device));
        until(() -> assertThat(hub.hub("GET", "/v1/devices/" + device, null, administrator)
                        .text("/state"))
                .isEqualTo("ONLINE"));
        hub.sandbox(
                "POST", "/sandbox/phones", Json.object().put("phone", CUSTOMER).put("name", "Carla"));
        hub.hub("PUT", "/v1/agent/system-prompt", json("{'prompt':'Abrimos de 9 a 18.'}"), administrator);
        hub.hub("PUT", "/v1/agent", json("{'enabled':true,'quietMs':0}"), administrator);
        return administrator;
    }

    private static void write(RunningHub hub, String text) {
        hub.sandbox(
                "POST",
                "/sandbox/phones/" + CUSTOMER + "/messages",
                Json.object()
                        .put("to", BUSINESS)
                        .put("type", "text")
                        .set("text", Json.object().put("body", text)));
    }

    private static String onPhone(RunningHub hub) {
        return String.join(
                "\n",
                hub.sandbox("GET", "/sandbox/phones/" + CUSTOMER + "/messages", null)
                        .body()
                        .path("data")
                        .valueStream()
                        .filter(message -> !message.path("from").asString().equals(CUSTOMER))
                        .map(message -> message.at("/text/body").asString())
                        .toList());
    }
}
