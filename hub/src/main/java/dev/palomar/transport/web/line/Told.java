package dev.palomar.transport.web.line;

import dev.palomar.model.DeviceState;
import dev.palomar.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What an engine says of how a line stands (`state` of PROTOCOL.md).
sealed interface Told {

    /// Something to be scanned or typed in.
    record Shows(Pairing pairing) implements Told {}

    record WantsPasskey() implements Told {}

    /// The phone accepted the program; the line is restarted next.
    record Linked(Optional<Myself> me) implements Told {}

    /// Logged in; what waited is coming.
    record Syncing(Optional<Myself> me) implements Told {}

    record Online(Optional<Myself> me) implements Told {}

    record Limited(boolean active, Optional<Instant> until) implements Told {}

    record Ended(Closing closing) implements Told {}

    record LoggedOut(DeviceState why) implements Told {}

    /// Nothing that changes anything.
    record Other() implements Told {}

    Duration A_QR = Duration.ofSeconds(20);
    Duration A_CODE = Duration.ofMinutes(3);

    /// `linked` is whether the line belongs to a phone already, `now` what a time that is not said is counted from.
    static Told read(ObjectNode frame, boolean linked, Instant now) {
        return switch (frame.path("state").asString("")) {
            case "qr" ->
                new Shows(new Pairing.Scan(
                        frame.path("value").asString(""),
                        Times.read(frame, "expiresAt").orElse(now.plus(A_QR))));
            case "code" ->
                new Shows(new Pairing.Code(
                        frame.path("value").asString(""),
                        Times.read(frame, "expiresAt").orElse(now.plus(A_CODE))));
            case "passkey" -> new WantsPasskey();
            case "linked" -> new Linked(me(frame));
            case "syncing" -> new Syncing(me(frame));
            case "online" -> new Online(me(frame));
            case "restricted" -> new Limited(frame.path("active").asBoolean(true), Times.read(frame, "until"));
            case "closed" ->
                new Ended(Closing.of(
                        frame.path("code").asInt(0),
                        frame.path("reason").asString(""),
                        linked,
                        Times.read(frame, "until"),
                        now));
            case "refused" -> new Ended(Closing.tooOld());
            case "replaced" -> new Ended(new Closing.Stop(Closing.replaced()));
            case "logged-out" ->
                new LoggedOut(Closing.loggedOut(frame.path("by").asString("")));
            default -> new Other();
        };
    }

    private static Optional<Myself> me(ObjectNode frame) {
        return Json.child(frame, "me").flatMap(Myself::read);
    }
}
