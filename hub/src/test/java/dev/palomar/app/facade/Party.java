package dev.palomar.app.facade;

import static dev.palomar.app.RunningHub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.Contract;
import dev.palomar.app.RunningHub;
import dev.palomar.app.WebPlace;
import dev.palomar.app.facade.BothNumbers.Line;
import dev.palomar.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A company with its belongings, and what nobody else may see.
///
/// @param line     its number over Meta's Cloud API
/// @param owner    the headers of its administrator
/// @param key      those of a program of its own that may do everything
/// @param all      its ids, in paths and bodies
/// @param pairing  the token of a pairing link of its own
/// @param person   somebody who wrote to it
/// @param marks    texts that stand in its answers alone
record Party(
        WebPlace company,
        Line line,
        Map<String, String> owner,
        Map<String, String> key,
        Borrowed all,
        String pairing,
        String person,
        List<String> marks) {

    /// Somebody writes to the company, which has one of everything that can be listed.
    static Party of(WebPlace company, Line line, String person) {
        BothNumbers place = BothNumbers.place();
        Map<String, String> owner = company.actingFor(company.tenant());
        String secret = "clave de la caja 4711 de " + company.tenant();
        ObjectNode text = json("{'type':'text'}");
        text.putObject("text").put("body", secret);
        place.writes(company, person, line, text);
        ObjectNode picture = json("{'type':'image'}");
        picture.putObject("image").put("caption", secret);
        place.writes(company, person, line, picture);
        company.post(
                "/v1/webhook-endpoints",
                json("{'eventTypes':['message.*'],'url':'http://127.0.0.1:9/hook'}")
                        .put("description", secret));
        company.post("/v1/labels", json("{'color':'#2e7d32'}").put("name", secret.substring(0, 50)));
        company.post("/v1/quick-replies", json("{'shortcut':'caja'}").put("text", secret));
        Map<String, String> key = everything(place.hub(), owner);
        ObjectNode wanted = json("{'name':'secreto','language':'es','category':'UTILITY'}");
        wanted.putArray("components").addObject().put("type", "BODY").put("text", secret);
        RunningHub.Got template = place.hub().hub("POST", "/" + line.account() + "/message_templates", wanted, key);
        assertThat(template.status()).as("%s", template).isEqualTo(200);
        RunningHub.Got pairing =
                company.post("/v1/devices/" + company.device("Sin enlazar") + "/pairing-link", json("{}"));
        String token = pairing.text("/url").replaceAll(".*[/#=]", "");
        return new Party(
                company,
                line,
                owner,
                key,
                new Borrowed(place.hub(), owner, line.device(), token),
                token,
                person,
                new ArrayList<>(List.of(secret, person, person.substring(1), line.business())));
    }

    /// A key that may do everything that a key can.
    private static Map<String, String> everything(RunningHub hub, Map<String, String> administrator) {
        ObjectNode wanted = json("{'name':'todo','scopes':[]}");
        Contract.read()
                .document()
                .at("/components/schemas/Scope/enum")
                .valueStream()
                .map(JsonNode::asString)
                .filter(scope -> !scope.equals("tenants:manage"))
                .forEach(((ArrayNode) wanted.get("scopes"))::add);
        RunningHub.Got key = hub.hub("POST", "/v1/api-keys", wanted, administrator);
        assertThat(key.status()).as("%s", key).isEqualTo(201);
        return Map.of("Authorization", "Bearer " + key.text("/key"));
    }

    /// Somebody writes to it, and it answers.
    void talks() {
        ObjectNode text = json("{'type':'text','text':{'body':'hola'}}");
        BothNumbers.place().writes(company, person, line, text);
        RunningHub.Got sent = company.post(
                "/v1/devices/" + line.device() + "/messages/send",
                Json.object().put("to", person).put("text", "te respondo"));
        assertThat(sent.status()).as("%s", sent).isEqualTo(202);
    }

    @Override
    public String toString() {
        return line.business();
    }
}
