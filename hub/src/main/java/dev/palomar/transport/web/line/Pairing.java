package dev.palomar.transport.web.line;

import dev.palomar.model.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a person needs in order to link a phone. Never written down, but sealed on its way to another node.
public sealed interface Pairing {

    Instant expiresAt();

    /// To be shown as a QR code.
    record Scan(String qr, Instant expiresAt) implements Pairing {}

    /// To be typed in on the phone.
    record Code(String code, Instant expiresAt) implements Pairing {}

    /// For another node: `{qr|code, expiresAt}`.
    default ObjectNode written() {
        ObjectNode written = Json.object().put("expiresAt", expiresAt().toString());
        return switch (this) {
            case Scan(String qr, Instant _) -> written.put("qr", qr);
            case Code(String code, Instant _) -> written.put("code", code);
        };
    }

    /// What [#written] wrote; empty when it is nothing.
    static Optional<Pairing> read(ObjectNode written) {
        return Times.read(written, "expiresAt")
                .flatMap(until -> Json.string(written, "qr")
                        .<Pairing>map(qr -> new Scan(qr, until))
                        .or(() -> Json.string(written, "code").map(code -> new Code(code, until))));
    }
}
