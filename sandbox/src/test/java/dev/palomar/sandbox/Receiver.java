package dev.palomar.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A webhook's receiver that keeps what it got.
final class Receiver implements AutoCloseable {

    record Got(Map<String, String> headers, byte[] body, boolean answeredOk) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return new JsonMapper().readTree(body);
        }

        boolean signedWith(String secret) throws Exception {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return headers.get("x-hub-signature-256")
                    .equals("sha256=" + HexFormat.of().formatHex(mac.doFinal(body)));
        }
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    final AtomicInteger failing = new AtomicInteger();
    volatile String verifyToken = "palabra";
    private final HttpServer server;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                Map<String, String> query = dev.palomar.sandbox.wire.Call.pairs(
                        exchange.getRequestURI().getRawQuery());
                boolean known = verifyToken.equals(query.get("hub.verify_token"));
                byte[] answer = query.getOrDefault("hub.challenge", "").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(known ? 200 : 403, known ? answer.length : -1);
                if (known) {
                    exchange.getResponseBody().write(answer);
                }
            } else {
                byte[] body = exchange.getRequestBody().readAllBytes();
                boolean ok = failing.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
                Map<String, String> headers = new java.util.HashMap<>();
                exchange.getRequestHeaders()
                        .forEach((name, values) ->
                                headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
                got.add(new Got(headers, body, ok));
                exchange.sendResponseHeaders(ok ? 200 : 500, -1);
            }
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /// Every change that was received, whichever call it came in.
    List<JsonNode> changes() {
        return got.stream()
                .flatMap(call -> call.json().path("entry").valueStream())
                .flatMap(entry -> entry.path("changes").valueStream())
                .toList();
    }

    List<JsonNode> messages() {
        return changes().stream()
                .flatMap(change -> change.path("value").path("messages").valueStream())
                .toList();
    }

    List<JsonNode> statuses() {
        return changes().stream()
                .flatMap(change -> change.path("value").path("statuses").valueStream())
                .toList();
    }

    List<String> statusesOf(String messageId) {
        return statuses().stream()
                .filter(status -> status.path("id").asString("").equals(messageId))
                .map(status -> status.path("status").asString(""))
                .toList();
    }

    JsonNode awaitStatus(String messageId, String word) {
        return awaitOne(
                () -> statuses(),
                status -> status.path("id").asString("").equals(messageId)
                        && status.path("status").asString("").equals(word));
    }

    JsonNode awaitMessage(Predicate<JsonNode> wanted) {
        return awaitOne(() -> messages(), wanted);
    }

    JsonNode awaitChange(String field) {
        return awaitOne(
                        () -> changes(),
                        change -> change.path("field").asString("").equals(field))
                .path("value");
    }

    private static JsonNode awaitOne(java.util.function.Supplier<List<JsonNode>> all, Predicate<JsonNode> wanted) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMinutes(2))
                .until(() -> all.get().stream().anyMatch(wanted));
        return all.get().stream().filter(wanted).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
