package dev.palomar.app;

import static dev.palomar.app.RunningHub.json;
import static dev.palomar.app.WebPlace.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Linked numbers while things break around them.
class WebTroubleTest {

    @TempDir
    private static Path data;

    private static WebPlace place;

    @BeforeAll
    static void open() {
        place = new WebPlace(
                RunningHub.withWeb(data, Map.of("PALOMAR_NODE", "node", "PALOMAR_WEB_SILENCE_SECONDS", "3")));
    }

    @AfterAll
    static void close() {
        place.close();
    }

    private static void fault(String kind, String phone) {
        place.sandbox(
                "POST",
                "faults",
                Json.object().put("kind", kind).put("on", phone).put("count", 1));
    }

    private static String history(String device) {
        return place.get("/v1/events?limit=200&types=device.state")
                .body()
                .path("data")
                .valueStream()
                .filter(event -> event.path("deviceId").asString().equals(device))
                .map(event -> event.at("/normalized/state").asString())
                .reduce("", (all, state) -> all + " " + state);
    }

    @Test
    void a_line_that_breaks_is_opened_again_and_what_was_written_meanwhile_comes() {
        String business = place.person("Corte");
        String ana = place.person("Ana");
        String device = place.linked("Corte", business);

        fault("ws-drop", business);
        until(() -> assertThat(history(device)).contains("RECONNECTING"));
        place.writes(ana, business, "¿Se cortó?");
        place.untilState(device, "ONLINE");
        until(() -> assertThat(place.recorded(device)).containsExactly("¿Se cortó?"));
    }

    @Test
    void a_line_that_is_open_and_dead_is_noticed_and_opened_again() {
        String business = place.person("Muda");
        String ana = place.person("Ana");
        String device = place.linked("Muda", business);

        fault("ws-stall", business);
        until(() -> assertThat(history(device)).contains("RECONNECTING"));
        place.untilState(device, "ONLINE");
        place.writes(ana, business, "¿Me oyen?");
        until(() -> assertThat(place.recorded(device)).containsExactly("¿Me oyen?"));
    }

    @Test
    void a_number_that_another_program_took_over_is_not_fought_for() throws InterruptedException {
        String business = place.person("Pelea");
        String device = place.linked("Pelea", business);

        fault("ws-conflict", business);
        place.untilState(device, "ERROR");
        assertThat(place.get("/v1/devices/" + device).text("/stateDetail/code")).isEqualTo("conflict");
        Thread.sleep(3_000);
        assertThat(place.state(device)).isEqualTo("ERROR");

        place.post("/v1/devices/" + device + "/connect", null);
        place.untilState(device, "ONLINE");
    }

    @Test
    void an_engine_that_is_killed_is_started_again_with_its_lines() {
        String business = place.person("Motor");
        String ana = place.person("Ana");
        String device = place.linked("Motor", business);

        place.killEngines();
        until(() -> assertThat(history(device)).contains("RECONNECTING"));
        place.untilState(device, "ONLINE");
        String answer = place.send(device, ana, "Seguimos");
        until(() -> assertThat(place.received(ana)).containsExactly("Seguimos"));
        place.untilStatus(answer, "delivered");
    }

    @Test
    void a_restarted_hub_opens_its_lines_and_gets_what_it_missed() {
        String business = place.person("Vuelve");
        String ana = place.person("Ana");
        String device = place.linked("Vuelve", business);
        String waiting = place.device("Espera");
        place.qr(waiting);

        place.hub.restart(() -> place.writes(ana, business, "¿Están ahí?"));
        place.untilState(device, "ONLINE");
        until(() -> assertThat(place.recorded(device)).containsExactly("¿Están ahí?"));
        assertThat(place.qr(waiting)).isNotEmpty();
    }

    @Test
    void a_number_that_whatsapp_limits_says_so_and_those_who_wrote_are_answered() {
        String business = place.person("Mucho");
        String ana = place.person("Ana");
        String stranger = place.person("Otro");
        String device = place.linked("Mucho", business);
        place.writes(ana, business, "hola");
        until(() -> assertThat(place.recorded(device)).containsExactly("hola"));

        place.sandbox(
                "POST",
                "faults",
                Json.object()
                        .put("kind", "message-failed")
                        .put("on", business)
                        .put("count", 1)
                        .put("code", 463));
        String refused = place.send(device, stranger, "oferta");
        place.untilStatus(refused, "failed");
        assertThat(place.get("/v1/messages/" + refused).text("/error/code")).isEqualTo("463");

        String waits = place.send(device, place.person("Otra"), "otra oferta");
        place.sandbox("PUT", "phones/" + business, json("{'reachOutLimited':true}"));
        place.untilState(device, "RESTRICTED");
        String answer = place.send(device, ana, "buenas");
        place.untilStatus(answer, "delivered");
        assertThat(place.get("/v1/messages/" + waits).text("/status")).isEqualTo("queued");

        place.sandbox("PUT", "phones/" + business, json("{'reachOutLimited':false}"));
        place.untilState(device, "ONLINE");
        place.untilStatus(waits, "delivered");
    }

    @Test
    void a_server_that_is_not_whatsapp_is_not_believed(@TempDir Path other) {
        try (WebPlace deceived = new WebPlace(
                RunningHub.withWeb(other, Map.of("PALOMAR_NODE", "node", "PALOMAR_WEB_ROOT_KEY", "ab".repeat(32))))) {
            String device = deceived.device("Engañada");
            deceived.untilState(device, "ERROR");
            assertThat(deceived.get("/v1/devices/" + device).text("/stateDetail/code"))
                    .isEqualTo("untrusted-server");
        }
    }

    @Test
    void a_file_goes_both_ways() {
        String business = place.person("Foto");
        String ana = place.person("Ana");
        String device = place.linked("Foto", business);

        place.sandbox(
                "POST",
                "phones/" + ana + "/messages",
                json("{'type':'image','image':{'caption':'mi gato'}}").put("to", business));
        until(() -> assertThat(place.get("/v1/messages?direction=inbound&deviceId=" + device)
                        .text("/data/0/type"))
                .isEqualTo("image"));
        String media =
                place.get("/v1/messages?direction=inbound&deviceId=" + device).text("/data/0/media/id");
        until(() -> assertThat(place.get("/v1/media/" + media).text("/state")).isEqualTo("stored"));

        RunningHub.Got sent = place.post(
                "/v1/devices/" + device + "/messages/send",
                Json.object()
                        .put("to", ana)
                        .put("type", "image")
                        .set("image", Json.object().put("id", media).put("caption", "lindo")));
        assertThat(sent.status()).as("%s", sent).isEqualTo(202);
        until(() -> assertThat(place.sandbox("GET", "phones/" + ana + "/messages", null)
                        .toString())
                .contains("lindo"));
        place.untilStatus(sent.text("/id"), "delivered");
    }

    @Test
    void a_file_behind_a_link_is_sent_and_a_link_that_leads_to_none_fails_and_says_why() {
        String business = place.person("Enlace");
        String ana = place.person("Ana");
        String device = place.linked("Enlace", business);
        place.writes(ana, business, "hola");
        until(() -> assertThat(place.recorded(device)).containsExactly("hola"));

        assertThat(sentByLink(device, ana, "/sandbox/nothing/here.png")).contains("media-link", "answers with 404");
        assertThat(sentByLink(device, ana, "/sandbox")).contains("media-link", "this file is text/html");

        String page = place.post(
                        "/v1/devices/" + device + "/messages/send",
                        Json.object()
                                .put("to", ana)
                                .put("type", "document")
                                .set("document", Json.object().put("link", place.hub.sandbox.baseUrl() + "/sandbox")))
                .text("/id");
        place.untilStatus(page, "delivered");
    }

    private static String sentByLink(String device, String to, String path) {
        String id = place.post(
                        "/v1/devices/" + device + "/messages/send",
                        Json.object()
                                .put("to", to)
                                .put("type", "image")
                                .set("image", Json.object().put("link", place.hub.sandbox.baseUrl() + path)))
                .text("/id");
        place.untilStatus(id, "failed");
        return place.get("/v1/messages/" + id).body().path("error").toString();
    }

    @Test
    void without_the_engine_linked_numbers_say_what_is_missing_and_everything_else_works(@TempDir Path other) {
        try (WebPlace bare = new WebPlace(RunningHub.withWeb(
                other, Map.of("PALOMAR_ENGINE", other.resolve("nothing").toString())))) {
            String device = bare.device("Sin motor");
            bare.untilState(device, "ERROR");
            assertThat(bare.get("/v1/devices/" + device).text("/stateDetail/code"))
                    .isEqualTo("engine-missing");
            assertThat(bare.get("/v1/devices").status()).isEqualTo(200);
        }
    }
}
