package dev.palomar.outbound;

import dev.palomar.database.CrashPoint;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.SendError;
import dev.palomar.transport.Errand;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one call for one message, and always has an outcome.
final class Caller {

    private static final Logger LOG = LoggerFactory.getLogger(Caller.class);

    /// How long to wait when the hub itself has no line to send over.
    private static final Duration NO_LINE = Duration.ofSeconds(30);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final SendError WINDOW_CLOSED = new SendError(
            "window-closed",
            "The 24 hours after the person's last message ended before this one could be sent.",
            "WhatsApp takes only templates now. Send an approved template; anything else is possible again once the"
                    + " person has answered.");

    private final Map<TransportKind, Transport> transports;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Referrals referrals;
    private final Function<Due, Optional<Instant>> windowUntil;

    /// `windowUntil` tells until when free text is allowed, as it stands now.
    Caller(
            Map<TransportKind, Transport> transports,
            InstantSource clock,
            LongSupplier nanos,
            Referrals referrals,
            Function<Due, Optional<Instant>> windowUntil) {
        this.transports = Map.copyOf(transports);
        this.clock = clock;
        this.nanos = nanos;
        this.referrals = referrals;
        this.windowUntil = windowUntil;
    }

    record Called(SendOutcome outcome, Instant startedAt, Duration took) {}

    Called call(Due due) {
        Instant startedAt = clock.instant();
        long before = nanos.getAsLong();
        CrashPoint.SEND_BEFORE_CALL.pass();
        SendOutcome outcome =
                Errand.message(due.tenant(), due.device(), due.message()).call(() -> outcome(due));
        CrashPoint.SEND_AFTER_CALL.pass();
        return new Called(outcome, startedAt, Duration.ofNanos(nanos.getAsLong() - before));
    }

    /// Whether it goes over a person's own number.
    boolean isPersonal(Due due) {
        return Optional.ofNullable(transports.get(due.transport()))
                .map(transport -> transport.capabilities().personal())
                .orElse(false);
    }

    /// Shows the recipient that it is being written, if that can be shown.
    void composing(Due due) {
        try {
            Transport transport = transports.get(due.transport());
            if (transport != null) {
                transport.session(due.tenant(), due.device()).composing(due.outgoing());
            }
        } catch (RuntimeException unseen) {
            LOG.atDebug().setCause(unseen).addKeyValue("message", due.message()).log("nobody was seen typing");
        }
    }

    boolean repeatable(Due due) {
        return Optional.ofNullable(transports.get(due.transport()))
                .map(transport -> transport.capabilities().repeatable())
                .orElse(false);
    }

    private SendOutcome outcome(Due due) {
        Transport transport = transports.get(due.transport());
        if (transport == null) {
            return new SendOutcome.NotSent(
                    NO_LINE, new SendError("no-transport", "", "This hub is not set up for such numbers."));
        }
        if (transport.capabilities().windowed() && windowClosed(due)) {
            return new SendOutcome.Refused(WINDOW_CLOSED, Optional.empty());
        }
        Transport.Session session;
        try {
            session = transport.session(due.tenant(), due.device());
        } catch (Rejection unusable) {
            return new SendOutcome.NotSent(
                    NO_LINE,
                    new SendError(
                            unusable.code(),
                            String.valueOf(unusable.getMessage()),
                            "The number cannot send: " + unusable.getMessage()));
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).addKeyValue("device", due.device()).log("no session for a number");
            return new SendOutcome.NotSent(
                    NO_LINE, new SendError("defect", "", "Something broke inside the hub; the log has it."));
        }
        Transport.Outgoing message;
        try {
            message = outgoing(due, transport);
        } catch (RuntimeException away) {
            LOG.atWarn().setCause(away).addKeyValue("message", due.message()).log("cannot read what it refers to");
            return new SendOutcome.NotSent(
                    SOON, new SendError("database", "", "The hub could not reach its database; it tries again."));
        }
        try {
            return session.send(message);
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).addKeyValue("message", due.message()).log("a call ended in a defect");
            return new SendOutcome.Unknown("something broke inside the hub while it was being sent; the log has it");
        }
    }

    private Transport.Outgoing outgoing(Due due, Transport transport) {
        return transport.capabilities().personal() ? due.outgoing(referrals.of(due)) : due.outgoing();
    }

    /// Whether the window was open when the message was submitted, and closed while it waited. The database is
    /// asked only when it seems so.
    private boolean windowClosed(Due due) {
        boolean free = due.to().group().isEmpty() && !(due.content() instanceof MessageContent.Template);
        return free && past(due.windowUntil()) && past(windowUntil.apply(due));
    }

    private boolean past(Optional<Instant> until) {
        return until.filter(at -> !at.isAfter(clock.instant())).isPresent();
    }

    /// The outcome as it stands in the list of attempts.
    static Settled.Call record(Called called, int number) {
        return new Settled.Call(
                number, called.startedAt(), called.took(), word(called.outcome()), detail(called.outcome()));
    }

    private static String word(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted _ -> "accepted";
            case SendOutcome.Refused _, SendOutcome.NoNewChats _ -> "refused";
            case SendOutcome.NotSent _ -> "notSent";
            case SendOutcome.Unknown _ -> "unknown";
        };
    }

    private static Optional<String> detail(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted _ -> Optional.empty();
            case SendOutcome.Refused refused -> Optional.of(told(refused.error()));
            case SendOutcome.NoNewChats limited -> Optional.of(told(limited.error()));
            case SendOutcome.NotSent notSent -> Optional.of(told(notSent.why()));
            case SendOutcome.Unknown unknown -> Optional.of(unknown.why());
        };
    }

    private static String told(SendError error) {
        return error.code() + (error.message().isEmpty() ? "" : ": " + error.message()) + " – " + error.cause();
    }
}
