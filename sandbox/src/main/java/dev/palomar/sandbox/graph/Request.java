package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.network.Account;
import dev.palomar.sandbox.network.App;
import dev.palomar.sandbox.network.Token;
import dev.palomar.sandbox.wire.Call;
import dev.palomar.sandbox.wire.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A Graph call after its version, token and parameters were understood.
///
/// @param version such as `v25.0`
/// @param path the segments behind the version
/// @param token empty when none was sent
/// @param handshake how the receiver of a callback that the call wants to set answered; empty when it sets none
record Request(
        Call call,
        String version,
        List<String> path,
        ObjectNode parameters,
        Optional<Token> token,
        Optional<Boolean> handshake) {

    String method() {
        return call.method();
    }

    String text(String field) {
        return Json.text(parameters, field);
    }

    boolean has(String field) {
        return parameters.hasNonNull(field);
    }

    /// The text of a parameter that must be there.
    String required(String field) {
        if (!has(field) || text(field).isEmpty()) {
            throw GraphError.parameter("The parameter " + field + " is required.");
        }
        return text(field);
    }

    /// Refuses a body that does not say it is about WhatsApp.
    void requireProduct() {
        if (!required("messaging_product").equals("whatsapp")) {
            throw GraphError.parameter(
                    "Param messaging_product must be one of {WHATSAPP} - got \"" + text("messaging_product") + "\".");
        }
    }

    /// The token, which must have been sent.
    Token caller() {
        return token.orElseThrow(() -> method().equals("GET")
                ? GraphError.plain(400, 104, Optional.empty(), "An access token is required to request this resource.")
                : GraphError.plain(403, 200, Optional.empty(), "(#200) Provide valid app ID"));
    }

    /// Refuses to set a callback whose receiver did not answer the challenge.
    void requireHandshake() {
        if (!handshake.orElse(false)) {
            throw GraphError.plain(
                    400,
                    2200,
                    Optional.empty(),
                    "(#2200) Callback verification failed with the following errors: HTTP Status Code = 200;"
                            + " HTTP Message = the challenge did not come back");
        }
    }

    boolean mayUse(Account account) {
        return caller().accounts().contains(account.id());
    }

    boolean isFor(App app) {
        return caller().appId().equals(app.id());
    }
}
