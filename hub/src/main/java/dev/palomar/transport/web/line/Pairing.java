package dev.palomar.transport.web.line;

import java.time.Instant;

/// What a person needs in order to link a phone. Never written down.
public sealed interface Pairing {

    Instant expiresAt();

    /// To be shown as a QR code.
    record Scan(String qr, Instant expiresAt) implements Pairing {}

    /// To be typed in on the phone.
    record Code(String code, Instant expiresAt) implements Pairing {}
}
