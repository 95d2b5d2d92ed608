package dev.palomar.device;

import dev.palomar.model.DeviceState;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A WhatsApp number connected to a tenant.
///
/// @param phone      empty until WhatsApp has told it
/// @param quality    WhatsApp's rating: GREEN, YELLOW, RED or UNKNOWN
/// @param sentToday  messages counted against the quota since midnight in the tenant's time zone
/// @param paused     stopped from sending by a person; also true while another state, such as an error, is shown
/// @param connected  false when a person stopped it altogether
/// @param names      by which programs that speak Meta's language know it
public record Device(
        DeviceId id,
        String name,
        TransportKind transport,
        Optional<PhoneNumber> phone,
        DeviceState state,
        Instant since,
        Optional<Instant> lastInboundAt,
        Optional<Instant> lastOutboundAt,
        String quality,
        Optional<Integer> messagesPerDay,
        int sentToday,
        boolean paused,
        boolean connected,
        List<String> labels,
        Optional<Cloud> cloud,
        Names names,
        Instant createdAt) {

    /// Meta's own ids where Meta knows the number, and else such as this hub gave it.
    public record Names(String phoneNumberId, String businessAccountId) {}

    /// How the number is reached at Meta; of secrets only whether they are there.
    public record Cloud(
            String phoneNumberId,
            Optional<String> businessAccountId,
            boolean verifyTokenSet,
            boolean appSecretSet,
            Instant updatedAt) {}
}
