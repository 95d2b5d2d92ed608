package dev.palomar.transport;

import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a transport has to say, in the hub's words. `raw` is what WhatsApp delivered, unchanged.
public sealed interface Signal {

    /// Somebody wrote, edited, deleted or reacted; [MessageContent] says which.
    ///
    /// @param outbound    the business wrote it itself, from another of its devices
    /// @param group       WhatsApp's id of the group it was said in
    /// @param context     what it answers or forwards, in Meta's form
    /// @param backfilled  history: recorded, and not announced as new
    record Message(
            WireId id,
            Identity person,
            Optional<String> name,
            Optional<String> group,
            boolean outbound,
            Instant sentAt,
            MessageContent content,
            Optional<ObjectNode> context,
            Optional<Origin> origin,
            boolean backfilled,
            Payload raw)
            implements Signal {}

    /// Where a conversation came from, when that widens its window.
    enum Origin {
        /// An advertisement or a page button that leads to WhatsApp: 72 hours once the business has answered.
        FREE_ENTRY_POINT
    }

    /// A message of ours moved on.
    ///
    /// @param ours  our own id of it, if WhatsApp gave it back: settles a message whose sending broke off before
    ///              WhatsApp could say what it calls it
    record Status(
            WireId id,
            Optional<MessageId> ours,
            MessageStatus status,
            Instant at,
            Optional<SendError> error,
            Payload raw)
            implements Signal {}

    /// Somebody called.
    record Call(WireId id, Identity person, Optional<String> name, Instant at, ObjectNode facts, Payload raw)
            implements Signal {}

    /// One member of a group received, read or heard a message of ours.
    record GroupReceipt(WireId id, String group, Identity member, MessageStatus status, Instant at, Payload raw)
            implements Signal {}

    /// Somebody of the business read a message of a customer's on another of its devices.
    record ReadElsewhere(WireId id, Instant at) implements Signal {}

    /// By which names WhatsApp knows a person, and what they are called in the address book. Nobody said anything.
    record Acquaintance(Identity person, Optional<String> name) implements Signal {}

    /// The person, or the group when there is one, has another picture, or none any more.
    record PictureChanged(Identity person, Optional<String> group) implements Signal {}

    /// What a group is called and who is in it; what is empty did not change.
    record Group(String id, Optional<String> subject, Optional<String> description, Optional<List<Member>> members)
            implements Signal {

        public Group {
            members = members.map(List::copyOf);
        }
    }

    /// Somebody in a group.
    record Member(Identity person, boolean admin) {}

    /// People came into a group, left it, or have another part in it.
    record GroupMembers(String id, Change change, List<Identity> members) implements Signal {

        public enum Change {
            ADDED,
            REMOVED,
            PROMOTED,
            DEMOTED
        }

        public GroupMembers {
            members = List.copyOf(members);
        }
    }

    /// WhatsApp says something about the number itself; `kind` is the transport's word for it.
    record NumberNotice(Kind kind, String field, ObjectNode facts, Payload raw) implements Signal {

        public enum Kind {
            /// Limits, quality or throughput of the number changed.
            LIMIT,
            /// The business account changed, was restricted or reviewed.
            ACCOUNT,
            /// A template was approved, rejected, paused or changed.
            TEMPLATE
        }
    }

    /// Something we do not understand. Kept as it came.
    record Unknown(String field, ObjectNode facts, Payload raw) implements Signal {}
}
