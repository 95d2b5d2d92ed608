package dev.palomar.conversation.reading;

import dev.palomar.model.MessageStatus;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which messages to list. What is empty does not matter.
///
/// @param statuses  one of these; messages that came in have none
/// @param types     one of these
/// @param since     learned of at this time or later, and `until` before this time
public record MessageFilter(
        Optional<DeviceId> device,
        Optional<ConversationId> conversation,
        Optional<ContactId> contact,
        Optional<Boolean> inbound,
        List<MessageStatus> statuses,
        List<String> types,
        Optional<String> wireId,
        Optional<String> clientReference,
        Optional<Instant> since,
        Optional<Instant> until) {

    public static final MessageFilter ALL = new MessageFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public static MessageFilter of(ConversationId conversation) {
        return new MessageFilter(
                Optional.empty(),
                Optional.of(conversation),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
