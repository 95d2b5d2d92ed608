package dev.palomar.model.id;

import java.util.Optional;

/// One event owed to one endpoint. It has no row of its own while all is well, so its id is made of theirs.
public record DeliveryId(EventId event, EndpointId endpoint) {

    private static final String PREFIX = "dlv_";

    public static Optional<DeliveryId> read(String text) {
        if (text.length() != PREFIX.length() + 2 * Base32.LENGTH || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int middle = PREFIX.length() + Base32.LENGTH;
        return Base32.decode(text, PREFIX.length())
                .flatMap(event -> Base32.decode(text, middle)
                        .map(endpoint -> new DeliveryId(new EventId(event), new EndpointId(endpoint))));
    }

    @Override
    public String toString() {
        return PREFIX + Base32.encode(event.value()) + Base32.encode(endpoint.value());
    }
}
