package dev.palomar.app;

import static dev.palomar.app.RunningHub.json;
import static dev.palomar.app.WebPlace.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.palomar.model.Json;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Numbers over WhatsApp Web, with the real engine against the sandbox: how they are linked and unlinked.
class WebNumbersTest {

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

    private static RunningHub.Got device(String id) {
        return place.get("/v1/devices/" + id);
    }

    private static long linkedTo(String phone) {
        return place.sandbox("GET", "phones/" + phone + "/devices", null)
                .path("data")
                .size();
    }

    @Test
    void a_phone_is_linked_by_scanning_and_texts_go_both_ways() throws Exception {
        String business = place.person("Flores");
        String ana = place.person("Ana");
        String device = place.device("Ventas");
        String qr = place.qr(device);
        byte[] png = Base64.getDecoder()
                .decode(place.get("/v1/devices/" + device + "/qr").text("/png"));
        assertThat(new QRCodeReader()
                        .decode(new BinaryBitmap(new HybridBinarizer(
                                new BufferedImageLuminanceSource(ImageIO.read(new ByteArrayInputStream(png))))))
                        .getText())
                .startsWith("https://wa.me/settings/linked_devices#");
        place.scan(business, qr);
        place.untilState(device, "ONLINE");

        assertThat(device(device).text("/phone")).isEqualTo(business);
        assertThat(place.get("/v1/devices/" + device + "/qr").status()).isEqualTo(409);
        place.writes(ana, business, "¿Tienen rosas?");
        until(() -> assertThat(place.recorded(device)).containsExactly("¿Tienen rosas?"));
        String answer = place.send(device, ana, "Sí, rojas");
        until(() -> assertThat(place.received(ana)).containsExactly("Sí, rojas"));
        place.untilStatus(answer, "delivered");
        place.sandbox("POST", "phones/" + ana + "/read", Json.object());
        place.untilStatus(answer, "read");
    }

    @Test
    void a_phone_is_linked_by_typing_a_code() {
        String business = place.person("Norte");
        String device = place.device("Norte");
        place.qr(device);

        RunningHub.Got code = place.post(
                "/v1/devices/" + device + "/pairing-code", Json.object().put("phone", business));
        assertThat(code.status()).as("%s", code).isEqualTo(200);
        assertThat(code.text("/code")).matches("[A-Z0-9]{4}-?[A-Z0-9]{4}");
        place.untilState(device, "CODE");
        place.sandbox(
                "POST",
                "phones/" + business + "/code",
                Json.object().put("code", code.text("/code").replace("-", "")));
        place.untilState(device, "ONLINE");

        assertThat(place.post("/v1/devices/" + device + "/pairing-code", json("{'phone':'12'}"))
                        .text("/errors/0/field"))
                .isEqualTo("phone");
    }

    @Test
    void somebody_without_an_account_links_a_phone_by_a_link_that_runs_out() {
        String business = place.person("Sur");
        String device = place.device("Sur");
        RunningHub.Got link = place.post("/v1/devices/" + device + "/pairing-link", json("{'expiresInMinutes':5}"));
        assertThat(link.status()).as("%s", link).isEqualTo(201);
        String page = "/v1/pairing/" + link.text("/url").replaceAll(".*/pair/", "");

        until(() -> assertThat(anybody("GET", page).text("/qr/qr")).isNotEmpty());
        assertThat(anybody("GET", page).text("/device")).isEqualTo("Sur");
        assertThat(anybody("GET", page).text("/company")).isNotEmpty();
        place.scan(business, anybody("GET", page).text("/qr/qr"));
        until(() -> assertThat(anybody("GET", page).text("/state")).isEqualTo("ONLINE"));

        assertThat(anybody("POST", page + "/connect").status()).isEqualTo(409);
        assertThat(anybody("GET", "/v1/pairing/" + "x".repeat(43)).status()).isEqualTo(404);
        assertThat(anybody("GET", "/v1/pairing/short").status()).isEqualTo(404);
    }

    private static RunningHub.Got anybody(String method, String path) {
        return place.hub.hub(method, path, null, Map.of());
    }

    @Test
    void another_companys_number_does_not_exist() {
        String device = place.device("Nuestro");
        Map<String, String> stranger = place.actingFor(place.company("otra"));

        for (String path : List.of("/qr", "/pairing-code", "/pairing-link", "/logout", "/connect", "/disconnect")) {
            String method = path.equals("/qr") ? "GET" : "POST";
            RunningHub.Got got = place.hub.hub(
                    method,
                    "/v1/devices/" + device + path,
                    path.equals("/pairing-code") ? json("{'phone':'+5491155550100'}") : null,
                    stranger);
            assertThat(got.status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void a_phone_that_wants_a_passkey_is_told_so() {
        String business = place.person("Llave");
        place.sandbox("PUT", "phones/" + business, json("{'passkey':true}"));
        String device = place.device("Llave");
        place.scan(business, place.qr(device));

        place.untilState(device, "PASSKEY");
        assertThat(device(device).text("/stateDetail/message")).contains("passkey");
    }

    @Test
    void a_phone_that_is_linked_here_already_stays_where_it_is() {
        String business = place.person("Única");
        String first = place.linked("Primera", business);
        Map<String, String> stranger = place.actingFor(place.company("tercera"));
        String second = place.hub
                .hub("POST", "/v1/devices", json("{'name':'Segunda','transport':'WEB'}"), stranger)
                .text("/id");
        String path = "/v1/devices/" + second;
        until(() -> assertThat(
                        place.hub.hub("GET", path + "/qr", null, stranger).status())
                .isEqualTo(200));
        place.scan(business, place.hub.hub("GET", path + "/qr", null, stranger).text("/qr"));

        until(() -> assertThat(place.hub.hub("GET", path, null, stranger).text("/state"))
                .isEqualTo("ERROR"));
        RunningHub.Got told = place.hub.hub("GET", path, null, stranger);
        assertThat(told.text("/stateDetail/code")).isEqualTo("already-linked");
        assertThat(told.body().toString()).doesNotContain("Primera").doesNotContain(business);
        until(() -> assertThat(linkedTo(business)).isEqualTo(1));
        assertThat(place.state(first)).isEqualTo("ONLINE");
    }

    @Test
    void unlinking_here_takes_the_program_off_the_phone() {
        String business = place.person("Adiós");
        String device = place.linked("Adiós", business);

        RunningHub.Got unlinked = place.post("/v1/devices/" + device + "/logout", null);
        assertThat(unlinked.status()).as("%s", unlinked).isEqualTo(200);
        place.untilState(device, "LOGGED_OUT");
        until(() -> assertThat(linkedTo(business)).isZero());
        assertThat(place.post("/v1/devices/" + device + "/logout", null).status())
                .isEqualTo(409);
        assertThat(place.send409(device, business)).isEqualTo("device-offline");

        place.post("/v1/devices/" + device + "/connect", null);
        place.scan(business, place.qr(device));
        place.untilState(device, "ONLINE");
    }

    @Test
    void a_program_that_is_removed_on_the_phone_says_so() {
        String business = place.person("Quita");
        String device = place.linked("Quita", business);
        JsonNode linked = place.sandbox("GET", "phones/" + business + "/devices", null);

        place.sandbox(
                "DELETE",
                "phones/" + business + "/devices/" + linked.at("/data/0/device").asString(),
                null);
        place.untilState(device, "LOGGED_OUT");
        assertThat(device(device).text("/stateDetail/message")).contains("phone");
    }

    @Test
    void disconnecting_keeps_the_link_and_what_is_written_meanwhile_comes_afterwards() {
        String business = place.person("Siesta");
        String ana = place.person("Ana");
        String device = place.linked("Siesta", business);

        assertThat(place.post("/v1/devices/" + device + "/disconnect", null).text("/state"))
                .isEqualTo("OFFLINE");
        assertThat(linkedTo(business)).isEqualTo(1);
        place.writes(ana, business, "¿Hay alguien?");
        place.post("/v1/devices/" + device + "/connect", null);
        place.untilState(device, "ONLINE");

        until(() -> assertThat(place.recorded(device)).containsExactly("¿Hay alguien?"));
    }

    @Test
    void a_paused_number_receives_and_sends_nothing() {
        String business = place.person("Pausa");
        String ana = place.person("Ana");
        String device = place.linked("Pausa", business);

        assertThat(place.post("/v1/devices/" + device + "/pause", null).text("/state"))
                .isEqualTo("PAUSED");
        assertThat(place.send409(device, ana)).isEqualTo("device-paused");
        place.writes(ana, business, "¿Están?");
        until(() -> assertThat(place.recorded(device)).containsExactly("¿Están?"));

        assertThat(place.post("/v1/devices/" + device + "/activate", null).text("/state"))
                .isEqualTo("ONLINE");
        place.send(device, ana, "Sí");
        until(() -> assertThat(place.received(ana)).containsExactly("Sí"));
    }

    @Test
    void a_removed_device_lets_go_of_its_line_and_of_all_it_knew() {
        String business = place.person("Borra");
        String device = place.linked("Borra", business);

        assertThat(place.call("DELETE", "/v1/devices/" + device + "?name=Borra", null)
                        .status())
                .isEqualTo(204);
        assertThat(device(device).status()).isEqualTo(404);
        String again = place.linked("Borra de nuevo", business);
        assertThat(place.state(again)).isEqualTo("ONLINE");
    }

    @Test
    void the_code_to_be_scanned_is_told_only_to_those_who_ask_for_it_by_name() {
        String device = place.device("Aviso");
        String qr = place.qr(device);

        until(() -> assertThat(
                        place.get("/v1/events?types=device.qr&limit=200").body().toString())
                .contains(Json.text(Json.object().put("qr", qr)).replaceAll("[{}]", "")));
        assertThat(place.get("/v1/events?types=device.*&limit=200").body().toString())
                .doesNotContain("device.qr")
                .contains("device.state");
        assertThat(place.get("/v1/events?limit=200").body().toString()).doesNotContain("device.qr");
    }

    @Test
    void a_test_of_a_linked_number_says_how_far_it_works() {
        String business = place.person("Prueba");
        String ana = place.person("Ana");
        String device = place.device("Prueba");
        assertThat(place.post("/v1/devices/" + device + "/test", json("{}"))
                        .body()
                        .at("/online/ok")
                        .asBoolean())
                .isFalse();
        place.scan(business, place.qr(device));
        place.untilState(device, "ONLINE");

        RunningHub.Got report =
                place.post("/v1/devices/" + device + "/test", Json.object().put("to", ana));
        assertThat(report.body().at("/online/ok").asBoolean()).isTrue();
        assertThat(report.body().at("/accepted/ok").asBoolean())
                .as("%s", report)
                .isTrue();
        assertThat(report.body().at("/delivered/ok").asBoolean())
                .as("%s", report)
                .isTrue();
    }
}
