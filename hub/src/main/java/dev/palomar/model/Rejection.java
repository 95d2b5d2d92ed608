package dev.palomar.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A request that cannot be carried out, with words for whoever sent it. Features throw it and know nothing of status
/// codes; `api` turns it into `problem+json` in one place. `code` is stable: programs may rely on it.
public abstract sealed class Rejection extends RuntimeException {

    private final String code;

    private Rejection(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public final String code() {
        return code;
    }

    /// What is wrong with one field, named as the caller wrote it.
    public record Fault(String field, String detail) {}

    /// The body or the query cannot be read at all.
    public static final class Malformed extends Rejection {
        public Malformed(String message) {
            super("malformed-body", message);
        }
    }

    /// The caller did not say, or could not show, who they are.
    public static final class Unauthenticated extends Rejection {
        public Unauthenticated(String code, String message) {
            super(code, message);
        }

        public Unauthenticated(String message) {
            this("unauthenticated", message);
        }
    }

    /// The caller is known and may not do this.
    public static final class Forbidden extends Rejection {
        public Forbidden(String code, String message) {
            super(code, message);
        }

        public Forbidden(String message) {
            this("forbidden", message);
        }
    }

    /// It does not exist, or belongs to somebody else: the answer is the same.
    public static final class NotFound extends Rejection {
        public NotFound(String what) {
            super("not-found", "There is no such " + what + ".");
        }
    }

    /// It was there once: a link that was used or has expired, a cursor older than what is kept.
    public static final class Gone extends Rejection {
        public Gone(String message) {
            super("gone", message);
        }
    }

    /// One or more fields cannot be used; `code` names the kind of fault, such as `unknown-field`.
    public static final class InvalidValue extends Rejection {
        private final List<Fault> faults;

        public InvalidValue(String field, String detail) {
            this(List.of(new Fault(field, detail)));
        }

        public InvalidValue(List<Fault> faults) {
            this("invalid-value", faults);
        }

        public InvalidValue(String code, List<Fault> faults) {
            super(code, faults.getFirst().field() + ": " + faults.getFirst().detail());
            this.faults = List.copyOf(faults);
        }

        public List<Fault> faults() {
            return faults;
        }
    }

    /// It contradicts the state of things; `code` names the reason, such as `device-paused`.
    public static final class Conflict extends Rejection {
        public Conflict(String code, String message) {
            super(code, message);
        }

        public Conflict(String message) {
            this("conflict", message);
        }
    }

    /// What was asked is understood and will not be done, whoever asks: the transport or WhatsApp's rules do not allow
    /// it.
    public static final class NotPossible extends Rejection {
        private final String field;

        public NotPossible(String code, String field, String message) {
            super(code, message);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /// The person last wrote too long ago for free text.
    public static final class WindowClosed extends Rejection {
        private final Instant closedAt;
        private final List<TemplateOffer> instead;

        /// @param instead  templates that may be sent all the same, those that fit best first
        public WindowClosed(Instant closedAt, List<TemplateOffer> instead) {
            super(
                    "window-closed",
                    "The person last wrote more than 24 hours ago, so WhatsApp takes only templates. Send a template;"
                            + " anything else is possible again once the person has answered.");
            this.closedAt = closedAt;
            this.instead = List.copyOf(instead);
        }

        public Instant closedAt() {
            return closedAt;
        }

        public List<TemplateOffer> instead() {
            return instead;
        }
    }

    /// Meta does not send the template now, or at all.
    public static final class TemplateNotSendable extends Rejection {
        private final String status;

        /// @param status  in Meta's word, such as `PAUSED`
        public TemplateNotSendable(String status, String why) {
            super("template-not-sendable", why);
            this.status = status;
        }

        public String status() {
            return status;
        }
    }

    /// More than this hub accepts in one piece.
    public static final class TooLarge extends Rejection {
        public TooLarge(String message) {
            super("too-large", message);
        }
    }

    /// Too much in too short a time; `code` says which limit.
    public static final class TooMany extends Rejection {
        private final Duration retryIn;

        public TooMany(String code, String message, Duration retryIn) {
            super(code, message);
            this.retryIn = retryIn;
        }

        public Duration retryIn() {
            return retryIn;
        }
    }

    /// WhatsApp did not do it; `code` is `whatsapp-refused`.
    public static final class WhatsAppFailed extends Rejection {
        public WhatsAppFailed(String code, String message) {
            super(code, message);
        }
    }

    /// Not now: something this hub depends on is away. Trying again later is right.
    public static final class Unavailable extends Rejection {
        public Unavailable(String message) {
            super("unavailable", message);
        }
    }
}
