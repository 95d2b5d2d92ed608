package dev.palomar.app;

import static dev.palomar.app.RunningHub.json;
import static dev.palomar.app.WebPlace.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Linked numbers on days on which not everything is as it should be; and beside numbers of the other kind.
class WebLuckTest {

    @TempDir
    private static Path data;

    private static WebPlace place;

    @BeforeAll
    static void open() {
        place = new WebPlace(data);
    }

    @AfterAll
    static void close() {
        place.close();
    }

    private static RunningHub.Got received(String device) {
        return place.get("/v1/messages?direction=inbound&deviceId=" + device);
    }

    private static void writes(String from, ObjectNode message) {
        place.sandbox("POST", "phones/" + from + "/messages", message);
    }

    private static JsonNode onPhone(String phone, String text) {
        for (JsonNode message :
                place.sandbox("GET", "phones/" + phone + "/messages", null).path("data")) {
            if (message.at("/text/body").asString("").equals(text)) {
                return message;
            }
        }
        return Json.object();
    }

    @Test
    void a_code_that_one_phone_has_scanned_is_of_no_use_to_another() {
        String first = place.person("Primera");
        String second = place.person("Segunda");
        String device = place.device("Caja");
        String qr = place.qr(device);
        place.scan(first, qr);

        RunningHub.Got late = place.hub.sandbox(
                "POST", "/sandbox/phones/" + second + "/scan", Json.object().put("qr", qr));
        assertThat(late.status()).isGreaterThanOrEqualTo(400);
        place.untilState(device, "ONLINE");
        assertThat(place.get("/v1/devices/" + device).text("/phone")).isEqualTo(first);
        assertThat(place.sandbox("GET", "phones/" + second + "/devices", null)
                        .path("data")
                        .size())
                .isZero();
    }

    @Test
    void a_message_that_could_not_be_read_is_asked_for_again_and_stands_there_once() {
        String business = place.person("Ruido");
        String ana = place.person("Ana");
        String device = place.linked("Ruido", business);
        place.writes(ana, business, "uno");
        until(() -> assertThat(place.recorded(device)).containsExactly("uno"));

        place.sandbox(
                "POST",
                "faults",
                Json.object().put("kind", "ws-garble").put("on", business).put("count", 1));
        place.writes(ana, business, "dos");
        until(() -> assertThat(place.recorded(device)).containsExactly("uno", "dos"));
        place.writes(ana, business, "tres");
        until(() -> assertThat(place.recorded(device)).containsExactly("uno", "dos", "tres"));
    }

    @Test
    void a_message_that_stays_unreadable_is_told_as_that() {
        String business = place.person("Niebla");
        String ana = place.person("Ana");
        String device = place.linked("Niebla", business);
        place.sandbox("POST", "faults", Json.object().put("kind", "ws-garble").put("on", business));
        place.writes(ana, business, "nadie lo lee");

        until(() -> assertThat(received(device).text("/data/0/type")).isEqualTo("unsupported"));
        assertThat(received(device).body().toString()).contains("undecryptable").doesNotContain("nadie lo lee");
        place.sandbox("POST", "faults", json("{'kind':'ws-garble','on':false}"));
    }

    @Test
    void a_picture_that_is_none_is_kept_as_what_it_is() {
        String business = place.person("Disfraz");
        String ana = place.person("Ana");
        String device = place.linked("Disfraz", business);
        String page = "<!DOCTYPE html><html><script>alert(1)</script></html>";
        ObjectNode message = Json.object().put("to", business).put("type", "image");
        message.putObject("image")
                .put("mime_type", "image/png")
                .put("data", Base64.getEncoder().encodeToString(page.getBytes(StandardCharsets.UTF_8)));
        writes(ana, message);

        until(() -> assertThat(received(device).text("/data/0/type")).isEqualTo("image"));
        String media = received(device).text("/data/0/media/id");
        until(() -> assertThat(place.get("/v1/media/" + media).text("/state")).isEqualTo("stored"));
        assertThat(place.get("/v1/media/" + media).text("/mimeType")).isEqualTo("text/html");
    }

    @Test
    void a_file_that_whatsapp_lost_is_put_there_again_by_the_phone_and_stored() {
        String business = place.person("Perdida");
        String ana = place.person("Ana");
        String device = place.linked("Perdida", business);
        place.sandbox("POST", "faults", json("{'kind':'media-missing','count':1}"));
        writes(ana, json("{'type':'image','image':{'caption':'el frente'}}").put("to", business));

        until(() -> assertThat(received(device).text("/data/0/media/id")).isNotEmpty());
        String media = received(device).text("/data/0/media/id");
        until(() -> assertThat(place.get("/v1/media/" + media).text("/state")).isEqualTo("stored"));
    }

    @Test
    void in_a_group_people_are_mentioned_by_name() {
        String business = place.person("Feria");
        String ana = place.person("Ana");
        String device = place.linked("Feria", business);
        ObjectNode wanted = Json.object().put("subject", "Feria");
        wanted.putArray("members").add(ana).add(business);
        String group = place.sandbox("POST", "groups", wanted).path("id").asString();
        writes(ana, json("{'type':'text','text':{'body':'¿quién abre?'}}").put("to", group));
        until(() -> assertThat(place.recorded(device)).contains("¿quién abre?"));

        ObjectNode send = json("{'recipient_type':'group','type':'text','text':{'body':'abrís vos'}}")
                .put("to", group);
        send.putObject("context").putArray("mentions").add(ana);
        RunningHub.Got sent = place.post("/v1/devices/" + device + "/messages/send", send);
        assertThat(sent.status()).as("%s", sent).isEqualTo(202);
        until(() -> assertThat(onPhone(ana, "abrís vos").at("/context/mentions").size())
                .isEqualTo(1));
    }

    @Test
    void where_messages_disappear_the_answers_do_too_until_that_is_switched_off() {
        String business = place.person("Fugaz");
        String ana = place.person("Ana");
        String device = place.linked("Fugaz", business);
        writes(
                ana,
                json("{'type':'text','text':{'body':'en un día no está'},'context':{'disappears':86400}}")
                        .put("to", business));
        until(() -> assertThat(place.recorded(device)).containsExactly("en un día no está"));
        place.send(device, ana, "tampoco esto");
        until(() -> assertThat(
                        onPhone(ana, "tampoco esto").at("/context/disappears").asInt(0))
                .isEqualTo(86_400));

        place.hub.restart();
        place.untilState(device, "ONLINE");
        place.send(device, ana, "ni esto");
        until(() -> assertThat(onPhone(ana, "ni esto").at("/context/disappears").asInt(0))
                .isEqualTo(86_400));

        place.writes(ana, business, "desde ahora queda");
        until(() -> assertThat(place.recorded(device)).hasSize(2));
        place.send(device, ana, "esto también");
        until(() -> assertThat(onPhone(ana, "esto también").has("id")).isTrue());
        assertThat(onPhone(ana, "esto también").has("context")).isFalse();
    }

    @Test
    void a_company_with_both_kinds_chooses_which_one_writes_first_and_switches_by_one_call() {
        String company = place.company("ambas");
        WebPlace both = place.as(company);
        String business = place.person("Mostrador");
        String web = both.linked("Mostrador", business);
        ObjectNode number = both.sandbox(
                "POST", "businesses", json("{'name':'Central','phone':'+541152639999','verifyToken':'x'}"));
        ObjectNode cloud = Json.object().put("name", "Central").put("transport", "CLOUD");
        cloud.putObject("cloud")
                .put("phoneNumberId", number.path("phoneNumberId").asString())
                .put("businessAccountId", number.path("wabaId").asString())
                .put("accessToken", number.path("accessToken").asString())
                .put("appSecret", number.path("appSecret").asString());
        RunningHub.Got made = both.post("/v1/devices", cloud);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        both.post("/v1/devices/" + made.text("/id") + "/cloud/check", null);

        assertThat(mode(both, "WEB").text("/mode")).isEqualTo("WEB");
        assertThat(both.get("/v1/whatsapp/mode").body().path("available").toString())
                .contains("WEB")
                .contains("CLOUD");
        assertThat(first(both, place.person("Una")).text("/deviceId")).isEqualTo(web);
        assertThat(mode(both, "CLOUD").text("/mode")).isEqualTo("CLOUD");
        assertThat(first(both, place.person("Otra")).text("/deviceId")).isEqualTo(made.text("/id"));
    }

    private static RunningHub.Got mode(WebPlace company, String mode) {
        return company.call("PUT", "/v1/whatsapp/mode", Json.object().put("mode", mode));
    }

    /// A first message to somebody, over whichever number the hub chooses.
    private static RunningHub.Got first(WebPlace company, String person) {
        return company.post("/v1/messages/send", Json.object().put("to", person).put("text", "hola"));
    }
}
