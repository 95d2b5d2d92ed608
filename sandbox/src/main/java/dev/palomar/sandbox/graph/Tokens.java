package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.App;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Token;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Finds out who calls: the token, from whichever of its three places, and the proof that may come with it.
final class Tokens {

    private static final DateTimeFormatter META_TIME = DateTimeFormatter.ofPattern(
                    "EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.US)
            .withZone(ZoneId.of("America/Los_Angeles"));

    private final Network network;

    Tokens(Network network) {
        this.network = network;
    }

    /// The valid token behind `value`; empty when `value` is.
    Optional<Token> recognise(String value, String proof) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Token token = find(value)
                .orElseThrow(() -> invalid(Optional.empty(), "Invalid OAuth access token - Cannot parse access token"));
        if (token.revoked()) {
            throw invalid(
                    Optional.of(460),
                    "Error validating access token: The session has been invalidated because the user changed their"
                            + " password or Facebook has changed the session for security reasons.");
        }
        Instant now = network.now();
        if (token.expired(now)) {
            throw invalid(
                    Optional.of(463),
                    "Error validating access token: Session has expired on "
                            + META_TIME.format(token.expiresAt().orElse(now)) + ". The current time is "
                            + META_TIME.format(now) + ".");
        }
        if (!proof.isEmpty() && !proves(token, proof)) {
            throw GraphError.parameter("Invalid appsecret_proof provided in the API argument");
        }
        return Optional.of(token);
    }

    /// The token, valid or not; an app's id and secret joined by `|` is one, too.
    Optional<Token> find(String value) {
        int bar = value.indexOf('|');
        if (bar > 0) {
            return network.app(value.substring(0, bar))
                    .filter(app -> app.secret().equals(value.substring(bar + 1)))
                    .map(app -> ofApp(app, value));
        }
        return network.token(value);
    }

    private Token ofApp(App app, String value) {
        return new Token(value, app.id(), Token.Kind.APP, Set.of(), Set.of(), network.now(), Optional.empty(), false);
    }

    private boolean proves(Token token, String proof) {
        return network.app(token.appId())
                .filter(app -> MessageDigest.isEqual(
                        hmac(app.secret(), token.value()).getBytes(StandardCharsets.US_ASCII),
                        proof.getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static GraphError invalid(Optional<Integer> subcode, String message) {
        return GraphError.plain(401, 190, subcode, message);
    }
}
