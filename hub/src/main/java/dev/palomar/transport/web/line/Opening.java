package dev.palomar.transport.web.line;

import dev.palomar.model.DeviceState;
import dev.palomar.model.Json;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.EngineHost;
import dev.palomar.transport.web.engine.Mailbox;
import dev.palomar.transport.web.engine.Seat;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/// What became of the attempt to have a line built in an engine. Whether WhatsApp lets it in is told later.
sealed interface Opening {

    /// It is being built.
    record Begun(Seat seat) implements Opening {}

    record Not(Closing closing) implements Opening {}

    /// What is kept of the link is of no use: it has to be linked anew.
    record Worthless(DeviceState state) implements Opening {}

    Duration ASKING = Duration.ofSeconds(30);
    Duration NO_ENGINE = Duration.ofMinutes(1);

    /// Finds the line a place, without building it.
    static Opening place(LineId line, Ground ground, long epoch, Mailbox mailbox) {
        return switch (ground.host().seat(line.session(), epoch, mailbox)) {
            case EngineHost.Place.Found(Seat seat) -> new Begun(seat);
            case EngineHost.Place.NotNow(Duration retryIn, String why) ->
                new Not(new Closing.Later(
                        retryIn,
                        new DeviceState.Reconnecting(
                                1, ground.clock().instant().plus(retryIn), "The line waits: " + why + ".")));
            case EngineHost.Place.Never(String what) ->
                new Not(new Closing.Later(NO_ENGINE, new DeviceState.Broken("engine-missing", what)));
        };
    }

    /// Has it built in its place. `limited` is whether WhatsApp let the number write to no new people when it was
    /// last asked; it is asked again then.
    static Opening build(LineId line, Ground ground, Seat seat, boolean limited) {
        ObjectNode body = Json.object().put("restricted", limited);
        ground.code().ifPresent(time -> body.put("qrSeconds", time.toSeconds()));
        body.set("creds", ground.keys().creds(line).orElse(null));
        body.set("pendingHistory", ground.keys().pendingHistory(line));
        return switch (seat.ask("open", body, ASKING)) {
            case Answer.Done _ -> new Begun(seat);
            case Answer.Failed(String code, String text)
            when code.equals("bad-creds") ->
                new Worthless(new DeviceState.Broken(
                        "unusable-keys",
                        "What this hub kept of the link cannot be used (" + text
                                + "). Remove the device on the phone and connect it here to link it again."));
            case Answer.Failed(String code, String text) ->
                new Not(new Closing.Again("The line could not be opened: " + code + " " + text));
            case Answer.Silent(String why) -> new Not(new Closing.Again("The line could not be opened: " + why + "."));
        };
    }
}
