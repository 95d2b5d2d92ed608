package dev.palomar.api.http;

import java.util.Optional;

/// What a request wants to do with a path.
public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE;

    /// `HEAD` is a `GET` whose body is not sent. Empty for all that no route can have.
    static Optional<Method> read(String word) {
        return switch (word) {
            case "GET", "HEAD" -> Optional.of(GET);
            case "POST" -> Optional.of(POST);
            case "PUT" -> Optional.of(PUT);
            case "PATCH" -> Optional.of(PATCH);
            case "DELETE" -> Optional.of(DELETE);
            default -> Optional.empty();
        };
    }
}
