package dev.palomar.transport.cloud;

import dev.palomar.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// In whose name the Graph API is called.
///
/// @param proofSecret  the app secret, where the call shall prove that it is known
/// @param number       whose number it is about, if it is about one
record GraphAccess(Secret token, Optional<Secret> proofSecret, Optional<CloudAccount> number) {

    GraphAccess(Secret token, Optional<Secret> proofSecret) {
        this(token, proofSecret, Optional.empty());
    }

    static GraphAccess of(Secret token) {
        return new GraphAccess(token, Optional.empty());
    }

    GraphAccess about(CloudAccount account) {
        return new GraphAccess(token, proofSecret, Optional.of(account));
    }

    /// Meta: the HMAC-SHA256 of the token under the app secret, in lower-case hexadecimal.
    Optional<String> proof() {
        return proofSecret.map(secret ->
                HexFormat.of().formatHex(Hmac.sha256(token.reveal().getBytes(StandardCharsets.UTF_8), secret)));
    }
}
