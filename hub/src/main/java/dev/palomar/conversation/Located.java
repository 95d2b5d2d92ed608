package dev.palomar.conversation;

import dev.palomar.model.PhoneNumber;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import java.util.Optional;

/// The conversation and the contact that belong to a [Place].
///
/// @param fresh    the conversation was made just now
/// @param renamed  the contact existed, and its name is another one since now
/// @param business our own number, when it is known
public record Located(
        ConversationId conversation,
        ContactId contact,
        int slot,
        boolean fresh,
        boolean renamed,
        Parties.Party party,
        Optional<PhoneNumber> business,
        Parties.Chat chat) {}
