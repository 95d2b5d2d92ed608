package dev.palomar.transport.web;

import dev.palomar.model.Json;
import dev.palomar.model.MediaTrait;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.event.SendError;
import dev.palomar.transport.SendOutcome;
import dev.palomar.transport.Transport;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.Seat;
import dev.palomar.transport.web.engine.Way;
import dev.palomar.transport.web.line.Switchboard;
import dev.palomar.transport.web.store.Sayings;
import dev.palomar.transport.web.words.OutboundWords;
import dev.palomar.transport.web.words.WebNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One number's line, as far as it sends. There is one engine behind it, or none at the moment.
final class WebSession implements Transport.Session {

    /// How long WhatsApp may take to acknowledge, and how much longer the engine may take to say so.
    private static final Duration ACKNOWLEDGED = Duration.ofSeconds(60);

    /// WhatsApp's own programs let nobody type more. Source: WhatsApp Web.
    private static final int LONGEST = 65_536;

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration MARKING = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String OFFLINE = "The device is not online.";

    private final LineId line;
    private final Switchboard switchboard;
    private final Sayings sayings;
    private final Outgoings files;

    WebSession(LineId line, Switchboard switchboard, Sayings sayings, Outgoings files) {
        this.line = line;
        this.switchboard = switchboard;
        this.sayings = sayings;
        this.files = files;
    }

    @Override
    public SendOutcome send(Transport.Outgoing message) {
        Optional<Seat> seat = switchboard.here(line.device());
        if (seat.isEmpty()) {
            return new SendOutcome.NotSent(SOON, WebCodes.notOnline());
        }
        Optional<ObjectNode> said = OutboundWords.send(message);
        if (said.isEmpty()) {
            return new SendOutcome.Refused(WebCodes.notPossible(message), Optional.empty());
        }
        if (message.content() instanceof MessageContent.Text(String body, boolean _) && body.length() > LONGEST) {
            return new SendOutcome.Refused(WebCodes.tooLong(LONGEST), Optional.empty());
        }
        ObjectNode send = said.get();
        WireId name = WebNames.of(message.id());
        switchboard.timer(line.device(), send.path("to")).ifPresent(seconds -> send.put("ephemeralSeconds", seconds));
        send.put("wireId", name.value()).put("timeoutMs", ACKNOWLEDGED.toMillis());
        Outgoings.Placed placed = files.place(line.tenant(), message.content(), send);
        try {
            return switch (placed) {
                case Outgoings.Placed.Missing(SendError why) -> new SendOutcome.Refused(why, Optional.empty());
                case Outgoings.Placed.Later(SendError why) -> new SendOutcome.NotSent(SOON, why);
                case Outgoings.Placed.Ready _ -> send(seat.get(), name, send);
            };
        } finally {
            files.clear(placed);
        }
    }

    private SendOutcome send(Seat seat, WireId name, ObjectNode send) {
        sayings.sent(line, name).ifPresent(prepared -> send.set("prepared", prepared));
        return switch (seat.ask("send", send, ACKNOWLEDGED.plus(GRACE))) {
            case Answer.Done(ObjectNode answer) -> outcome(name, answer);
            case Answer.Failed(String code, String text) -> WebCodes.notSent(code, text);
            case Answer.Silent(String why) -> new SendOutcome.Unknown(why);
        };
    }

    private static SendOutcome outcome(WireId name, ObjectNode answer) {
        String code = Json.string(answer, "code").orElse("");
        String text = Json.string(answer, "text").orElse("");
        return switch (answer.path("outcome").asString("")) {
            case "sent" -> new SendOutcome.Accepted(name);
            case "refused" -> WebCodes.refused(code, text, Json.string(answer, "until"));
            case "not-sent" -> WebCodes.notSent(code, text);
            default -> new SendOutcome.Unknown(text.isEmpty() ? "the line broke while it was being sent" : text);
        };
    }

    /// Whoever knows who wrote it, and where, rather calls [#markRead(List, boolean)].
    @Override
    public Optional<String> markRead(WireId message, boolean typing) {
        Optional<ObjectNode> key = sayings.key(line, message);
        return key.isEmpty()
                ? Optional.of("There is no such message, or it is too old to be marked as read.")
                : mark(List.of(key.get()), typing);
    }

    @Override
    public Optional<String> markRead(List<Transport.Received> messages, boolean typing) {
        List<ObjectNode> keys = messages.stream()
                .flatMap(message -> OutboundWords.key(message).stream())
                .toList();
        return keys.isEmpty() ? Optional.of("WhatsApp Web knows no name of who wrote it.") : mark(keys, typing);
    }

    private Optional<String> mark(List<ObjectNode> keys, boolean typing) {
        Optional<Way> way = switchboard.way(line);
        if (way.isEmpty()) {
            return Optional.of(OFFLINE);
        }
        ObjectNode read = Json.object();
        read.putArray("keys").addAll(keys);
        Optional<String> fault = fault(way.get().ask("read", read, MARKING));
        return fault.isPresent() || !typing
                ? fault
                : fault(show(way.get(), keys.getLast().path("chat"), "composing"));
    }

    @Override
    public void composing(Transport.Outgoing message) {
        Optional<Seat> seat = switchboard.here(line.device());
        Optional<ObjectNode> to = OutboundWords.address(message.to(), message.group());
        if (seat.isPresent() && to.isPresent()) {
            boolean spoken = message.content() instanceof MessageContent.Media media && media.is(MediaTrait.VOICE);
            show(seat.get(), to.get(), spoken ? "recording" : "composing");
        }
    }

    private static Answer show(Way way, JsonNode to, String what) {
        ObjectNode presence = Json.object().put("presence", what);
        presence.set("to", to);
        return way.ask("presence.set", presence, MARKING);
    }

    private static Optional<String> fault(Answer answer) {
        return switch (answer) {
            case Answer.Done _ -> Optional.empty();
            case Answer.Failed(String code, String text) ->
                Optional.of(code.equals("not-open") ? OFFLINE : "WhatsApp refused it: " + code + " " + text);
            case Answer.Silent(String why) -> Optional.of("It is not known whether WhatsApp took it: " + why + ".");
        };
    }
}
