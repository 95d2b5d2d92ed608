package dev.palomar.bench.place;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The hub's API as a program calls it, in the name of somebody.
public final class HubApi {

    /// For what answers hold.
    public static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Map<String, String> identity;

    private HubApi(String url, Map<String, String> identity) {
        this.url = url;
        this.identity = identity;
    }

    public static HubApi nobody(String url) {
        return new HubApi(url, Map.of());
    }

    public HubApi bearer(String token) {
        return new HubApi(url, Map.of("authorization", "Bearer " + token));
    }

    public HubApi in(String tenant) {
        return new HubApi(
                url, Map.of("authorization", identity.getOrDefault("authorization", ""), "x-tenant-id", tenant));
    }

    public HubApi key(String key) {
        return new HubApi(url, Map.of("x-api-key", key));
    }

    public JsonNode get(String path) {
        return call("GET", path, "");
    }

    public JsonNode post(String path, String body) {
        return call("POST", path, body);
    }

    /// Throws [IllegalStateException] with the answer when it is not 2xx. Waits where it is told to.
    public JsonNode call(String method, String path, String body) {
        String answer = text(method, path, body);
        return answer.isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer);
    }

    /// As [#get], as it came, for large answers: the caller's thread reads them itself. Java's own client
    /// hands pieces of 16 KB from thread to thread, and takes longer for a page of events than the hub. Does not
    /// wait where it is told to.
    public byte[] bytes(String path) {
        try {
            HttpURLConnection line =
                    (HttpURLConnection) URI.create(url + path).toURL().openConnection();
            identity.forEach(line::setRequestProperty);
            if (line.getResponseCode() != 200) {
                throw new IllegalStateException("GET " + path + " answered " + line.getResponseCode());
            }
            try (InputStream body = line.getInputStream()) {
                return body.readAllBytes();
            }
        } catch (IOException failure) {
            throw new IllegalStateException("GET " + path, failure);
        }
    }

    /// As [#call], as it came.
    public String text(String method, String path, String body) {
        return send(method, path, body, HttpResponse.BodyHandlers.ofString());
    }

    private <T> T send(String method, String path, String body, HttpResponse.BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("content-type", "application/json");
        }
        identity.forEach(request::header);
        try {
            HttpResponse<T> answer = http.send(request.build(), handler);
            while (answer.statusCode() == 429) {
                Thread.sleep(Duration.ofSeconds(
                        answer.headers().firstValueAsLong("retry-after").orElse(1)));
                answer = http.send(request.build(), handler);
            }
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException failure) {
            throw new IllegalStateException(method + " " + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
