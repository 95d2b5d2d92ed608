package dev.palomar.journal;

import dev.palomar.model.Payload;
import dev.palomar.model.event.EventType;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.EventId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// A fact in the log. `seq` counts without gaps in its slot. `normalized` is the JSON of api.md.
public record Entry(
        EventId id,
        TenantId tenant,
        int slot,
        long seq,
        Instant at,
        EventType type,
        UUID lane,
        Optional<DeviceId> device,
        Optional<ConversationId> conversation,
        Optional<MessageId> message,
        Optional<MediaId> media,
        Optional<EndpointId> only,
        OptionalLong sequence,
        boolean backfilled,
        Payload normalized,
        Optional<Payload> raw) {}
