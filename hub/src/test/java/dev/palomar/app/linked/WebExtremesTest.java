package dev.palomar.app.linked;

import static dev.palomar.app.RunningHub.json;
import static dev.palomar.app.WebPlace.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.app.RunningHub;
import dev.palomar.app.WebPlace;
import dev.palomar.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Linked numbers where there is very much of something, where somebody is slow, and how others look.
class WebExtremesTest {

    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABc3UBGAAAAABJRU5ErkJggg==";

    @TempDir
    private static Path data;

    private static WebPlace place;

    @BeforeAll
    static void open() {
        place = new WebPlace(RunningHub.withWeb(data, Map.of("PALOMAR_NODE", "node", "PALOMAR_WEB_QR_SECONDS", "2")));
    }

    @AfterAll
    static void close() {
        place.close();
    }

    @Test
    void a_code_that_nobody_scanned_in_time_is_followed_by_another_and_is_of_no_use_any_more() {
        String business = place.person("Lenta");
        String device = place.device("Lenta");
        List<String> shown = new ArrayList<>();
        until(() -> {
            String qr = place.qr(device);
            if (!shown.contains(qr)) {
                shown.add(qr);
            }
            assertThat(shown).hasSizeGreaterThan(7);
        });

        RunningHub.Got late = place.hub.sandbox(
                "POST", "/sandbox/phones/" + business + "/scan", Json.object().put("qr", shown.getFirst()));
        assertThat(late.status()).isGreaterThanOrEqualTo(400);
        until(() -> {
            RunningHub.Got scan = place.hub.sandbox(
                    "POST",
                    "/sandbox/phones/" + business + "/scan",
                    Json.object().put("qr", place.qr(device)));
            assertThat(scan.status()).isEqualTo(200);
        });
        place.untilState(device, "ONLINE");
    }

    @Test
    void a_file_that_is_too_large_is_told_and_not_fetched_and_the_next_one_is() {
        String business = place.person("Grande");
        String ana = place.person("Ana");
        String device = place.linked("Grande", business);
        String content = Base64.getEncoder().encodeToString("%PDF-1.4 plano".getBytes(StandardCharsets.UTF_8));
        for (long size : new long[] {150L << 20, 14}) {
            ObjectNode message = Json.object().put("to", business).put("type", "document");
            message.putObject("document")
                    .put("filename", size > 14 ? "planos.pdf" : "plano.pdf")
                    .put("mime_type", "application/pdf")
                    .put("data", content)
                    .put("size", size);
            place.sandbox("POST", "phones/" + ana + "/messages", message);
        }

        until(() -> assertThat(received(device).body().path("data").size()).isEqualTo(2));
        until(() -> assertThat(file(device, "planos.pdf").text("/state")).isEqualTo("missing"));
        assertThat(file(device, "planos.pdf").text("/problem")).contains("100 MB");
        assertThat(place.get("/v1/media/" + fileId(device, "planos.pdf") + "/content")
                        .status())
                .isEqualTo(410);
        until(() -> assertThat(file(device, "plano.pdf").text("/state")).isEqualTo("stored"));
    }

    private static RunningHub.Got received(String device) {
        return place.get("/v1/messages?direction=inbound&deviceId=" + device);
    }

    private static String fileId(String device, String name) {
        return received(device)
                .body()
                .path("data")
                .valueStream()
                .filter(message -> message.toString().contains("\"" + name + "\""))
                .map(message -> message.at("/media/id").asString(""))
                .findFirst()
                .orElseThrow();
    }

    private static RunningHub.Got file(String device, String name) {
        return place.get("/v1/media/" + fileId(device, name));
    }

    @Test
    void in_a_group_of_a_thousand_everybody_is_listed_and_messages_go_both_ways() {
        String business = place.person("El barrio");
        String device = place.linked("El barrio", business);
        ObjectNode wanted = Json.object().put("subject", "El barrio");
        ArrayNode members = wanted.putArray("members");
        for (int i = 0; i < 999; i++) {
            members.add(place.person("Vecino " + i));
        }
        members.add(business);
        String first = members.get(0).asString();
        String last = members.get(998).asString();
        String group = place.sandbox("POST", "groups", wanted).path("id").asString();
        ObjectNode says = json("{'type':'text','text':{'body':'hola, barrio'}}").put("to", group);
        place.sandbox("POST", "phones/" + first + "/messages", says);
        until(() -> assertThat(place.recorded(device)).contains("hola, barrio"));

        String conversation = received(device).text("/data/0/conversationId");
        until(() -> assertThat(place.get("/v1/conversations/" + conversation)
                        .body()
                        .at("/group/size")
                        .asInt(0))
                .isEqualTo(1_000));
        assertThat(place.get("/v1/conversations/" + conversation + "/members")
                        .body()
                        .path("data")
                        .size())
                .isEqualTo(1_000);
        RunningHub.Got sent = place.post(
                "/v1/devices/" + device + "/messages/send",
                json("{'recipient_type':'group','type':'text','text':{'body':'hola a los mil'}}")
                        .put("to", group));
        assertThat(sent.status()).as("%s", sent).isEqualTo(202);
        until(() -> assertThat(place.received(first)).contains("hola a los mil"));
        until(() -> assertThat(place.received(last)).contains("hola a los mil"));
        place.untilStatus(sent.text("/id"), "delivered");
    }

    @Test
    void a_persons_archive_holds_what_the_person_looks_like() throws IOException {
        String business = place.person("Archivo");
        String ana = place.person("Ana");
        String device = place.linked("Archivo", business);
        place.sandbox("PUT", "phones/" + ana, Json.object().put("picture", PICTURE));
        place.writes(ana, business, "¿qué saben de mí?");
        until(() -> assertThat(place.recorded(device)).contains("¿qué saben de mí?"));
        String alone = conversation(device, "¿qué saben de mí?");
        until(() -> assertThat(place.get(alone).text("/picture/version")).isNotEmpty());

        String contact = place.get(alone).text("/contact/id");
        String archive = "/v1/exports/"
                + place.post("/v1/contacts/" + contact + "/export", null).text("/id");
        until(() -> assertThat(place.get(archive).text("/state")).isEqualTo("done"));

        List<byte[]> pictures = new ArrayList<>();
        try (ZipInputStream zip =
                new ZipInputStream(place.hub.stream(archive + "/content", place.actingFor(place.tenant())))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith("pictures/")) {
                    pictures.add(zip.readAllBytes());
                }
            }
        }
        assertThat(pictures).containsExactly(Base64.getDecoder().decode(PICTURE));
    }

    @Test
    void people_and_groups_are_shown_with_their_pictures_until_those_are_taken_away() {
        String business = place.person("Retrato");
        String ana = place.person("Ana");
        String device = place.linked("Retrato", business);
        place.sandbox("PUT", "phones/" + ana, Json.object().put("picture", PICTURE));
        ObjectNode wanted = Json.object().put("subject", "Fotos");
        wanted.putArray("members").add(ana).add(business);
        String group = place.sandbox("POST", "groups", wanted).path("id").asString();
        place.writes(ana, business, "¿me ven?");
        place.sandbox(
                "POST",
                "phones/" + ana + "/messages",
                json("{'type':'text','text':{'body':'¿y acá?'}}").put("to", group));
        until(() -> assertThat(place.recorded(device)).contains("¿me ven?", "¿y acá?"));
        String alone = conversation(device, "¿me ven?");
        String together = conversation(device, "¿y acá?");

        until(() -> assertThat(place.get(alone).text("/picture/version")).isNotEmpty());
        assertThat(place.hub.stream(place.get(alone).text("/picture/url"), place.actingFor(place.tenant())))
                .hasBinaryContent(Base64.getDecoder().decode(PICTURE));
        assertThat(place.get(together + "/picture").status()).isEqualTo(404);

        place.sandbox("PUT", "groups/" + group, Json.object().put("picture", PICTURE));
        until(() -> assertThat(place.get(together).text("/picture/version")).isNotEmpty());
        place.sandbox("PUT", "phones/" + ana, Json.object().putNull("picture"));
        until(() -> assertThat(place.get(alone).body().path("picture").isNull()).isTrue());
        assertThat(place.get(alone + "/picture").status()).isEqualTo(404);

        WebPlace stranger = place.as(place.company("sin-fotos"));
        assertThat(stranger.get(together + "/picture").status()).isEqualTo(404);
    }

    private static String conversation(String device, String text) {
        return "/v1/conversations/"
                + received(device)
                        .body()
                        .path("data")
                        .valueStream()
                        .filter(message -> message.at("/text/body").asString("").equals(text))
                        .map(message -> message.path("conversationId").asString(""))
                        .findFirst()
                        .orElseThrow();
    }
}
