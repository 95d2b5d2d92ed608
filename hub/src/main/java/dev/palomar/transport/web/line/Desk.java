package dev.palomar.transport.web.line;

import dev.palomar.model.Json;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Payload;
import dev.palomar.model.WireId;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.WebCodes;
import dev.palomar.transport.web.engine.Seat;
import dev.palomar.transport.web.store.KeyChange;
import dev.palomar.transport.web.store.StaleLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an engine asks of a line's papers, and what it hands in. Everything of one line goes through here in its
/// order, so that what was written is seen by whoever reads next.
final class Desk {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /// For so long it is tried to keep what came in, before WhatsApp is asked to bring it again.
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final LineId line;
    private final Ground ground;
    private final Timers timers = new Timers();

    Desk(LineId line, Ground ground) {
        this.line = line;
        this.ground = ground;
    }

    /// The line is opened anew.
    void begin() {
        timers.begin(ground.keys().timers(line));
    }

    Timers timers() {
        return timers;
    }

    /// Answers a request of the engine's. Throws [StaleLine] when the line is somebody else's by now.
    void answer(Seat seat, ObjectNode request) {
        String type = request.path("type").asString("");
        try {
            switch (type) {
                case "keys.get" -> {
                    ArrayNode rows = ground.keys().get(line, Json.elements(request, "want"));
                    seat.answer(request, with("rows", rows));
                }
                case "keys.set" -> {
                    ground.keys().write(line, seat.epoch(), new KeyChange().add(request));
                    seat.answer(request, Json.object());
                }
                case "message.get" ->
                    seat.answer(request, with("message", message(request).orElse(null)));
                case "message.known" ->
                    seat.answer(
                            request, Json.object().put("known", ground.sayings().isKnown(line, wireId(request))));
                default -> seat.refuse(request, "unknown-request", "the hub does not know " + type);
            }
        } catch (StaleLine stale) {
            seat.refuse(request, "stale-epoch", "the line is opened anew");
            throw stale;
        } catch (RuntimeException failure) {
            LOG.atWarn().setCause(failure).addKeyValue("device", line.device()).log("a line's papers cannot be had");
            seat.refuse(request, "failed", "the hub's database does not answer");
        }
    }

    private static ObjectNode with(String name, @org.jspecify.annotations.Nullable JsonNode value) {
        ObjectNode body = Json.object();
        body.set(name, value);
        return body;
    }

    private Optional<JsonNode> message(ObjectNode request) {
        WireId wireId = wireId(request);
        Optional<JsonNode> ours =
                request.path("fromMe").asBoolean(false) ? ground.sayings().sent(line, wireId) : Optional.empty();
        return ours.or(() -> ground.sayings().heard(line, wireId));
    }

    private static WireId wireId(ObjectNode request) {
        return new WireId(request.path("wireId").asString(""));
    }

    /// Keeps what these events say, all of it in one transaction with the keys that reading it changed, and then
    /// acknowledges them. While the database is away it is tried again; `given` says when that is of no use.
    /// Throws [StaleLine].
    void keep(Seat seat, List<ObjectNode> events, BooleanSupplier given) {
        List<Arrival> arrivals = new ArrayList<>();
        KeyChange change = new KeyChange();
        for (ObjectNode event : events) {
            for (Signal signal : signals(event)) {
                arrivals.add(new Arrival(line.tenant(), line.device(), signal));
            }
            change.add(event);
            timers.hear(event, change);
            history(event, change);
        }
        List<Long> numbers =
                events.stream().map(event -> event.path("seq").asLong(0)).toList();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                ground.reception()
                        .accept(line.slot(), arrivals, tx -> ground.keys().write(tx, line, seat.epoch(), change));
                seat.acknowledge(numbers);
                return;
            } catch (StaleLine stale) {
                throw stale;
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("device", line.device())
                        .log("what came in cannot be kept");
                if (given.getAsBoolean() || System.nanoTime() - end > 0 || !slept(pause)) {
                    seat.giveBack(numbers, "the hub cannot write");
                    return;
                }
            }
        }
    }

    private List<Signal> signals(ObjectNode event) {
        return switch (event.path("type").asString("")) {
            case "refused" -> List.of(refused(event));
            case "blocked" -> List.of();
            default -> ground.hearing().signals(event);
        };
    }

    /// WhatsApp says of a message that it had taken that it did not take it after all.
    private Signal refused(ObjectNode event) {
        return new Signal.Status(
                wireId(event),
                Optional.empty(),
                MessageStatus.FAILED,
                ground.clock().instant(),
                Optional.of(WebCodes.error(
                        event.path("code").asString(""), event.path("text").asString(""))),
                Payload.of(Json.bytes(event)));
    }

    /// History that the phone announces is remembered until all of it is here.
    private static void history(ObjectNode event, KeyChange change) {
        Optional<ObjectNode> said = Json.child(event, "said");
        Optional<ObjectNode> notice = said.filter(
                        one -> one.path("category").asString("").equals("peer"))
                .filter(one ->
                        one.at("/message/protocolMessage/type").asString("").equals("HISTORY_SYNC_NOTIFICATION"));
        notice.ifPresent(one -> change.announced(one.path("wireId").asString(""), one.path("message")));
        if (event.path("type").asString("").equals("history")
                && event.path("last").asBoolean(false)) {
            Json.string(event, "of").ifPresent(change::finished);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
