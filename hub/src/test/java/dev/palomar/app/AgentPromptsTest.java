package dev.palomar.app;

import static dev.palomar.app.Company.until;
import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// What the reply agent is told, for the company and for single numbers.
class AgentPromptsTest {

    private static final String BUSINESS = "+541152640901";
    private static final String CARLA = "+5491155550991";
    private static final String COMPANYS = "Florería. Abrimos de 9 a 18.";

    @Test
    void a_number_may_have_a_prompt_of_its_own_with_versions_author_and_diff() {
        Company company = Company.open("flores-otro-texto");
        String device = company.connect(company.business(BUSINESS, json("{}")));
        company.hub.sandbox("POST", "/sandbox/phones", json("{'name':'Carla'}").put("phone", CARLA));
        company.call("PUT", "/v1/agent/system-prompt", json("{}").put("prompt", COMPANYS));
        company.call("PUT", "/v1/agent", json("{'enabled':true,'quietMs':0}"));
        String own = "/v1/agent/devices/" + device + "/system-prompt";
        assertThat(company.get(own).text("/deviceId")).isEmpty();
        assertThat(company.get(own).text("/prompt")).isEqualTo(COMPANYS);

        RunningHub.Got first = write(company, own, "Vivero.\nAbrimos de 7 a 12.");
        assertThat(first.text("/deviceId")).isEqualTo(device);
        assertThat(first.body().path("version").asInt()).isEqualTo(1);
        assertThat(first.text("/author/name")).isEqualTo("Ana");
        write(company, own, "Vivero.\nAbrimos de 7 a 13.");
        assertThat(write(company, own, "Vivero.\nAbrimos de 7 a 13.")
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(company.get(own + "/versions/2/diff").body().path("lines").findValuesAsString("op"))
                .containsExactly("same", "removed", "added");
        assertThat(company.get("/v1/agent/system-prompt").text("/prompt")).isEqualTo(COMPANYS);
        assertThat(company.get("/v1/agent").text("/devices/0/effective/promptDeviceId"))
                .isEqualTo(device);

        ObjectNode asks =
                json("{'type':'text','text':{'body':'¿A qué hora abren?'}}").put("to", BUSINESS);
        company.hub.sandbox("POST", "/sandbox/phones/" + CARLA + "/messages", asks);
        until(() -> assertThat(company.hub
                        .sandbox("GET", "/sandbox/phones/" + CARLA + "/messages", null)
                        .body()
                        .toString())
                .contains("Abrimos de 7 a 13."));
        until(() -> assertThat(company.get("/v1/agent/runs").text("/data/0/outcome"))
                .isEqualTo("answered"));
        RunningHub.Got run = company.get("/v1/agent/runs");
        assertThat(run.text("/data/0/promptDeviceId")).isEqualTo(device);
        assertThat(run.body().at("/data/0/promptVersion").asInt()).isEqualTo(2);

        assertThat(company.call("DELETE", own, null).status()).isEqualTo(204);
        assertThat(company.get(own).text("/prompt")).isEqualTo(COMPANYS);
        assertThat(company.get(own + "/versions").body().path("data").findValuesAsString("prompt"))
                .containsExactly("", "Vivero.\nAbrimos de 7 a 13.", "Vivero.\nAbrimos de 7 a 12.");
        assertThat(Company.open("flores-ajenas").get(own).status()).isEqualTo(404);
    }

    private static RunningHub.Got write(Company company, String path, String prompt) {
        RunningHub.Got written =
                company.call("PUT", path, json("{'note':'Sucursal'}").put("prompt", prompt));
        assertThat(written.status()).as("%s", written).isEqualTo(200);
        return written;
    }
}
