package dev.palomar.api;

import dev.palomar.model.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What the hub said.
public record Answered(String method, String path, HttpResponse<byte[]> response) {

    static Answered send(ApiServer hub, String method, String path, Optional<String> body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.uri(path))
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        boolean typed = List.of(headers).stream().anyMatch(name -> name.equalsIgnoreCase("content-type"));
        if (body.isPresent() && !typed) {
            request.header("Content-Type", "application/json");
        }
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        try {
            return hub.checked(new Answered(
                    method, path, hub.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public int status() {
        return response.statusCode();
    }

    public JsonNode json() {
        return Json.read(response.body());
    }

    public String text() {
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /// A member of the body, by a JSON pointer without its first slash: `limits/devices`.
    public String at(String pointer) {
        return json().at("/" + pointer).asString();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// The problem's type without its prefix.
    public String problem() {
        return at("type").replace("/problems/", "");
    }
}
