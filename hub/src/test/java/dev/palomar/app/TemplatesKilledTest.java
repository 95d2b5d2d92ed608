package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.database.TestDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// A look at many templates, and a process that ends in the middle of it as by a cut cable.
class TemplatesKilledTest {

    @Test
    void a_killed_hub_goes_on_at_the_page_it_came_to(@TempDir Path data) {
        try (RunningHub hub = RunningHub.apart(data, TestDatabase.freshAddress(), Map.of())) {
            Map<String, String> administrator = administrator(hub);
            RunningHub.Got business =
                    hub.sandbox("POST", "/sandbox/businesses", json("{'name':'Demo','phone':'+541152630501'}"));
            String number = business.text("/phoneNumberId");
            hub.sandbox("POST", "/sandbox/businesses/" + number + "/templates", json("{'fill':900}"));
            // after three pages Meta lets it wait: there is time to end the process
            hub.sandbox(
                    "POST",
                    "/sandbox/faults",
                    json("{'on':'message_templates','kind':'graph-slow','wait':'PT0.1S','count':3}"));
            hub.sandbox(
                    "POST", "/sandbox/faults", json("{'on':'message_templates','kind':'graph-slow','wait':'PT25S'}"));
            connect(hub, administrator, business);
            until(() -> assertThat(pages(hub, administrator)).isBetween(2, 7));

            hub.killForGood();
            hub.sandbox("DELETE", "/sandbox/faults", null);
            hub.restart();
            hub.sandbox("DELETE", "/sandbox/faults", null);

            until(() ->
                    assertThat(sync(hub, administrator).text("/data/0/state")).isEqualTo("done"));
            assertThat(pages(hub, administrator)).isEqualTo(9);
            assertThat(sync(hub, administrator).body().at("/data/0/found").asInt())
                    .isEqualTo(900);
            assertThat(hub.rows("SELECT count(*) FROM template WHERE status = 'APPROVED'")
                            .strip())
                    .isEqualTo("900");
        }
    }

    private static RunningHub.Got sync(RunningHub hub, Map<String, String> administrator) {
        return hub.hub("GET", "/v1/templates/sync", null, administrator);
    }

    private static int pages(RunningHub hub, Map<String, String> administrator) {
        return sync(hub, administrator).body().at("/data/0/pages").asInt(0);
    }

    private static Map<String, String> administrator(RunningHub hub) {
        ObjectNode who = json("{'email':'ana@example.com','password':'una clave larga 42','name':'Ana'}");
        RunningHub.Got setup = hub.hub("POST", "/v1/setup", who.put("token", hub.setupToken()), Map.of());
        Map<String, String> administrator = new HashMap<>();
        administrator.put("Authorization", "Bearer " + setup.text("/access_token"));
        administrator.put(
                "X-Tenant-Id",
                hub.hub("POST", "/v1/tenants", json("{'name':'Demo','slug':'demo'}"), administrator)
                        .text("/id"));
        return administrator;
    }

    private static void connect(RunningHub hub, Map<String, String> administrator, RunningHub.Got business) {
        ObjectNode wanted = json("{'name':'Ventas','transport':'CLOUD','cloud':{}}");
        ((ObjectNode) wanted.get("cloud"))
                .put("phoneNumberId", business.text("/phoneNumberId"))
                .put("businessAccountId", business.text("/wabaId"))
                .put("accessToken", business.text("/accessToken"))
                .put("appSecret", business.text("/appSecret"));
        assertThat(hub.hub("POST", "/v1/devices", wanted, administrator).status())
                .isEqualTo(201);
    }
}
