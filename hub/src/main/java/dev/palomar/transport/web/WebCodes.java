package dev.palomar.transport.web;

import dev.palomar.model.event.SendError;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// What the codes mean with which WhatsApp Web refuses a message, and the engine one that it cannot hand over.
public final class WebCodes {

    private static final Duration SOON = Duration.ofSeconds(5);

    /// The limit on reaching out: the number may not write to people who do not know it.
    private static final String NO_NEW_CHATS = "463";

    private WebCodes() {}

    /// WhatsApp will not take it. Nothing of this is repeated by itself: repeating what WhatsApp turned down is how
    /// numbers are lost.
    /// `until` is when a limit on first messages ends, if WhatsApp says so.
    static SendOutcome refused(String code, String text, Optional<String> until) {
        return code.equals(NO_NEW_CHATS)
                ? new SendOutcome.NoNewChats(error(code, text), until.flatMap(WebCodes::time))
                : new SendOutcome.Refused(error(code, text), Optional.empty());
    }

    private static Optional<Instant> time(String said) {
        try {
            return Optional.of(Instant.parse(said));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /// Why WhatsApp refused a message, in plain words.
    public static SendError error(String code, String text) {
        return new SendError(
                code,
                text.isEmpty() ? "error " + code : text,
                switch (code) {
                    case NO_NEW_CHATS ->
                        "WhatsApp does not let this number write to people who do not know it, for a while. Whoever"
                                + " has written to it can be answered.";
                    case "479" -> "WhatsApp did not accept the message in this form. Try it again later.";
                    case "403" ->
                        "This number may not write there: it is not a member of the group, or only admins may write.";
                    case "404" -> "WhatsApp knows no such recipient.";
                    case "421", "429" -> "WhatsApp wants this number to send more slowly.";
                    default -> "WhatsApp refused the message (" + code + ").";
                });
    }

    /// It certainly has not left. Some of it will not leave later either.
    static SendOutcome notSent(String code, String text) {
        return switch (code) {
            case "not-on-whatsapp" -> refused(code, text, "The recipient is not on WhatsApp.");
            case "no-devices" -> refused(code, text, "None of the recipient's devices can be reached by WhatsApp.");
            case "bad-signature" ->
                refused(code, text, "The recipient's keys are not genuine, so the message was not encrypted for them.");
            case "bad-content" -> refused(code, text, "WhatsApp Web cannot send such a message.");
            case "bad-file" -> refused(code, text, "The file is not what the message says it is.");
            case "file-too-large" -> refused(code, text, "The file is larger than WhatsApp takes.");
            case "bad-request" -> refused(code, text, "The engine does not understand the message.");
            case "not-open", "draining", "stale-epoch" -> new SendOutcome.NotSent(SOON, notOnline());
            default ->
                new SendOutcome.NotSent(
                        SOON, new SendError(code, text, "The message could not be handed over; it is tried again."));
        };
    }

    private static SendOutcome refused(String code, String text, String cause) {
        return new SendOutcome.Refused(new SendError(code, text.isEmpty() ? code : text, cause), Optional.empty());
    }

    static SendError notOnline() {
        return new SendError(
                SendOutcome.NOT_ONLINE, "", "The line to WhatsApp is not open at the moment; it is tried again.");
    }

    static SendError tooLong(int most) {
        return new SendError(
                "too-long",
                "more than " + most + " characters",
                "WhatsApp takes texts of at most " + most + " characters.");
    }

    static SendError notPossible(Transport.Outgoing message) {
        return new SendError(
                "not-supported",
                "type " + message.content().type(),
                "WhatsApp Web cannot send a message of this type, or knows no name of the recipient.");
    }
}
