package dev.palomar.outbound;

import dev.palomar.cluster.Slots;
import dev.palomar.conversation.Recipient;
import dev.palomar.model.MessageContent;
import dev.palomar.model.TransportKind;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.request.Pointers;
import dev.palomar.transport.Transport;
import java.time.Instant;
import java.util.Optional;

/// A message that waits to be sent.
///
/// @param slot      its conversation's, where its events go; its device's says who sends it
/// @param attempts  calls so far
/// @param windowUntil  until when free text was allowed when it was read; the person may have written since
record Due(
        TenantId tenant,
        DeviceId device,
        TransportKind transport,
        ConversationId conversation,
        int slot,
        MessageId message,
        Recipient to,
        MessageContent content,
        Pointers points,
        int attempts,
        Instant dueAt,
        Instant expiresAt,
        Optional<Instant> windowUntil) {

    int deviceSlot() {
        return Slots.of(device.value());
    }

    Transport.Outgoing outgoing() {
        return outgoing(Optional.empty());
    }

    /// `refers` is what is known of the message that it refers to.
    Transport.Outgoing outgoing(Optional<Transport.Referred> refers) {
        return new Transport.Outgoing(
                message, to.identity(), to.group(), content, points.quoted(), points.mentions(), refers);
    }

    /// The message of WhatsApp's that it refers to: answers, reacts to, changes or takes back.
    Optional<WireId> target() {
        return switch (content) {
            case MessageContent.Reaction reaction -> Optional.of(reaction.to());
            case MessageContent.Edit edit -> Optional.of(edit.original());
            case MessageContent.Revoke revoke -> Optional.of(revoke.original());
            case MessageContent _ -> points.quoted();
        };
    }

    /// The same in the conversation that it belongs to by now.
    Due in(ConversationId now, int slotNow) {
        return new Due(
                tenant,
                device,
                transport,
                now,
                slotNow,
                message,
                to,
                content,
                points,
                attempts,
                dueAt,
                expiresAt,
                windowUntil);
    }

    /// After one more call, not before `at`.
    Due again(Instant at) {
        return new Due(
                tenant,
                device,
                transport,
                conversation,
                slot,
                message,
                to,
                content,
                points,
                attempts + 1,
                at,
                expiresAt,
                windowUntil);
    }
}
