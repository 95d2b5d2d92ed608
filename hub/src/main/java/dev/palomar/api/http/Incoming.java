package dev.palomar.api.http;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// A request as it came over the wire.
///
/// @param method the word on the request line
/// @param path without query, still encoded
/// @param query decoded parameters
/// @param headers all values of a header, by name
/// @param address the caller's network address
/// @param body opens the body; asks a caller that waits for it to go on
record Incoming(
        String method,
        String path,
        Map<String, List<String>> query,
        Function<String, List<String>> headers,
        String address,
        Supplier<InputStream> body) {

    Optional<String> header(String name) {
        List<String> values = headers.apply(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /// What is announced; empty when the length is not known beforehand.
    Optional<Long> length() {
        return header("Content-Length").flatMap(text -> {
            try {
                return Optional.of(Long.parseLong(text));
            } catch (NumberFormatException unreadable) {
                return Optional.empty();
            }
        });
    }

    boolean hasBody() {
        return length().map(length -> length > 0)
                .orElse(header("Transfer-Encoding").isPresent());
    }
}
