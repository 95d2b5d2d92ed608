package dev.palomar.bench.web;

import dev.palomar.bench.place.HubApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The sandbox as a process of its own, and the phones in it.
final class Phones implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final HubApi api;
    private final String url;
    private final Path authority;

    private Phones(Process process, String url, Path authority) {
        this.process = process;
        this.url = url;
        this.api = HubApi.nobody(url);
        this.authority = authority;
    }

    /// Starts it; logs and its certificate go to `folder`.
    static Phones start(Path jar, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sandbox.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PALOMAR_") || name.startsWith("SANDBOX_"));
        builder.environment().put("SANDBOX_PORT", Integer.toString(port));
        Phones phones = new Phones(builder.start(), "http://127.0.0.1:" + port, folder.resolve("authority.pem"));
        phones.awaitAnswer();
        Files.writeString(phones.authority, phones.ways().path("caCertificate").asString());
        return phones;
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                JsonNode _ = ways();
                return;
            } catch (IllegalStateException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("the sandbox did not start", notYet);
                }
                Thread.sleep(50);
            }
        }
    }

    private JsonNode ways() {
        return api.get("/sandbox/web");
    }

    /// What a hub has to know to take it for WhatsApp.
    Map<String, String> settings() {
        JsonNode ways = ways();
        return Map.of(
                "PALOMAR_GRAPH_URL", url,
                "PALOMAR_WEB_SANDBOX", "true",
                "PALOMAR_WEB_URL", ways.path("url").asString(),
                "PALOMAR_WEB_ROOT_KEY", ways.path("rootPublicKey").asString(),
                "PALOMAR_WEB_CA_FILE", authority.toAbsolutePath().toString());
    }

    String url() {
        return url;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    void make(String phone, String name) {
        JsonNode _ = api.post("/sandbox/phones", "{\"phone\":\"%s\",\"name\":\"%s\"}".formatted(phone, name));
    }

    void scan(String phone, String qr) {
        JsonNode _ = api.post("/sandbox/phones/" + phone + "/scan", "{\"qr\":\"%s\"}".formatted(qr));
    }

    void write(String from, String to, String text) {
        JsonNode _ = api.post(
                "/sandbox/phones/" + from + "/messages",
                "{\"to\":\"%s\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}".formatted(to, text));
    }

    /// How many of the messages that somebody wrote the other side has said to have.
    long delivered(String from) {
        return api.get("/sandbox/phones/" + from + "/messages")
                .path("data")
                .valueStream()
                .filter(message -> message.path("direction").asString("").equals("sent"))
                .filter(message -> !message.path("status").asString("").equals("sent"))
                .count();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
