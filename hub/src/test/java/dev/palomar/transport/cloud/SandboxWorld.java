package dev.palomar.transport.cloud;

import com.sun.net.httpserver.HttpServer;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.sandbox.Sandbox;
import dev.palomar.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A WhatsApp of our own in this process, with one business, one customer, and a receiver of webhooks.
public final class SandboxWorld implements AutoCloseable {

    public static final String ANA = "+5491155550100";
    public static final String BUSINESS = "+5491155550999";

    /// One call that Meta made.
    public record Webhook(Payload payload, String signature) {

        public byte[] body() {
            return payload.bytes();
        }
    }

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.anyPort());
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer receiver;
    private final BlockingQueue<Webhook> webhooks = new LinkedBlockingQueue<>();
    public final ObjectNode business;

    public SandboxWorld() {
        try {
            receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("GET")) {
                byte[] challenge = exchange.getRequestURI()
                        .getQuery()
                        .replaceAll(".*hub\\.challenge=([^&]*).*", "$1")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, challenge.length);
                exchange.getResponseBody().write(challenge);
            } else {
                webhooks.add(new Webhook(
                        Payload.of(body), exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")));
                exchange.sendResponseHeaders(200, -1);
            }
            exchange.close();
        });
        receiver.start();
        business = control("POST", "businesses", """
                {"name":"Ventas","phone":"%s","webhookUrl":"http://127.0.0.1:%d/","verifyToken":"v"}
                """.formatted(
                        BUSINESS, receiver.getAddress().getPort()));
        control("POST", "phones", "{\"phone\":\"%s\",\"name\":\"Ana\",\"readsAtOnce\":false}".formatted(ANA));
    }

    public URI address() {
        return URI.create(sandbox.baseUrl());
    }

    public String of(String field) {
        return business.path(field).asString();
    }

    public GraphSettings settings() {
        return GraphSettings.META.at(address());
    }

    public CloudAccount account(TenantId tenant, DeviceId device) {
        return new CloudAccount(
                tenant,
                device,
                of("phoneNumberId"),
                Optional.of(of("wabaId")),
                new Secret(of("accessToken")),
                Optional.of(new Secret(of("appSecret"))));
    }

    public CloudAccount account() {
        return account(new TenantId(new UUID(1, 1)), new DeviceId(new UUID(2, 1)));
    }

    public PlatformApp platform() {
        return new PlatformApp(
                Optional.of(of("appId")), Optional.of(new Secret(of("appSecret"))), Optional.of(new Secret("v")));
    }

    /// One of the sandbox's own controls.
    public ObjectNode control(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/sandbox/" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return send(request);
    }

    private ObjectNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request.method() + " " + request.uri() + ": " + answer.body());
            }
            return Json.readObject(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public void fault(String kind, String more) {
        control("POST", "faults", "{\"on\":true,\"kind\":\"%s\"%s}".formatted(kind, more));
    }

    /// The next call that Meta makes, whose body contains `part`.
    public Webhook webhookWith(String part) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        try {
            while (System.nanoTime() < end) {
                Webhook next = webhooks.poll(100, TimeUnit.MILLISECONDS);
                if (next != null && new String(next.body(), StandardCharsets.UTF_8).contains(part)) {
                    return next;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("no webhook with " + part);
    }

    /// A template that Meta has reviewed and approved.
    public void template(String name, String body) {
        ObjectNode template =
                Json.object().put("name", name).put("language", "en_US").put("category", "UTILITY");
        template.putArray("components").addObject().put("type", "BODY").put("text", body);
        send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v25.0/" + of("wabaId") + "/message_templates"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + of("accessToken"))
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(template)))
                .build());
        control("POST", "clock", "{\"advance\":\"PT1H\"}");
    }

    public String webhookUrl() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
    }

    /// The app stops listening to the business account.
    public void unsubscribe() {
        send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v25.0/" + of("wabaId") + "/subscribed_apps"))
                .header("Authorization", "Bearer " + of("accessToken"))
                .DELETE()
                .build());
    }

    /// What Ana has from the business.
    public List<ObjectNode> received() {
        List<ObjectNode> received = new ArrayList<>();
        for (JsonNode message :
                control("GET", "phones/" + ANA + "/messages", "").path("data")) {
            if (!message.path("from").asString().contains(ANA.substring(1))) {
                received.add((ObjectNode) message);
            }
        }
        return received;
    }

    @Override
    public void close() {
        http.close();
        receiver.stop(0);
        sandbox.close();
    }
}
