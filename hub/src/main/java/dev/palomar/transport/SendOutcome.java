package dev.palomar.transport;

import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What became of one attempt to send. All four happen on an ordinary day, so none is an exception.
public sealed interface SendOutcome {

    /// The code of [NotSent] when the number's line is not open: it goes at once when the number is ONLINE again,
    /// whatever `retryIn` says.
    String NOT_ONLINE = "not-online";

    /// WhatsApp took it, and calls it `as`.
    record Accepted(WireId as) implements SendOutcome {}

    /// WhatsApp will never take it: no such recipient, window closed, content not allowed. `accountProblem` is there
    /// when the cause is the number's own credentials or standing, so that nothing else will go either.
    record Refused(SendError error, Optional<String> accountProblem) implements SendOutcome {}

    /// WhatsApp takes no first messages to people from the number for now: this one is refused and not repeated,
    /// others of its kind wait. Chats that were there go on.
    ///
    /// @param until  when it ends, as far as WhatsApp says
    record NoNewChats(SendError error, Optional<Instant> until) implements SendOutcome {}

    /// It certainly was not sent. Repeating is safe, after `retryIn`.
    record NotSent(Duration retryIn, SendError why) implements SendOutcome {}

    /// The line broke after we wrote. It may have been sent; repeating may send it twice.
    record Unknown(String why) implements SendOutcome {}
}
