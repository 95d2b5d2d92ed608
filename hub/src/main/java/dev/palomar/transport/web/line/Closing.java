package dev.palomar.transport.web.line;

import dev.palomar.model.DeviceState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What it means for a line that it was closed, by the code (`closed` of PROTOCOL.md).
sealed interface Closing {

    /// After so long a ban is looked at again when WhatsApp named no end of it.
    Duration UNSAID = Duration.ofHours(6);

    /// No ban is looked at again earlier.
    Duration SHORTEST = Duration.ofMinutes(1);

    /// Part of linking: opened again at once.
    record Restart() implements Closing {}

    /// It broke; it is opened again, later each time.
    record Again(String why) implements Closing {}

    /// Opening it again would do no good before a while has passed.
    record Later(Duration pause, DeviceState state) implements Closing {}

    /// A person must do something first.
    record Stop(DeviceState state) implements Closing {}

    /// WhatsApp turns a number away for a while, and for good. Source: the codes of a refused login as other clients
    /// of WhatsApp Web name them (402 temporarily banned, 403 locked, 406 banned).
    static Closing of(int code, String reason, boolean linked, Optional<Instant> until, Instant now) {
        return switch (code) {
            case 402 -> bannedUntil(until, now);
            case 515 -> new Restart();
            case 408 ->
                linked
                        ? new Again("The connection to WhatsApp was lost.")
                        : new Stop(new DeviceState.Created(Optional.of(
                                "Nobody scanned the QR code in time. Connect the device again to show a new one.")));
            case 428 -> new Again("WhatsApp closed the connection.");
            case 403 ->
                new Stop(new DeviceState.Broken(
                        "blocked",
                        "WhatsApp has blocked this number. Open WhatsApp on the phone: it says why, and how to ask for"
                                + " a review."));
            case 406 ->
                new Stop(new DeviceState.Broken(
                        "banned",
                        "WhatsApp has banned this number. Open WhatsApp on the phone: it says why, and how to ask for a"
                                + " review."));
            case 411 ->
                new Stop(new DeviceState.Broken(
                        "unlinkable",
                        "WhatsApp does not accept this program as a linked device. Log the device out here and link it"
                                + " again."));
            case 495 ->
                new Later(
                        Duration.ofMinutes(5),
                        new DeviceState.Broken(
                                "untrusted-server",
                                "What answers is not WhatsApp: its certificate or signature is wrong. Check what is"
                                        + " between this hub and web.whatsapp.com."));
            case 503 -> new Again("WhatsApp is not available at the moment.");
            case 598 -> new Again("The hub could not write down what came in.");
            default -> new Again("The connection ended (" + code + (reason.isEmpty() ? "" : ", " + reason) + ").");
        };
    }

    /// Asking again before the ban is over would only make it longer.
    private static Later bannedUntil(Optional<Instant> until, Instant now) {
        Duration left = until.map(end -> Duration.between(now, end)).orElse(UNSAID);
        Duration pause = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        return new Later(
                pause,
                new DeviceState.Broken(
                        "banned-for-a-while",
                        "WhatsApp has banned this number"
                                + until.map(end -> " until " + end.truncatedTo(ChronoUnit.SECONDS))
                                        .orElse(" for a while")
                                + ". Open WhatsApp on the phone: it says why. The line is opened again by itself"
                                + " afterwards."));
    }

    /// The program on the server's side is too new for the engine.
    static Later tooOld() {
        return new Later(
                Duration.ofMinutes(10),
                new DeviceState.Broken(
                        "outdated",
                        "WhatsApp does not accept this version of WhatsApp Web any more. Update the hub, or set"
                                + " PALOMAR_WEB_VERSION to the present one and start it again."));
    }

    static DeviceState replaced() {
        return new DeviceState.Broken(
                "conflict",
                "Another program opened this number's line with the same keys, and WhatsApp lets only one in. Stop the"
                        + " other one, for example a copy of this hub; then connect the device again.");
    }

    static DeviceState.LoggedOut loggedOut(String by) {
        return new DeviceState.LoggedOut(
                switch (by) {
                    case "us" -> "It was unlinked from here. Connect the device to link a phone again.";
                    case "phone" ->
                        "It was removed on the phone, under linked devices. Connect the device to link it again.";
                    default -> "WhatsApp ended the link. Connect the device to link it again.";
                });
    }
}
