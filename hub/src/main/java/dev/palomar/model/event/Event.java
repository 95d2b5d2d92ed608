package dev.palomar.model.event;

import dev.palomar.model.DeviceState;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A fact that the outside may learn, in the past tense. To add one: a record here, then whatever stops compiling,
/// then its schema in the OpenAPI document.
public sealed interface Event {

    /// Somebody wrote to us, or the business wrote from another of its devices (then the party says "outbound").
    record MessageReceived(MessageFacts message) implements Event {}

    /// A message we send moved on. `error` is there when it failed.
    record MessageStatusChanged(MessageFacts message, MessageStatus status, Instant at, Optional<SendError> error)
            implements Event {}

    record MessageEdited(MessageFacts message, MessageContent.Edit edit) implements Event {}

    record MessageRevoked(MessageFacts message, MessageContent.Revoke revoke) implements Event {}

    record MessageReacted(MessageFacts message, MessageContent.Reaction reaction) implements Event {}

    record CallReceived(MessageFacts call) implements Event {}

    record DeviceStateChanged(DeviceState before, DeviceState now, Instant at) implements Event {}

    /// A code is shown that links a phone to the device when it is scanned. Told only to those who ask for it by name.
    record DeviceQrShown(String qr, Instant expiresAt) implements Event {}

    /// WhatsApp changed what the number may send, or how it rates it. `facts` are WhatsApp's own words.
    record DeviceLimited(String kind, ObjectNode facts) implements Event {}

    /// WhatsApp says something about the business account. `field` is Meta's webhook field.
    record AccountUpdated(String field, ObjectNode facts) implements Event {}

    /// A template was approved, rejected, paused, rated or changed. `field` is Meta's webhook field, or `sync`
    /// when the hub found it out by looking; `facts` are Meta's own words. `template` is empty when Meta did
    /// not say which one.
    record TemplateStatusChanged(String field, ObjectNode facts, Optional<TemplateFacts> template) implements Event {}

    record ContactUpdated(ContactId contact, Parties.Party person, String change) implements Event {}

    /// Several contacts turned out to be one person: `former` became part of `contact`, with all that was said.
    record ContactsMerged(ContactId contact, Parties.Party person, List<ContactId> former, List<Moved> conversations)
            implements Event {

        public ContactsMerged {
            former = List.copyOf(former);
            conversations = List.copyOf(conversations);
        }

        /// A conversation that became part of another over the same number.
        public record Moved(ConversationId former, ConversationId now) {}
    }

    /// A conversation began, or was opened again: by somebody, or by a message.
    record ConversationOpened(Optional<Parties.Party> person, Parties.Chat chat, boolean reopened, Optional<Actor> by)
            implements Event {

        /// It is new.
        public ConversationOpened(Parties.Party person, Parties.Chat chat) {
            this(Optional.of(person), chat, false, Optional.empty());
        }
    }

    /// A conversation was given to a person or taken from one; by nobody when the person is not there any more.
    record ConversationAssigned(
            Optional<Parties.Party> person,
            Parties.Chat chat,
            Optional<PersonRef> assignee,
            Optional<PersonRef> before,
            Optional<Actor> by)
            implements Event {}

    record ConversationClosed(Optional<Parties.Party> person, Parties.Chat chat, Actor by) implements Event {}

    /// A person took over from the reply agent, or handed back to it. `reason` is a word, such as `message`.
    ///
    /// @param summary  what the customer wants, in the words of the agent's model
    /// @param run      the agent's turn that ended so
    record ConversationHandedOver(
            Optional<Parties.Party> person,
            Parties.Chat chat,
            AgentMode mode,
            Optional<String> reason,
            Actor by,
            Optional<String> summary,
            Optional<RunId> run)
            implements Event {

        /// Not by a turn of the agent.
        public ConversationHandedOver(
                Optional<Parties.Party> person, Parties.Chat chat, AgentMode mode, Optional<String> reason, Actor by) {
            this(person, chat, mode, reason, by, Optional.empty(), Optional.empty());
        }
    }

    record EndpointTested(EndpointId endpoint) implements Event {}

    /// An endpoint has been failing for a day.
    record EndpointFailing(EndpointId endpoint, String url, Instant since, String lastError) implements Event {}

    record EndpointDisabled(EndpointId endpoint, String url, String why) implements Event {}

    /// Something needs somebody.
    record AlertOpened(AlertFacts alert) implements Event {}

    /// The reason of an alert is gone.
    record AlertClosed(AlertFacts alert) implements Event {}

    default EventType type() {
        return switch (this) {
            case MessageReceived _ -> EventType.MESSAGE_RECEIVED;
            case MessageStatusChanged changed ->
                switch (changed.status()) {
                    case QUEUED, SENDING -> EventType.MESSAGE_QUEUED;
                    case SENT -> EventType.MESSAGE_SENT;
                    case DELIVERED -> EventType.MESSAGE_DELIVERED;
                    case READ -> EventType.MESSAGE_READ;
                    case PLAYED -> EventType.MESSAGE_PLAYED;
                    case FAILED, EXPIRED, CANCELED, UNKNOWN -> EventType.MESSAGE_FAILED;
                };
            case MessageEdited _ -> EventType.MESSAGE_EDITED;
            case MessageRevoked _ -> EventType.MESSAGE_REVOKED;
            case MessageReacted _ -> EventType.MESSAGE_REACTION;
            case CallReceived _ -> EventType.CALL_RECEIVED;
            case DeviceStateChanged _ -> EventType.DEVICE_STATE;
            case DeviceQrShown _ -> EventType.DEVICE_QR;
            case DeviceLimited _ -> EventType.DEVICE_LIMIT;
            case AccountUpdated _ -> EventType.ACCOUNT_UPDATE;
            case TemplateStatusChanged _ -> EventType.TEMPLATE_STATUS;
            case ContactUpdated _, ContactsMerged _ -> EventType.CONTACT_UPDATED;
            case ConversationOpened _ -> EventType.CONVERSATION_OPENED;
            case ConversationAssigned _ -> EventType.CONVERSATION_ASSIGNED;
            case ConversationClosed _ -> EventType.CONVERSATION_CLOSED;
            case ConversationHandedOver _ -> EventType.CONVERSATION_HANDOVER;
            case EndpointTested _ -> EventType.ENDPOINT_TEST;
            case EndpointFailing _ -> EventType.ENDPOINT_FAILING;
            case EndpointDisabled _ -> EventType.ENDPOINT_DISABLED;
            case AlertOpened _ -> EventType.ALERT_OPENED;
            case AlertClosed _ -> EventType.ALERT_CLOSED;
        };
    }
}
