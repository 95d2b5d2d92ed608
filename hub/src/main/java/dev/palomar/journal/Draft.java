package dev.palomar.journal;

import dev.palomar.cluster.Slots;
import dev.palomar.model.Payload;
import dev.palomar.model.event.Event;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// A fact about to be appended. Facts of one `lane` keep their order at every receiver.
///
/// @param sequence   the fact's number in its conversation
/// @param only       the one endpoint it is meant for; everybody who asked for its type when empty
/// @param raw        what WhatsApp delivered, if it came from there
public record Draft(
        TenantId tenant,
        int slot,
        UUID lane,
        Event event,
        Optional<DeviceId> device,
        Optional<ConversationId> conversation,
        Optional<MessageId> message,
        Optional<MediaId> media,
        Optional<EndpointId> only,
        OptionalLong sequence,
        boolean backfilled,
        Optional<Payload> raw) {

    /// A fact about a device, not about one of its conversations.
    public static Draft ofDevice(TenantId tenant, DeviceId device, Event event, Optional<Payload> raw) {
        return new Draft(
                tenant,
                Slots.of(device.value()),
                device.value(),
                event,
                Optional.of(device),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                false,
                raw);
    }

    /// A fact about an endpoint: told to all others, or when `only` is set to itself alone.
    public static Draft ofEndpoint(TenantId tenant, EndpointId endpoint, Event event, boolean only) {
        return new Draft(
                tenant,
                Slots.of(endpoint.value()),
                endpoint.value(),
                event,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                only ? Optional.of(endpoint) : Optional.empty(),
                OptionalLong.empty(),
                false,
                Optional.empty());
    }

    /// A fact that one endpoint alone is told, in a lane of its own: it waits for nothing and nothing waits for it.
    public static Draft ofTest(TenantId tenant, EndpointId endpoint, Event event, UUID lane) {
        return new Draft(
                tenant,
                Slots.of(endpoint.value()),
                lane,
                event,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(endpoint),
                OptionalLong.empty(),
                false,
                Optional.empty());
    }

    /// A fact about the tenant's contacts as such.
    public static Draft ofTenant(TenantId tenant, Event event) {
        return new Draft(
                tenant,
                Slots.of(tenant.value()),
                tenant.value(),
                event,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                false,
                Optional.empty());
    }
}
