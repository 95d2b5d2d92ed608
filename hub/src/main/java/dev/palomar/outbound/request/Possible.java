package dev.palomar.outbound.request;

import dev.palomar.model.MediaSource;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.transport.Transport;
import java.util.Optional;

/// Whether a transport can do what was asked. What it cannot is said when the message is submitted, and never left out
/// in silence.
public final class Possible {

    private Possible() {}

    /// Why `submission` cannot go over a number of this kind, if so.
    public static Optional<Rejection> objection(
            Submission submission, TransportKind kind, Optional<Transport.Capabilities> can) {
        String type = submission.content().type();
        if (can.isEmpty() || !can.get().types().contains(type)) {
            return not("type", "A device of transport " + kind + " cannot send " + type + ".");
        }
        return can.get().personal() ? ofPerson(submission, kind) : ofBusiness(submission, kind);
    }

    private static Optional<Rejection> ofPerson(Submission submission, TransportKind kind) {
        if (submission.content() instanceof MessageContent.Media media
                && media.file() instanceof MediaSource.AtWhatsApp) {
            return not(
                    submission.content().type() + ".id",
                    "A device of transport " + kind + " cannot send a file that only Meta has; upload it here.");
        }
        boolean nameless = submission.to().group().isEmpty()
                && submission.to().identity().phone().isEmpty()
                && submission.to().identity().lid().isEmpty();
        return nameless
                ? not("recipient", "A device of transport " + kind + " cannot write to a user id; give the number.")
                : Optional.empty();
    }

    private static Optional<Rejection> ofBusiness(Submission submission, TransportKind kind) {
        if (!submission.mentions().isEmpty()) {
            return not("context.mentions", "A device of transport " + kind + " cannot mention people.");
        }
        if (submission.content() instanceof MessageContent.Media media) {
            return media.traits().stream()
                    .filter(trait -> trait != MediaTrait.VOICE)
                    .findFirst()
                    .flatMap(trait -> not(
                            media.kind().word() + "." + trait.word(),
                            "A device of transport " + kind + " cannot send a file as " + trait.word() + "."));
        }
        return Optional.empty();
    }

    private static Optional<Rejection> not(String field, String why) {
        return Optional.of(new Rejection.NotPossible("not-supported", field, why));
    }
}
