package dev.palomar.app;

import static dev.palomar.app.WebPlace.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.database.DatabaseAddress;
import dev.palomar.database.TestDatabase;
import dev.palomar.model.Json;
import dev.palomar.testing.Calm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Messages in both directions while engines, hubs and the database are killed.
class WebTrafficTest {

    private static final int MESSAGES = 30;

    @TempDir
    private Path data;

    @Test
    void nothing_is_lost_and_nothing_comes_twice_while_engine_and_hub_are_killed_and_the_line_breaks()
            throws Exception {
        RunningHub hub = RunningHub.apart(
                data, TestDatabase.freshAddress(), Map.of("PALOMAR_NODE", "node", "PALOMAR_WEB_SILENCE_SECONDS", "2"));
        try (WebPlace place = new WebPlace(hub)) {
            String business = place.person("Flores");
            String ana = place.person("Ana");
            String device = place.linked("Flores", business);
            Traffic traffic = new Traffic(List.of(place), business, ana, device);
            for (Runnable blow : List.<Runnable>of(
                    place::killEngines,
                    () -> fault(place, "ws-drop", business),
                    hub::kill,
                    () -> fault(place, "ws-stall", business))) {
                Thread.sleep(1_500);
                blow.run();
            }
            traffic.isThereOnce(place);
        }
    }

    private static void fault(WebPlace place, String kind, String business) {
        place.sandbox(
                "POST",
                "faults",
                Json.object().put("kind", kind).put("on", business).put("count", 1));
    }

    @Test
    void nothing_is_lost_and_nothing_comes_twice_while_the_database_is_restarted() throws Exception {
        RunningHub hub = RunningHub.apart(data, TestDatabase.freshAddress(), Map.of("PALOMAR_NODE", "node"));
        try (WebPlace place = new WebPlace(hub)) {
            String business = place.person("Flores");
            String ana = place.person("Ana");
            String device = place.linked("Flores", business);
            Traffic traffic = new Traffic(List.of(place), business, ana, device);
            for (int i = 0; i < 2; i++) {
                Thread.sleep(1_500);
                // One that still recovers takes nobody.
                await().atMost(Calm.PATIENCE).ignoreExceptions().untilAsserted(() -> restart(hub.address()));
            }
            traffic.isThereOnce(place);
        }
    }

    /// A server process of PostgreSQL's that dies takes all others with it, and everything is recovered
    /// from the log, as after a power cut.
    private static void restart(DatabaseAddress address) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
        }
    }

    @Test
    void another_node_takes_the_line_over_from_one_that_died_and_from_one_that_stood_still(@TempDir Path otherData)
            throws Exception {
        RunningHub first = RunningHub.apart(data, TestDatabase.freshAddress(), Map.of("PALOMAR_NODE", "node"));
        try (WebPlace place = new WebPlace(first);
                RunningHub second = RunningHub.anotherNode(first, otherData, Map.of("PALOMAR_NODE", "node"))) {
            WebPlace other = place.on(second);
            String business = place.person("Flores");
            String ana = place.person("Ana");
            String device = place.linked("Flores", business);
            Traffic traffic = new Traffic(List.of(place, other), business, ana, device);
            Thread.sleep(2_000);
            first.killForGood();
            traffic.isThereOnce(other);

            first.restart();
            second.standStill();
            String waiting = "¿Hay alguien?";
            place.writes(ana, business, waiting);
            until(() -> assertThat(place.recorded(device)).contains(waiting));
            second.goOn();
            sendSurely(List.of(place), device, ana, "Sí, acá");
            until(() -> assertThat(place.received(ana)).contains("Sí, acá"));
            Thread.sleep(5_000);
            place.untilState(device, "ONLINE");
            assertThat(place.recorded(device)).containsOnlyOnce(waiting);
            assertThat(place.received(ana)).containsOnlyOnce("Sí, acá");
        }
    }

    private static List<String> texts(String word) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            texts.add(word + " " + i);
        }
        return texts;
    }

    /// As a careful caller does: the same key until there is an answer, from whichever node gives one.
    private static void sendSurely(List<WebPlace> nodes, String device, String to, String text) {
        ObjectNode body = Json.object().put("to", to).put("text", text);
        for (int attempt = 0; attempt < 1_200; attempt++) {
            try {
                RunningHub.Got got = nodes.get(attempt % nodes.size())
                        .postOnce("/v1/devices/" + device + "/messages/send", body, text);
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

    /// Messages of Ana's to a number, and of the number's to Ana, at the same time.
    private static final class Traffic {

        private final List<WebPlace> nodes;
        private final String business;
        private final String ana;
        private final String device;
        private final List<String> written = texts("entra");
        private final List<String> sent = texts("sale");
        private final CompletableFuture<Void> both;

        /// Over the first of `nodes` as long as it answers. Both know each other already.
        Traffic(List<WebPlace> nodes, String business, String ana, String device) {
            this.nodes = nodes;
            this.business = business;
            this.ana = ana;
            this.device = device;
            WebPlace place = nodes.getFirst();
            place.writes(ana, business, "antes");
            until(() -> assertThat(place.recorded(device)).containsExactly("antes"));
            this.both = CompletableFuture.allOf(
                    CompletableFuture.runAsync(this::write),
                    CompletableFuture.runAsync(() -> sent.forEach(text -> sendSurely(nodes, device, ana, text))));
        }

        private void write() {
            written.forEach(text -> {
                nodes.getFirst().writes(ana, business, text);
                pause();
            });
        }

        /// Everything has arrived once, as `node` sees it: what was sent in its order.
        void isThereOnce(WebPlace node) throws InterruptedException {
            both.join();
            node.untilState(device, "ONLINE");
            until(() -> assertThat(node.recorded(device)).hasSizeGreaterThanOrEqualTo(MESSAGES + 1));
            until(() -> assertThat(node.received(ana)).hasSizeGreaterThanOrEqualTo(MESSAGES));
            Thread.sleep(2_000);
            assertThat(node.recorded(device).subList(1, MESSAGES + 1)).containsExactlyInAnyOrderElementsOf(written);
            assertThat(node.recorded(device)).hasSize(MESSAGES + 1);
            assertThat(node.received(ana)).containsExactlyElementsOf(sent);
        }
    }
}
