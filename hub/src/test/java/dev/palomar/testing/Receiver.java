package dev.palomar.testing;

import com.sun.net.httpserver.HttpServer;
import dev.palomar.model.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A company's webhook: a real HTTP server that keeps what it got and answers as it is told.
public final class Receiver implements AutoCloseable {

    /// One request, headers in lower case.
    public record Got(Map<String, String> headers, Payload payload, int answered) {

        public byte[] body() {
            return payload.bytes();
        }

        public JsonNode json() {
            return dev.palomar.model.Json.read(body());
        }

        public String type() {
            return json().get("type").asString();
        }
    }

    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile Function<Got, Integer> answer = _ -> 200;

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().toLowerCase(java.util.Locale.ROOT),
                            entry -> entry.getValue().getFirst()));
            int status = answer.apply(new Got(headers, Payload.of(body), 0));
            got.add(new Got(headers, Payload.of(body), status));
            byte[] said = "noted".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    public void answers(Function<Got, Integer> with) {
        answer = with;
    }

    public void answers(int status) {
        answer = _ -> status;
    }

    public List<Got> got() {
        return got;
    }

    /// What it answered with 2xx.
    public List<Got> taken() {
        return got.stream().filter(one -> one.answered() / 100 == 2).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
