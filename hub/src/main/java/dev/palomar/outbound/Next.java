package dev.palomar.outbound;

import dev.palomar.model.MessageStatus;
import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import dev.palomar.transport.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an attempt means for its message.
sealed interface Next {

    /// It stands there now, and nobody calls again by itself.
    record Settled(MessageStatus status, Optional<WireId> wireId, Optional<SendError> error) implements Next {}

    /// It goes back into the queue.
    record Again(Instant at, SendError why) implements Next {}

    /// `attempts` counts the one that had this outcome.
    static Next after(
            SendOutcome outcome,
            int attempts,
            Instant now,
            Instant expiresAt,
            boolean repeatable,
            SendingSettings settings) {
        return switch (outcome) {
            case SendOutcome.Accepted(WireId as) -> new Settled(MessageStatus.SENT, Optional.of(as), Optional.empty());
            case SendOutcome.Refused refused ->
                new Settled(MessageStatus.FAILED, Optional.empty(), Optional.of(refused.error()));
            case SendOutcome.NoNewChats limited ->
                new Settled(MessageStatus.FAILED, Optional.empty(), Optional.of(limited.error()));
            case SendOutcome.NotSent(Duration retryIn, SendError why) ->
                later(retryIn, why, attempts, now, expiresAt, settings);
            case SendOutcome.Unknown(String why)
            when repeatable -> later(Duration.ofSeconds(5), unknown(why), attempts, now, expiresAt, settings);
            case SendOutcome.Unknown(String why) ->
                new Settled(MessageStatus.UNKNOWN, Optional.empty(), Optional.of(unknown(why)));
        };
    }

    private static Next later(
            Duration asked, SendError why, int attempts, Instant now, Instant expiresAt, SendingSettings settings) {
        if (attempts >= settings.mostAttempts()) {
            return new Settled(MessageStatus.FAILED, Optional.empty(), Optional.of(why));
        }
        Duration growing = Duration.ofSeconds(1L << Math.min(attempts - 1, 20));
        Duration ours = growing.compareTo(settings.longestPause()) < 0 ? growing : settings.longestPause();
        Instant at = now.plus(asked.compareTo(ours) > 0 ? asked : ours);
        return at.isBefore(expiresAt) ? new Again(at, why) : expired(Optional.of(why));
    }

    /// It waited too long.
    static Settled expired(Optional<SendError> lastError) {
        String because = lastError
                .map(error -> " The last attempt ended with: " + error.cause())
                .orElse("");
        return new Settled(
                MessageStatus.EXPIRED,
                Optional.empty(),
                Optional.of(new SendError(
                        "expired",
                        lastError.map(SendError::message).orElse("It waited too long to be sent."),
                        "The message was too old to be sent." + because)));
    }

    static SendError unknown(String why) {
        return new SendError(
                "unknown",
                why,
                "The message may or may not have been sent. It is not repeated by itself, because the person could"
                        + " receive it twice; send it again only if that does no harm.");
    }
}
