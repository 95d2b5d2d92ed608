package dev.palomar.transport.web.line;

import dev.palomar.cluster.Node;
import dev.palomar.cluster.Slots;
import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.DeviceId;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.Seat;
import dev.palomar.transport.web.engine.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Holds the lines of the numbers whose slots this node owns: opens those that are wanted, and lets go of the others.
/// Which are wanted stands in the database, so a restart and a takeover need nothing else. What is asked of a line that
/// another node holds is brought to that node.
public final class Switchboard implements Node.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofMillis(200);
    private static final int TURNS_A_BEAT = 10;
    private static final int LOGINS_AT_ONCE = 8;
    private static final Duration BETWEEN_LOGINS = Duration.ofMillis(100);

    private static final Duration GLANCE = Duration.ofSeconds(5);
    private static final String OFFLINE = "The device is not online.";

    /// What nodes ask each other beside what an engine can be asked.
    private static final String CHANGED = "hub.changed";

    private static final String PAIRING = "hub.pairing";

    private final Ground ground;
    private final Logins logins = new Logins(LOGINS_AT_ONCE, BETWEEN_LOGINS);
    private final Map<DeviceId, Line> lines = new ConcurrentHashMap<>();
    private final Semaphore bell = new Semaphore(0);
    private final Relay relay;
    private volatile boolean closed;

    public Switchboard(Ground ground) {
        this.ground = ground;
        this.relay = new Relay(ground.node(), ground.calls(), ground.random(), this::answer);
    }

    /// Begins to hold this node's share of the lines.
    public void start() {
        relay.start();
        ground.node().listen(this);
        Thread.ofVirtual().name("switchboard-look").start(this::looking);
        Thread.ofVirtual().name("switchboard-turn").start(this::turning);
    }

    /// A person changed something about the device: whether its line is wanted is looked at, and one that waits to be
    /// opened again is opened now.
    public void changed(LineId line) {
        if (isHere(line)) {
            changedHere(line);
        } else {
            relay.tell(line, CHANGED);
        }
    }

    private void changedHere(LineId id) {
        line(id.device()).ifPresent(Line::hurry);
        bell.release();
    }

    /// The engine of a line that is online on this node.
    public Optional<Seat> here(DeviceId device) {
        return line(device).flatMap(Line::open);
    }

    /// Whether the line is this node's, however it stands.
    public boolean holds(DeviceId device) {
        return lines.containsKey(device);
    }

    /// The way to a line that is online on this node, or may be on another: then `not-open` is what it answers when it
    /// is not.
    public Optional<Way> way(LineId id) {
        return isHere(id) ? here(id.device()).map(seat -> seat) : Optional.of(relay.to(id));
    }

    private boolean isHere(LineId id) {
        return lines.containsKey(id.device()) || ground.node().owns(id.slot());
    }

    /// After how many seconds messages of the chat that `to` names disappear; empty when they stay.
    public Optional<Integer> timer(DeviceId device, JsonNode to) {
        return line(device).flatMap(line -> line.timers().of(to));
    }

    /// What has to be shown to whoever links the number; calling this says that somebody looks.
    public Optional<Pairing> pairing(LineId id) {
        if (!isHere(id)) {
            return relay.to(id).ask(PAIRING, Json.object(), GLANCE) instanceof Answer.Done(ObjectNode shown)
                    ? Pairing.read(shown)
                    : Optional.empty();
        }
        Optional<Line> line = line(id.device());
        line.ifPresent(Line::lookedAt);
        return line.flatMap(Line::pairing);
    }

    /// What became of a request.
    public sealed interface Outcome<T> {
        record Done<T>(T result) implements Outcome<T> {}

        /// `why` in WhatsApp's or the engine's words.
        record Not<T>(String why) implements Outcome<T> {}
    }

    /// Asks WhatsApp for a code that `phone` can type in instead of scanning.
    public Outcome<Pairing.Code> code(LineId id, PhoneNumber phone) {
        Optional<Way> way = isHere(id) ? linking(id.device()).map(seat -> seat) : Optional.of(relay.to(id));
        if (way.isEmpty()) {
            return new Outcome.Not<>("The device does not wait to be linked at the moment.");
        }
        return Requests.code(way.get(), phone, ground.clock().instant());
    }

    private Optional<Seat> linking(DeviceId device) {
        return line(device).filter(line -> line.pairing().isPresent()).flatMap(Line::anySeat);
    }

    /// Takes the program off the phone's list of linked devices. The device's state follows.
    public Outcome<DeviceId> unlink(LineId id) {
        Optional<Way> way = way(id);
        if (way.isEmpty()) {
            return new Outcome.Not<>(OFFLINE);
        }
        return Requests.unlink(way.get())
                .<Outcome<DeviceId>>map(Outcome.Not::new)
                .orElseGet(() -> new Outcome.Done<>(id.device()));
    }

    /// What people see of the number: `{about?, business?: {description?, email?, website?, address?, category?}}`.
    public Outcome<ObjectNode> profile(LineId id, PhoneNumber phone) {
        return way(id).map(way -> Requests.profile(way, phone)).orElseGet(() -> new Outcome.Not<>(OFFLINE));
    }

    /// Changes what the number says of itself under its name.
    public Outcome<ObjectNode> about(LineId id, String text) {
        return way(id).map(way -> Requests.about(way, text)).orElseGet(() -> new Outcome.Not<>(OFFLINE));
    }

    /// What another node asks of a line that is held here.
    private Answer answer(LineId id, String type, ObjectNode body, Duration patience) {
        return switch (type) {
            case CHANGED -> {
                changedHere(id);
                yield new Answer.Done(Json.object());
            }
            case PAIRING ->
                line(id.device()).isPresent()
                        ? new Answer.Done(pairing(id).map(Pairing::written).orElseGet(Json::object))
                        : Relay.NOT_OPEN;
            case "pairing-code" -> asked(linking(id.device()), type, body, patience);
            default -> asked(here(id.device()), type, body, patience);
        };
    }

    private static Answer asked(Optional<Seat> seat, String type, ObjectNode body, Duration patience) {
        return seat.map(found -> found.ask(type, body, patience)).orElse(Relay.NOT_OPEN);
    }

    private Optional<Line> line(DeviceId device) {
        return Optional.ofNullable(lines.get(device));
    }

    @Override
    public void gained(Set<Integer> slots) {
        bell.release();
    }

    @Override
    public void lost(Set<Integer> slots) {
        lines.values().stream().filter(line -> slots.contains(line.id().slot())).forEach(line -> line.hangUp(true));
        bell.release();
    }

    /// Opens no line any more. The engines are stopped by their host.
    @Override
    public void close() {
        closed = true;
        relay.close();
        bell.release();
    }

    private void looking() {
        while (!closed) {
            try {
                look();
            } catch (RuntimeException away) {
                LOG.atWarn().setCause(away).log("it cannot be seen which lines are wanted");
            }
            try {
                boolean _ = bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                bell.drainPermits();
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    private void look() {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (ground.node().owns(slot)) {
                slots.add(slot);
            }
        }
        Set<DeviceId> wanted = new HashSet<>();
        for (LineId id : ground.rows().wanted(slots)) {
            wanted.add(id.device());
            lines.computeIfAbsent(id.device(), _ -> begin(id));
        }
        lines.values().stream()
                .filter(line -> !wanted.contains(line.id().device()))
                .forEach(line -> line.hangUp(true));
    }

    private Line begin(LineId id) {
        Line line = new Line(id, ground, logins, this::ended);
        line.start();
        return line;
    }

    private void ended(Line line) {
        lines.remove(line.id().device(), line);
        bell.release();
    }

    private void turning() {
        for (int turn = 0; !closed; turn++) {
            try {
                Thread.sleep(TURN);
            } catch (InterruptedException stopping) {
                return;
            }
            Instant now = ground.clock().instant();
            boolean all = turn % TURNS_A_BEAT == 0;
            for (Line line : lines.values()) {
                if (all || line.isDue(now)) {
                    line.beat();
                }
            }
        }
    }
}
