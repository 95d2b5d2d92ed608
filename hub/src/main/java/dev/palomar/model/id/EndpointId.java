package dev.palomar.model.id;

import java.util.Optional;
import java.util.UUID;

/// Where a tenant receives webhooks.
public record EndpointId(UUID value) implements Id {

    private static final String PREFIX = "whe_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    /// Empty when `text` is not an id of this kind.
    public static Optional<EndpointId> read(String text) {
        return Id.read(text, PREFIX, EndpointId::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
