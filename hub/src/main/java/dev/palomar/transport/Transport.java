package dev.palomar.transport;

import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
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
    record Capabilities(boolean repeatable, Set<String> types, boolean windowed) {}

    /// An open line for one device.
    interface Session {

        /// One attempt. Never throws for what WhatsApp or the network did.
        SendOutcome send(Outgoing message);

        /// Tells the person that their message and all before it were read; `typing` also shows that an answer is
        /// being written. Empty when WhatsApp took it, else why not.
        Optional<String> markRead(WireId message, boolean typing);
    }

    /// What to send.
    ///
    /// @param group     the group's id, when it goes to one
    /// @param quoted    the message it answers
    record Outgoing(
            MessageId id, Identity to, Optional<String> group, MessageContent content, Optional<WireId> quoted) {}
}
