package dev.palomar.outbound;

import dev.palomar.model.Json;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A message that is on disk and will be sent. `status` is `queued`, or later when it was submitted before.
public record Submitted(
        MessageId id,
        MessageStatus status,
        DeviceId device,
        ConversationId conversation,
        Instant createdAt,
        Optional<String> clientReference,
        Optional<MessageId> retryOf) {

    /// `SendAccepted` of the OpenAPI document.
    public ObjectNode json() {
        return Json.object()
                .put("id", id.text())
                .put("status", status.word())
                .put("deviceId", device.text())
                .put("conversationId", conversation.text())
                .put("createdAt", Times.text(createdAt))
                .put("clientReference", clientReference.orElse(null))
                .put("retryOf", retryOf.map(MessageId::text).orElse(null));
    }
}
