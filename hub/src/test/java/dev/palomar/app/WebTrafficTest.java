package dev.palomar.app;

import static dev.palomar.app.WebPlace.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.database.TestDatabase;
import dev.palomar.model.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Messages in both directions while engines and the hub are killed.
class WebTrafficTest {

    private static final int MESSAGES = 40;

    @TempDir
    private Path data;

    @Test
    void nothing_is_lost_and_nothing_comes_twice_while_engine_and_hub_are_killed() throws Exception {
        RunningHub hub = RunningHub.apart(data, TestDatabase.freshAddress(), Map.of("PALOMAR_NODE", "node"));
        try (WebPlace place = new WebPlace(hub)) {
            String business = place.person("Flores");
            String ana = place.person("Ana");
            String device = place.linked("Flores", business);
            place.writes(ana, business, "antes");
            until(() -> assertThat(place.recorded(device)).containsExactly("antes"));

            List<String> written = texts("entra");
            List<String> sent = texts("sale");
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> written.forEach(text -> {
                place.writes(ana, business, text);
                pause();
            }));
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> sent.forEach(text -> sendSurely(place, device, ana, text)));
            for (int i = 0; i < 2; i++) {
                Thread.sleep(2_000);
                place.killEngines();
                Thread.sleep(2_000);
                hub.kill();
            }
            writing.join();
            sending.join();

            place.untilState(device, "ONLINE");
            until(() -> assertThat(place.recorded(device)).hasSizeGreaterThanOrEqualTo(MESSAGES + 1));
            until(() -> assertThat(place.received(ana)).hasSizeGreaterThanOrEqualTo(MESSAGES));
            Thread.sleep(3_000);
            assertThat(place.recorded(device).subList(1, MESSAGES + 1)).containsExactlyInAnyOrderElementsOf(written);
            assertThat(place.recorded(device)).hasSize(MESSAGES + 1);
            assertThat(place.received(ana)).containsExactlyElementsOf(sent);
        }
    }

    private static List<String> texts(String word) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            texts.add(word + " " + i);
        }
        return texts;
    }

    /// As a careful caller does: the same key until there is an answer.
    private static void sendSurely(WebPlace place, String device, String to, String text) {
        ObjectNode body = Json.object().put("to", to).put("text", text);
        for (int attempt = 0; attempt < 600; attempt++) {
            try {
                RunningHub.Got got = place.postOnce("/v1/devices/" + device + "/messages/send", body, text);
                if (got.status() == 202) {
                    return;
                }
            } catch (RuntimeException away) {
                // the hub is being started again
            }
            pause();
        }
        throw new AssertionError("not accepted: " + text);
    }

    private static void pause() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
