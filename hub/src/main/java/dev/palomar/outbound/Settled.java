package dev.palomar.outbound;

import dev.palomar.model.MessageStatus;
import dev.palomar.model.id.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What became of a message, to be written down.
///
/// @param due    as it was before the call
/// @param epoch  the lease of the number's slot under which it was called for
/// @param call   empty when there was none: it was too old to be sent
record Settled(Due due, long epoch, Optional<Call> call, Next next) {

    /// When WhatsApp gave it an id that another message has: then nobody knows which of them it means.
    Settled withoutWireId() {
        return next instanceof Next.Settled settled && settled.wireId().isPresent()
                ? new Settled(
                        due,
                        epoch,
                        call,
                        new Next.Settled(
                                MessageStatus.UNKNOWN,
                                Optional.empty(),
                                Optional.of(Next.unknown("WhatsApp answered with the id of another message"))))
                : this;
    }

    /// The same in the conversation that its message belongs to by now.
    Settled in(ConversationId conversation, int slot) {
        return new Settled(due.in(conversation, slot), epoch, call, next);
    }

    /// One call to WhatsApp.
    ///
    /// @param outcome  the word in the list of attempts: accepted, refused, notSent, unknown
    record Call(int number, Instant startedAt, Duration took, String outcome, Optional<String> detail) {}
}
