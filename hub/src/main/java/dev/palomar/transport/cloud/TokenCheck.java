package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import dev.palomar.model.Secret;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a token may do and until when, as far as its app can be asked.
final class TokenCheck {

    private static final String NEEDED = "whatsapp_business_messaging";

    private final GraphClient graph;
    private final PlatformApp platform;

    TokenCheck(GraphClient graph, PlatformApp platform) {
        this.graph = graph;
        this.platform = platform;
    }

    /// For a token with which Meta has just answered.
    Finding check(CloudAccount account) {
        Finding accepted = Finding.right("accessToken", "Meta accepts the token.");
        if (platform.appId().isEmpty()
                || platform.appSecret().isEmpty()
                || account.appSecret().isPresent()) {
            return accepted;
        }
        Secret app = new Secret(
                platform.appId().get() + "|" + platform.appSecret().get().reveal());
        GraphAnswer answer =
                graph.get("debug_token", Map.of("input_token", account.token().reveal()), GraphAccess.of(app));
        return answer instanceof GraphAnswer.Done done
                ? Json.child(done.body(), "data").map(TokenCheck::judge).orElse(accepted)
                : accepted;
    }

    private static Finding judge(ObjectNode token) {
        Set<String> scopes = new HashSet<>();
        for (JsonNode scope : Json.elements(token, "scopes")) {
            scopes.add(scope.asString(""));
        }
        if (!scopes.isEmpty() && !scopes.contains(NEEDED)) {
            return Finding.wrong(
                    "accessToken",
                    "The token lacks the permission " + NEEDED + ". Make one that has it and "
                            + "whatsapp_business_management.");
        }
        Optional<Instant> ends = Json.string(token, "expires_at")
                .map(Long::parseLong)
                .filter(seconds -> seconds > 0)
                .map(Instant::ofEpochSecond);
        return Finding.right(
                "accessToken",
                ends.map(at -> "Meta accepts the token until " + at + "; then a new one is needed.")
                        .orElse("Meta accepts the token, and it does not expire."));
    }
}
