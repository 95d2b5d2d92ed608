package dev.palomar.app;

import static dev.palomar.app.WebPlace.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one database. The first holds all lines; everything here is asked of the second.
class WebNodesTest {

    @TempDir
    private static Path data;

    @TempDir
    private static Path otherData;

    private static WebPlace holder;
    private static RunningHub second;
    private static WebPlace place;

    @BeforeAll
    static void open() {
        holder = new WebPlace(data);
        second = RunningHub.anotherNodeHere(holder.hub, otherData);
        place = holder.on(second);
    }

    @AfterAll
    static void close() {
        second.close();
        holder.close();
    }

    @Test
    void a_phone_is_linked_by_a_qr_code_that_another_node_shows() {
        String phone = holder.person("Lejos");
        String device = place.linked("Lejos", phone);

        assertThat(place.get("/v1/devices/" + device).text("/phone")).isEqualTo(phone);
        RunningHub.Got none = place.get("/v1/devices/" + device + "/qr");
        assertThat(none.status()).as("%s", none).isEqualTo(409);
    }

    @Test
    void a_phone_is_linked_by_a_code_that_another_node_got() {
        String phone = holder.person("Teclado");
        String device = place.device("Teclado");
        place.qr(device);

        RunningHub.Got code = place.post(
                "/v1/devices/" + device + "/pairing-code", Json.object().put("phone", phone));
        assertThat(code.status()).as("%s", code).isEqualTo(200);
        place.sandbox(
                "POST",
                "phones/" + phone + "/code",
                Json.object().put("code", code.text("/code").replace("-", "")));
        place.untilState(device, "ONLINE");
    }

    @Test
    void the_page_of_a_pairing_link_shows_what_another_node_has() {
        String phone = holder.person("Enlace");
        String device = place.device("Enlace");
        place.qr(device);
        RunningHub.Got link = place.post("/v1/devices/" + device + "/pairing-link", null);
        assertThat(link.status()).as("%s", link).isEqualTo(201);
        String page = "/v1/pairing/" + link.text("/url").replaceAll(".*/pair/", "");

        until(() -> assertThat(anybody(page).text("/qr/qr")).isNotEmpty());
        place.scan(phone, anybody(page).text("/qr/qr"));
        until(() -> assertThat(anybody(page).text("/state")).isEqualTo("ONLINE"));
    }

    private static RunningHub.Got anybody(String path) {
        return place.hub.hub("GET", path, null, Map.of());
    }

    @Test
    void a_line_of_another_node_is_paused_closed_opened_and_unlinked() {
        String phone = holder.person("Mando");
        String ana = holder.person("Ana");
        String device = place.linked("Mando", phone);

        place.post("/v1/devices/" + device + "/pause", null);
        assertThat(place.state(device)).isEqualTo("PAUSED");
        assertThat(place.send409(device, ana)).isNotEmpty();
        place.post("/v1/devices/" + device + "/activate", null);
        place.untilStatus(place.send(device, ana, "ahora sí"), "delivered");

        place.post("/v1/devices/" + device + "/disconnect", null);
        until(() -> assertThat(online(phone)).isFalse());
        place.post("/v1/devices/" + device + "/connect", null);
        place.untilState(device, "ONLINE");

        RunningHub.Got out = place.post("/v1/devices/" + device + "/logout", null);
        assertThat(out.status()).as("%s", out).isEqualTo(200);
        place.untilState(device, "LOGGED_OUT");
        until(() -> assertThat(place.sandbox("GET", "phones/" + phone + "/devices", null)
                        .path("data")
                        .size())
                .isZero());
    }

    @Test
    void what_came_in_over_another_node_is_marked_as_read_at_whatsapp() {
        String phone = holder.person("Visto");
        String ana = holder.person("Ana");
        String device = place.linked("Visto", phone);
        String wireId = place.writes(ana, phone, "¿lo leyeron?");
        until(() -> assertThat(place.recorded(device)).containsExactly("¿lo leyeron?"));
        String message =
                place.get("/v1/messages?direction=inbound&deviceId=" + device).text("/data/0/id");

        RunningHub.Got read = place.post("/v1/messages/" + message + "/read", null);
        assertThat(read.status()).as("%s", read).isLessThan(300);
        until(() -> assertThat(place.sandbox("GET", "phones/" + ana + "/messages", null)
                        .path("data")
                        .valueStream()
                        .filter(one -> one.path("id").asString("").equals(wireId))
                        .map(one -> one.path("status").asString(""))
                        .toList())
                .containsExactly("read"));
    }

    private static boolean online(String phone) {
        return place.sandbox("GET", "phones/" + phone + "/devices", null)
                .at("/data/0/online")
                .asBoolean(false);
    }
}
