package dev.palomar.app;

import static dev.palomar.app.WebPlace.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Numbers over WhatsApp Web, with the real engine against the sandbox.
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

    @Test
    void a_phone_is_linked_by_scanning_and_texts_go_both_ways() {
        String business = place.person("Flores");
        String ana = place.person("Ana");
        String device = place.linked("Ventas", business);

        assertThat(place.get("/v1/devices/" + device).text("/phone")).isEqualTo(business);
        place.writes(ana, business, "¿Tienen rosas?");
        until(() -> assertThat(place.recorded(device)).containsExactly("¿Tienen rosas?"));

        String answer = place.send(device, ana, "Sí, rojas");
        until(() -> assertThat(place.received(ana)).containsExactly("Sí, rojas"));
        place.untilStatus(answer, "delivered");
    }
}
