package dev.palomar.webhook;

import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeliveryId;
import dev.palomar.model.id.DeviceId;
import java.time.Instant;
import java.util.Optional;

/// One event owed to one endpoint, as people see it.
public record Delivery(
        DeliveryId id,
        String eventType,
        Optional<DeviceId> device,
        Optional<ConversationId> conversation,
        State state,
        int attempts,
        Optional<Instant> nextAttemptAt,
        Optional<Instant> lastAttemptAt,
        Optional<Integer> lastStatus,
        Optional<String> lastError,
        Optional<Instant> deliveredAt,
        Instant createdAt) {

    public enum State {
        PENDING,
        DELIVERED,
        PARKED,
        DEAD,
        CANCELED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Optional<State> read(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }
}
