package dev.palomar.transport.web.line;

import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What is asked of a line by name.
final class Requests {

    private static final Duration ASKING = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Duration A_CODE = Duration.ofMinutes(3);

    private Requests() {}

    /// Ends it without unlinking it.
    static void close(Way way, String why) {
        way.ask("close", Json.object().put("reason", why), CLOSING);
    }

    /// Takes the program off the phone's list. Answers what went wrong, if something did.
    static Optional<String> unlink(Way way) {
        return switch (way.ask("logout", Json.object(), ASKING)) {
            case Answer.Done _ -> Optional.empty();
            case Answer.Failed(String code, String text) ->
                Optional.of(code.equals("not-open") ? "The device is not online." : code + " " + text);
            case Answer.Silent(String why) -> Optional.of(why);
        };
    }

    /// What people see of the owner of `phone`: `{about?, business?: {…}}`.
    static Switchboard.Outcome<ObjectNode> profile(Way way, PhoneNumber phone) {
        ObjectNode asked = Json.object();
        asked.putObject("of").put("pn", phone.digits() + "@s.whatsapp.net");
        return outcome(way.ask("contact", asked, ASKING));
    }

    /// What the owner says of themselves.
    static Switchboard.Outcome<ObjectNode> about(Way way, String text) {
        return outcome(way.ask("profile.about", Json.object().put("about", text), ASKING));
    }

    private static Switchboard.Outcome<ObjectNode> outcome(Answer answer) {
        return switch (answer) {
            case Answer.Done(ObjectNode body) -> new Switchboard.Outcome.Done<>(body);
            case Answer.Failed(String _, String text) -> new Switchboard.Outcome.Not<>(text);
            case Answer.Silent(String why) -> new Switchboard.Outcome.Not<>(why);
        };
    }

    /// A code to be typed in on `phone`.
    static Switchboard.Outcome<Pairing.Code> code(Way way, PhoneNumber phone, Instant now) {
        return switch (way.ask("pairing-code", Json.object().put("phone", phone.e164()), ASKING)) {
            case Answer.Done(ObjectNode body) ->
                new Switchboard.Outcome.Done<>(new Pairing.Code(
                        body.path("code").asString(""),
                        Times.read(body, "expiresAt").orElse(now.plus(A_CODE))));
            case Answer.Failed(String _, String text) -> new Switchboard.Outcome.Not<>(text);
            case Answer.Silent(String why) -> new Switchboard.Outcome.Not<>(why);
        };
    }
}
