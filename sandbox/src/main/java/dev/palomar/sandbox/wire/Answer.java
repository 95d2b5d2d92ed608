package dev.palomar.sandbox.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What is answered to a [Call].
public record Answer(int status, Map<String, String> headers, Bytes body) {

    public static Answer json(int status, JsonNode body) {
        return new Answer(
                status, Map.of("Content-Type", "application/json; charset=UTF-8"), Bytes.of(Json.write(body)));
    }

    public static Answer json(JsonNode body) {
        return json(200, body);
    }

    public static Answer bytes(String contentType, Bytes body) {
        return new Answer(200, Map.of("Content-Type", contentType), body);
    }

    public static Answer text(int status, String text) {
        return new Answer(status, Map.of("Content-Type", "text/plain; charset=UTF-8"), Bytes.of(text));
    }

    public static Answer redirect(String location) {
        return new Answer(302, Map.of("Location", location), Bytes.NONE);
    }

    public Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body);
    }
}
