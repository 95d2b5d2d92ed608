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

    private static final String SENDING = "whatsapp_business_messaging";
    private static final String MANAGING = "whatsapp_business_management";

    private final GraphClient graph;
    private final PlatformApp platform;

    TokenCheck(GraphClient graph, PlatformApp platform) {
        this.graph = graph;
        this.platform = platform;
    }

    /// For a token with which Meta has just answered.
    Finding check(CloudAccount account) {
        Finding accepted = Finding.right("accessToken", "token-ok", "Meta accepts the token.");
        if (platform.appId().isEmpty()
                || platform.appSecret().isEmpty()
                || account.appSecret().isPresent()) {
            return accepted;
        }
        Secret app = new Secret(
                platform.appId().get() + "|" + platform.appSecret().get().reveal());
        GraphAnswer answer = graph.get(
                "debug_token",
                Map.of("input_token", account.token().reveal()),
                GraphAccess.of(app).about(account));
        return answer instanceof GraphAnswer.Done done
                ? Json.child(done.body(), "data").map(TokenCheck::judge).orElse(accepted)
                : accepted;
    }

    private static Finding judge(ObjectNode token) {
        Set<String> scopes = new HashSet<>();
        for (JsonNode scope : Json.elements(token, "scopes")) {
            scopes.add(scope.asString(""));
        }
        if (!scopes.isEmpty() && !scopes.contains(SENDING)) {
            return Finding.wrong(
                    "accessToken",
                    "scope-missing",
                    "The token lacks the permission " + SENDING + ". Make one that has it and " + MANAGING + ".");
        }
        Optional<Instant> ends = Json.string(token, "expires_at")
                .map(Long::parseLong)
                .filter(seconds -> seconds > 0)
                .map(Instant::ofEpochSecond);
        if (!scopes.isEmpty() && !scopes.contains(MANAGING)) {
            return Finding.wrong(
                    "accessToken",
                    "scope-missing",
                    "The token lacks the permission " + MANAGING + ", so templates and subscriptions cannot be looked"
                            + " after. Make one that has it.");
        }
        return Finding.right(
                "accessToken",
                "token-ok",
                ends.map(at -> "Meta accepts the token until " + at + "; then a new one is needed.")
                        .orElse("Meta accepts the token, and it does not expire."));
    }
}
