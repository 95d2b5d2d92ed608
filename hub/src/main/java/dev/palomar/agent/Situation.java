package dev.palomar.agent;

import dev.palomar.conversation.reading.MessageView;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.Parties;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that a turn is decided by.
///
/// @param agents       whether nobody has taken the conversation from the agent
/// @param person       whom we talk to; empty in a group
/// @param able         whether the number can send now, as far as is known
/// @param windowUntil  until when free text is allowed
/// @param chatToday    answers of the agent in this conversation since midnight, and `today` in all of them
/// @param said         what the model is shown: the latest messages, newest first; those that are to be answered
///                     before all others
/// @param lately       the same, at least so many as the loop breaker needs
public record Situation(
        boolean agents,
        Optional<Parties.Party> person,
        Parties.Chat chat,
        TransportKind transport,
        boolean able,
        Optional<Instant> windowUntil,
        long chatToday,
        long today,
        List<MessageView> said,
        List<MessageView> lately) {

    public Situation {
        said = List.copyOf(said);
        lately = List.copyOf(lately);
    }

    public boolean isGroup() {
        return chat.kind().equals("group");
    }

    /// Free text is possible. WhatsApp Web knows no window.
    boolean isWindowOpen(Instant now) {
        return transport == TransportKind.WEB
                || windowUntil.map(until -> until.isAfter(now)).orElse(true);
    }
}
