package dev.palomar.conversation;

import dev.palomar.model.PhoneNumber;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import java.time.Instant;
import java.util.Optional;

/// The conversation and the contact that belong to a [Place].
///
/// @param fresh    the conversation was made just now
/// @param renamed  the contact existed, and its name is another one since now
/// @param optedOut     the person wants no advertising
/// @param contact      empty for a group where nobody in particular is meant
/// @param business     our own number, when it is known
/// @param windowUntil  until when free text is or was allowed; empty when the person never wrote
public record Located(
        ConversationId conversation,
        Optional<ContactId> contact,
        int slot,
        boolean fresh,
        boolean renamed,
        Parties.Party party,
        Optional<PhoneNumber> business,
        Optional<Instant> windowUntil,
        Parties.Chat chat,
        boolean optedOut) {}
