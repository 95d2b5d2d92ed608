package dev.palomar.model;

import java.util.Optional;

/// How a number is connected.
public enum TransportKind {
    /// Linked by QR code, over WhatsApp Web's protocol.
    WEB,
    /// Meta's official Cloud API.
    CLOUD;

    public static Optional<TransportKind> read(String word) {
        return switch (word) {
            case "WEB" -> Optional.of(WEB);
            case "CLOUD" -> Optional.of(CLOUD);
            default -> Optional.empty();
        };
    }
}
