package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Account;
import dev.palomar.sandbox.network.App;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Token;
import dev.palomar.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Codes and tokens: what follows after somebody agreed in the dialog.
///
/// Facts: Meta, "Embedded Signup – onboarding customers" and "Facebook Login – manual flow"; a code is good
/// once, for 30 s.
final class OAuth {

    private static final Duration CODE_GOOD = Duration.ofSeconds(30);
    private static final Duration TOKEN_GOOD = Duration.ofDays(60);

    private record Code(App app, Account account, Set<String> scopes, String redirectUri, Instant expiresAt) {}

    private final Network network;
    private final Tokens tokens;
    private final Map<String, Code> codes = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    OAuth(Network network, Tokens tokens) {
        this.network = network;
        this.tokens = tokens;
    }

    /// A new code with which `app` can fetch a token for `account` that may do what `scopes` say.
    String code(App app, Account account, Set<String> scopes, String redirectUri) {
        String code = "AQ" + network.ids().alphanumeric(180);
        codes.put(
                code, new Code(app, account, scopes, redirectUri, network.now().plus(CODE_GOOD)));
        return code;
    }

    /// `/oauth/access_token`: a code, an app's own credentials or an older token for a new token.
    JsonNode accessToken(Request request) {
        App app = network.app(request.required("client_id"))
                .orElseThrow(() -> GraphError.plain(
                        400,
                        101,
                        Optional.empty(),
                        "Error validating application. Cannot get application info due to a system error."));
        if (!app.secret().equals(request.text("client_secret"))) {
            throw GraphError.plain(400, 1, Optional.empty(), "Error validating client secret.");
        }
        String grant = request.text("grant_type");
        if (grant.equals("client_credentials")) {
            return Json.object()
                    .put("access_token", app.id() + "|" + app.secret())
                    .put("token_type", "bearer");
        }
        if (grant.equals("fb_exchange_token")) {
            Token old = tokens.recognise(request.required("fb_exchange_token"), "")
                    .filter(token -> token.appId().equals(app.id()))
                    .orElseThrow(() -> GraphError.plain(
                            400, 190, Optional.empty(), "The access token does not belong to application " + app.id()));
            return issue(app, old.accounts(), old.scopes(), Optional.of(TOKEN_GOOD));
        }
        return exchange(request, app, request.required("code"));
    }

    private JsonNode exchange(Request request, App app, String value) {
        if (used.contains(value)) {
            throw GraphError.plain(400, 100, Optional.of(36009), "This authorization code has been used.");
        }
        Code code = codes.get(value);
        if (code == null || code.app() != app) {
            throw GraphError.plain(400, 100, Optional.empty(), "Invalid verification code format.");
        }
        if (code.expiresAt().isBefore(network.now())) {
            throw GraphError.plain(400, 100, Optional.of(36007), "This authorization code has expired.");
        }
        if (!code.redirectUri().equals(request.text("redirect_uri"))) {
            throw GraphError.plain(
                    400,
                    100,
                    Optional.of(36008),
                    "Error validating verification code. Please make sure your redirect_uri is identical to the one"
                            + " you used in the OAuth dialog request");
        }
        codes.remove(value);
        used.add(value);
        return issue(app, Set.of(code.account().id()), code.scopes(), Optional.of(TOKEN_GOOD));
    }

    private JsonNode issue(App app, Set<String> accounts, Set<String> scopes, Optional<Duration> good) {
        Instant now = network.now();
        Token token = new Token(
                network.ids().accessToken(),
                app.id(),
                Token.Kind.SYSTEM_USER,
                accounts,
                scopes,
                now,
                good.map(now::plus),
                false);
        network.keep(token);
        ObjectNode answer = Json.object().put("access_token", token.value()).put("token_type", "bearer");
        good.ifPresent(time -> answer.put("expires_in", time.toSeconds()));
        return answer;
    }

    /// `/oauth/revoke`: a token stops working.
    JsonNode revoke(Request request) {
        network.token(request.required("revoke_token"))
                .filter(token -> token.appId().equals(request.text("client_id")))
                .filter(token -> network.app(token.appId())
                        .filter(app -> app.secret().equals(request.text("client_secret")))
                        .isPresent())
                .ifPresentOrElse(token -> network.keep(token.revoked(true)), () -> {
                    throw GraphError.parameter("Invalid revoke_token.");
                });
        return Numbers.success();
    }

    /// `/debug_token`: what a token is, asked by its own app.
    JsonNode debug(Request request) {
        String appId = request.caller().appId();
        Optional<Token> found = tokens.find(request.required("input_token"))
                .filter(token -> token.appId().equals(appId));
        ObjectNode answer = Json.object();
        ObjectNode data = answer.putObject("data");
        if (found.isEmpty()) {
            data.putObject("error")
                    .put("code", 190)
                    .put("message", "Invalid OAuth access token - Cannot parse access token");
            data.put("is_valid", false);
            data.putArray("scopes");
            return answer;
        }
        Token token = found.get();
        boolean expired = token.expired(network.now());
        data.put("app_id", token.appId());
        data.put("type", token.kind().name());
        network.app(token.appId()).ifPresent(app -> data.put("application", app.name()));
        data.put("data_access_expires_at", 0);
        data.put("expires_at", token.expiresAt().map(Instant::getEpochSecond).orElse(0L));
        data.put("issued_at", token.issuedAt().getEpochSecond());
        data.put("is_valid", !expired && !token.revoked());
        if (expired || token.revoked()) {
            data.putObject("error")
                    .put("code", 190)
                    .put("message", "Error validating access token: the token is not valid any more.")
                    .put("subcode", expired ? 463 : 460);
        }
        ArrayNode scopes = data.putArray("scopes");
        if (token.kind() == Token.Kind.SYSTEM_USER) {
            token.scopes().stream().sorted().forEach(scopes::add);
            ArrayNode granular = data.putArray("granular_scopes");
            for (String scope : List.of("whatsapp_business_management", "whatsapp_business_messaging")) {
                if (!token.scopes().contains(scope)) {
                    continue;
                }
                ArrayNode targets = granular.addObject().put("scope", scope).putArray("target_ids");
                token.accounts().forEach(targets::add);
            }
            data.put("user_id", Accounts.systemUser(token));
        }
        return answer;
    }
}
