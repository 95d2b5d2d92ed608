package dev.palomar.api.http;

import java.util.Map;
import java.util.Set;

/// Which pages of other hosts may call. Never with cookies: such pages bring a token of their own.
final class Cors {

    private final Set<String> origins;

    Cors(Set<String> origins) {
        this.origins = origins;
    }

    /// What lets the browser show the answer to the page; nothing for a page that is not allowed.
    Map<String, String> headers(Incoming incoming) {
        return incoming.header("Origin")
                .filter(origins::contains)
                .map(origin -> Map.of(
                        "Access-Control-Allow-Origin",
                        origin,
                        "Access-Control-Expose-Headers",
                        "X-Request-Id, RateLimit, RateLimit-Policy, Retry-After",
                        "Cross-Origin-Resource-Policy",
                        "cross-origin",
                        "Vary",
                        "Origin"))
                .orElse(Map.of());
    }

    /// The answer to the browser's question before the call itself.
    Map<String, String> preflight(Incoming incoming, String methods) {
        if (headers(incoming).isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "Access-Control-Allow-Methods",
                methods,
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Api-Key, X-Empresa-Id, X-Request-Id, X-Tenant-Id",
                "Access-Control-Max-Age",
                "600");
    }
}
