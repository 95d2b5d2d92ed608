package dev.palomar.transport;

import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A way to WhatsApp. Each transport passes `TransportContract`.
public interface Transport {

    /// The line of one device. Safe to call from many threads, and as often as wanted. Throws
    /// [dev.palomar.model.Rejection] when the device has no usable credentials.
    Session session(TenantId tenant, DeviceId device);

    Capabilities capabilities();

    /// What a transport can do, as data.
    ///
    /// @param repeatable   sending one message id again reaches the recipient once
    /// @param types        the message types it can send
    /// @param windowed     free text only within 24 hours of the customer's last message
    /// @param personal     it is a person's own WhatsApp that sends: at a person's pace, and whatever a message
    ///                     refers to is named together with its author
    record Capabilities(boolean repeatable, Set<String> types, boolean windowed, boolean personal) {

        public Capabilities(boolean repeatable, Set<String> types, boolean windowed) {
            this(repeatable, types, windowed, false);
        }
    }

    /// What WhatsApp will call a message of ours, where the hub decides that and not WhatsApp. Always the same for the
    /// same message.
    default Optional<WireId> nameOf(MessageId message) {
        return Optional.empty();
    }

    /// An open line for one device.
    interface Session {

        /// One attempt. Never throws for what WhatsApp or the network did.
        SendOutcome send(Outgoing message);

        /// Tells the person that their message and all before it were read; `typing` also shows that an answer is
        /// being written. Empty when WhatsApp took it, else why not.
        Optional<String> markRead(WireId message, boolean typing);

        /// As [#markRead(WireId, boolean)] for transports that mark each message by itself: all that came in since the
        /// last time, oldest first, at least one.
        default Optional<String> markRead(List<Received> messages, boolean typing) {
            return markRead(messages.getLast().id(), typing);
        }

        /// Shows the person that `message` is being written. Does nothing where that cannot be seen, and never throws
        /// for what WhatsApp or the network did.
        default void composing(Outgoing message) {}
    }

    /// A message that came in.
    ///
    /// @param group  the group's id, when it was said in one
    record Received(WireId id, Identity from, Optional<String> group) {}

    /// What to send.
    ///
    /// @param group     the group's id, when it goes to one
    /// @param quoted    the message it answers
    /// @param mentions  people it names
    /// @param refers    what is known of the message that it answers, reacts to, changes or takes back; only where
    ///                  the transport is `personal`
    record Outgoing(
            MessageId id,
            Identity to,
            Optional<String> group,
            MessageContent content,
            Optional<WireId> quoted,
            List<Identity> mentions,
            Optional<Referred> refers) {

        public Outgoing {
            mentions = List.copyOf(mentions);
        }

        public Outgoing(
                MessageId id, Identity to, Optional<String> group, MessageContent content, Optional<WireId> quoted) {
            this(id, to, group, content, quoted, List.of(), Optional.empty());
        }
    }

    /// A message that another one refers to.
    ///
    /// @param ours    the business wrote it
    /// @param author  who wrote it, when it was not the business
    record Referred(WireId id, boolean ours, Identity author) {}
}
