package dev.palomar.conversation;

import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.Optional;

/// A message of ours is said to have moved on.
///
/// @param wireId  what WhatsApp calls it, when that was learned just now
public record StatusChange(
        TenantId tenant,
        MessageId message,
        ConversationId conversation,
        int slot,
        MessageStatus status,
        Instant at,
        Optional<SendError> error,
        Optional<WireId> wireId,
        Optional<Payload> raw) {

    /// That it was sent, as far as this tells.
    StatusChange sent() {
        return new StatusChange(
                tenant,
                message,
                conversation,
                slot,
                MessageStatus.SENT,
                at,
                Optional.empty(),
                wireId,
                Optional.empty());
    }
}
