package dev.palomar.conversation.reading;

import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.LabelId;
import dev.palomar.model.id.PersonId;
import java.util.Optional;
import java.util.Set;

/// Which conversations to list. What is empty does not matter.
///
/// @param devices     over one of these
/// @param unassigned  those that nobody has
/// @param unread      those with something unread, or when false the others
/// @param open        those that are open, or when false the closed ones
/// @param search      a part of a name or a number
public record ConversationFilter(
        Optional<Set<DeviceId>> devices,
        Optional<ContactId> contact,
        Optional<PersonId> assignee,
        boolean unassigned,
        Optional<Boolean> unread,
        Optional<LabelId> label,
        Optional<Boolean> open,
        Optional<String> search) {

    public static final ConversationFilter ALL = new ConversationFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public ConversationFilter {
        devices = devices.map(Set::copyOf);
    }
}
