package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// A WhatsApp number connected to a tenant.
public record DeviceId(UUID value) implements Id {

    private static final String PREFIX = "dev_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<DeviceId> read(String text) {
        return Id.read(text, PREFIX, DeviceId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
