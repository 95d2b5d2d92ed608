package dev.palomar.conversation;

import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.event.Actor;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A message about to be recorded.
///
/// @param sender  who said it, in a group
/// @param author  who sent one of ours, as far as it is known
public record NewMessage(
        MessageId id,
        TenantId tenant,
        DeviceId device,
        ConversationId conversation,
        boolean inbound,
        Optional<WireId> wireId,
        MessageContent content,
        Optional<ObjectNode> context,
        Instant sentAt,
        boolean backfilled,
        Optional<MediaId> media,
        Optional<ContactId> sender,
        Optional<Actor> author) {

    public NewMessage(
            MessageId id,
            TenantId tenant,
            DeviceId device,
            ConversationId conversation,
            boolean inbound,
            Optional<WireId> wireId,
            MessageContent content,
            Optional<ObjectNode> context,
            Instant sentAt,
            boolean backfilled,
            Optional<MediaId> media) {
        this(
                id,
                tenant,
                device,
                conversation,
                inbound,
                wireId,
                content,
                context,
                sentAt,
                backfilled,
                media,
                Optional.empty(),
                Optional.empty());
    }
}
