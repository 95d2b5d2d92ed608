package dev.palomar.transport.web.line;

import dev.palomar.model.DeviceState;
import dev.palomar.model.Json;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.engine.Answer;
import dev.palomar.transport.web.engine.EngineHost;
import dev.palomar.transport.web.engine.Mailbox;
import dev.palomar.transport.web.engine.Seat;
import dev.palomar.transport.web.store.LineRows;
import dev.palomar.transport.web.store.StaleLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// One device's line, held by this node: opened, kept open, and opened again. Everything that happens to it happens on
/// one thread of its own, in the order in which it came.
final class Line {

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private static final Duration ASKING = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /// A line that logged in and then says nothing more is given up after this.
    private static final Duration OPENING = Duration.ofSeconds(90);

    /// A line that was open for so long has proven itself: the next break counts as the first.
    private static final Duration STEADY = Duration.ofMinutes(1);

    private static final Duration NO_ENGINE = Duration.ofMinutes(1);

    /// For so long after somebody looked, a code that was not scanned is followed by a new one.
    private static final Duration LOOKING = Duration.ofMinutes(3);

    /// How many events one transaction holds.
    private static final int A_BATCH = 64;

    private sealed interface Letter {
        record Frame(long epoch, ObjectNode frame) implements Letter {}

        record Gone(long epoch, String why) implements Letter {}

        record Beat() implements Letter {}

        record Work(Consumer<Line> work) implements Letter {}
    }

    private final LineId id;
    private final Ground ground;
    private final Logins logins;
    private final Consumer<Line> ended;
    private final Desk desk;
    private final Pulse pulse;
    private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();

    private volatile @Nullable Seat seat;
    private volatile @Nullable Pairing pairing;
    private volatile boolean online;
    private volatile boolean over;
    private volatile Instant nextAt = Instant.MIN;
    private volatile long lookedAt = System.nanoTime();
    private long epoch;
    private boolean linked;
    private int attempt;
    private long since = System.nanoTime();
    private Optional<Instant> restrictedUntil = Optional.empty();
    private Optional<String> intruder = Optional.empty();
    private @Nullable DeviceState standing;
    private boolean told;

    /// `ended` hears when the line is not held here any more.
    Line(LineId id, Ground ground, Logins logins, Consumer<Line> ended) {
        this.id = id;
        this.ground = ground;
        this.logins = logins;
        this.ended = ended;
        this.desk = new Desk(id, ground);
        this.pulse = new Pulse(this::post);
    }

    LineId id() {
        return id;
    }

    void start() {
        Thread.ofVirtual().name("line-" + id.device()).start(this::run);
    }

    /// The way to the engine while the line is online.
    Optional<Seat> open() {
        return online ? Optional.ofNullable(seat) : Optional.empty();
    }

    /// As [#open], also while the line is being linked.
    Optional<Seat> anySeat() {
        return Optional.ofNullable(seat);
    }

    Optional<Pairing> pairing() {
        return Optional.ofNullable(pairing).filter(shown -> shown.expiresAt().isAfter(ground.clock().instant()));
    }

    /// Somebody wants to link the number now.
    void lookedAt() {
        lookedAt = System.nanoTime();
    }

    /// A person wants it open now.
    void hurry() {
        lookedAt();
        nextAt = Instant.MIN;
    }

    /// Whether it waits for its time to be opened again.
    boolean isDue(Instant now) {
        return seat == null && !over && !nextAt.isAfter(now);
    }

    void beat() {
        if (letters.isEmpty()) {
            letters.add(new Letter.Beat());
        }
    }

    void post(Consumer<Line> work) {
        letters.add(new Letter.Work(work));
    }

    /// Lets go of the line: `politely` closes it at WhatsApp first.
    void hangUp(boolean politely) {
        over = true;
        post(line -> line.letGo(politely));
    }

    private void run() {
        while (true) {
            try {
                Letter letter = letters.take();
                if (over && !(letter instanceof Letter.Work)) {
                    continue;
                }
                handle(letter);
                if (over && seat == null) {
                    return;
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (StaleLine lost) {
                LOG.atInfo().addKeyValue("device", id.device()).log("the line is somebody else's now");
                letGo(true);
                return;
            } catch (RuntimeException failure) {
                LOG.atError().setCause(failure).addKeyValue("device", id.device()).log("a line stumbled");
            }
        }
    }

    private void handle(Letter letter) {
        switch (letter) {
            case Letter.Frame(long of, ObjectNode frame) -> {
                Seat now = seat;
                if (now != null && of == now.epoch()) {
                    pulse.heard();
                    frame(now, frame);
                }
            }
            case Letter.Gone(long of, String why) -> {
                if (seat != null && of == epoch) {
                    closed(new Closing.Again("The program that holds the line ended: " + why + "."));
                }
            }
            case Letter.Beat() -> onBeat();
            case Letter.Work(Consumer<Line> work) -> work.accept(this);
        }
    }

    private void frame(Seat now, ObjectNode frame) {
        if (frame.has("id")) {
            desk.answer(now, frame);
        } else if (frame.path("type").asString("").equals("state")) {
            state(now, frame);
        } else if (frame.has("seq")) {
            record(now, frame);
        }
    }

    private void record(Seat now, ObjectNode first) {
        List<ObjectNode> batch = new ArrayList<>();
        batch.add(first);
        while (batch.size() < A_BATCH
                && letters.peek() instanceof Letter.Frame(long of, ObjectNode next)
                && of == now.epoch()
                && next.has("seq")) {
            letters.remove();
            batch.add(next);
        }
        desk.record(now, batch, () -> over || !ground.node().owns(id.slot()));
    }

    private void onBeat() {
        if (standing != null && !told) {
            stands(standing);
        }
        if (seat == null) {
            if (isDue(ground.clock().instant())) {
                open0();
            }
            return;
        }
        boolean stuck = !online
                && pairing == null
                && System.nanoTime() - since > OPENING.toNanos()
                && !(standing instanceof DeviceState.NeedsPasskey);
        if (stuck) {
            giveUp("WhatsApp did not let the line in.");
        } else if (online) {
            if (System.nanoTime() - since > STEADY.toNanos()) {
                attempt = 0;
            }
            if (restrictedUntil.filter(until -> !until.isAfter(ground.clock().instant())).isPresent()) {
                restricted(Optional.empty());
            }
            if (pulse.isStopped()) {
                giveUp("The line was open and did not answer any more.");
            } else {
                pulse.feel(java.util.Objects.requireNonNull(seat));
            }
        }
    }

    private void open0() {
        if (!logins.begin(this)) {
            return;
        }
        Optional<LineRows.Held> held =
                ground.rows().take(id, ground.node().id(), ground.node().epoch(id.slot()));
        if (held.isEmpty()) {
            letGo(false);
            return;
        }
        epoch = held.get().epoch();
        linked = held.get().phone().isPresent();
        restrictedUntil = held.get().restrictedUntil();
        if (attempt == 0) {
            stands(new DeviceState.Connecting());
        }
        switch (ground.host().seat(id.session(), epoch, new Inlet(epoch))) {
            case EngineHost.Place.NotNow(Duration retry, String why) -> {
                attempt = Math.max(attempt, 1);
                closed(new Closing.Later(retry, reconnecting(retry, why)));
            }
            case EngineHost.Place.Never(String what) ->
                closed(new Closing.Later(NO_ENGINE, new DeviceState.Broken("engine-missing", what)));
            case EngineHost.Place.Found(Seat found) -> begin(found);
        }
    }

    private void begin(Seat found) {
        seat = found;
        since = System.nanoTime();
        pulse.begin();
        ObjectNode body = Json.object();
        body.set("creds", ground.keys().creds(id).orElse(null));
        body.set("pendingHistory", ground.keys().pendingHistory(id));
        switch (found.ask("open", body, ASKING)) {
            case Answer.Done _ -> LOG.atDebug().addKeyValue("device", id.device()).log("the line is being opened");
            case Answer.Failed(String code, String text) when code.equals("bad-creds") ->
                unlinked(new DeviceState.Broken(
                        "unusable-keys",
                        "What this hub kept of the link cannot be used (" + text
                                + "). Remove the device on the phone and connect it here to link it again."));
            case Answer.Failed(String code, String text) ->
                closed(new Closing.Again("The line could not be opened: " + code + " " + text));
            case Answer.Silent(String why) -> closed(new Closing.Again("The line could not be opened: " + why + "."));
        }
    }

    private void state(Seat now, ObjectNode frame) {
        switch (frame.path("state").asString("")) {
            case "qr" -> {
                logins.done(this);
                String qr = frame.path("value").asString("");
                Instant until = Times.read(frame, "expiresAt")
                        .orElse(ground.clock().instant().plusSeconds(20));
                pairing = new Pairing.Scan(qr, until);
                stands(new DeviceState.AwaitingScan());
                ground.book().shows(id, epoch, qr, until);
            }
            case "code" -> {
                pairing = new Pairing.Code(
                        frame.path("value").asString(""),
                        Times.read(frame, "expiresAt").orElse(ground.clock().instant().plusSeconds(180)));
                stands(new DeviceState.AwaitingCode());
            }
            case "passkey" -> {
                pairing = null;
                stands(new DeviceState.NeedsPasskey());
            }
            case "linked" -> linked(frame);
            case "syncing" -> {
                pairing = null;
                linkedAs(frame);
                stands(new DeviceState.Syncing());
            }
            case "online" -> online(now, frame);
            case "restricted" ->
                restricted(
                        frame.path("active").asBoolean(true)
                                ? Optional.of(Times.read(frame, "until")
                                        .orElse(ground.clock().instant().plus(Duration.ofHours(1))))
                                : Optional.empty());
            case "closed" ->
                closed(Closing.of(
                        frame.path("code").asInt(0), frame.path("reason").asString(""), linked));
            case "refused" -> closed(Closing.tooOld());
            case "replaced" -> closed(new Closing.Stop(Closing.replaced()));
            case "logged-out" ->
                unlinked(intruder.<DeviceState>map(why -> new DeviceState.Broken("already-linked", why))
                        .orElseGet(() -> Closing.loggedOut(frame.path("by").asString(""))));
            default -> LOG.atDebug().addKeyValue("state", frame.path("state").asString("")).log("nothing to do");
        }
    }

    private void linked(ObjectNode frame) {
        pairing = null;
        linkedAs(frame);
        stands(new DeviceState.Syncing());
    }

    private void linkedAs(ObjectNode frame) {
        Optional<Myself> me = Json.child(frame, "me").flatMap(Myself::read);
        if (linked || intruder.isPresent() || me.isEmpty()) {
            return;
        }
        switch (ground.book().linked(id, epoch, me.get())) {
            case LineBook.Linking.Done() -> linked = true;
            case LineBook.Linking.Elsewhere(String why) -> intruder = Optional.of(why);
        }
    }

    private void online(Seat now, ObjectNode frame) {
        pairing = null;
        linkedAs(frame);
        logins.done(this);
        if (intruder.isPresent()) {
            unlink(now);
            return;
        }
        online = true;
        since = System.nanoTime();
        stands(standingOnline());
    }

    private DeviceState standingOnline() {
        return restrictedUntil
                .filter(until -> until.isAfter(ground.clock().instant()))
                .<DeviceState>map(Line::limited)
                .orElseGet(DeviceState.Online::new);
    }

    private static DeviceState limited(Instant until) {
        return new DeviceState.Restricted(
                "WhatsApp does not let this number write to new people for a while, because it wrote to many who did not"
                        + " know it. Sending goes on by itself afterwards; until then answer on the phone.",
                Optional.of(until));
    }

    private void restricted(Optional<Instant> until) {
        restrictedUntil = until;
        ground.book().restricted(id, epoch, until);
        if (online) {
            stands(standingOnline());
        }
    }

    /// Takes the program off the phone's list. Answers what went wrong, if something did.
    Optional<String> unlink(Seat now) {
        return switch (now.ask("logout", Json.object(), ASKING)) {
            case Answer.Done _ -> Optional.empty();
            case Answer.Failed(String code, String text) -> Optional.of(code + " " + text);
            case Answer.Silent(String why) -> Optional.of(why);
        };
    }

    private void giveUp(String why) {
        Seat now = seat;
        if (now != null) {
            now.ask("close", Json.object().put("reason", why), CLOSING);
        }
        closed(new Closing.Again(why));
    }

    private void unlinked(DeviceState state) {
        leave();
        ground.book().unlinked(id, epoch, state);
        letGo(false);
    }

    private void closed(Closing closing) {
        leave();
        Instant now = ground.clock().instant();
        switch (closing) {
            case Closing.Restart() -> nextAt = now;
            case Closing.Again(String why) -> {
                attempt++;
                Duration pause = Backoff.STANDARD.before(attempt, ground.random());
                nextAt = now.plus(pause);
                stands(reconnecting(pause, why));
            }
            case Closing.Later(Duration pause, DeviceState state) -> {
                nextAt = now.plus(pause);
                stands(state);
            }
            case Closing.Stop(DeviceState.Created _) when isLookedAt() -> nextAt = now;
            case Closing.Stop(DeviceState state) -> {
                if (ground.node().owns(id.slot())) {
                    ground.book().stopped(id, epoch, state);
                }
                letGo(false);
            }
        }
    }

    private boolean isLookedAt() {
        return System.nanoTime() - lookedAt < LOOKING.toNanos();
    }

    private DeviceState.Reconnecting reconnecting(Duration pause, String why) {
        return new DeviceState.Reconnecting(attempt, ground.clock().instant().plus(pause), why);
    }

    private void leave() {
        Seat now = seat;
        if (now != null) {
            now.leave();
        }
        seat = null;
        online = false;
        pairing = null;
        logins.done(this);
    }

    /// The line is not this node's business any more.
    private void letGo(boolean politely) {
        over = true;
        Seat now = seat;
        if (politely && now != null) {
            now.ask("close", Json.object().put("reason", "the hub lets go of the line"), CLOSING);
        }
        leave();
        ended.accept(this);
    }

    /// Written down and told; tried again with the next beat when the database does not answer.
    private void stands(DeviceState state) {
        standing = state;
        told = false;
        try {
            ground.book().stands(id, epoch, state);
            told = true;
        } catch (StaleLine lost) {
            throw lost;
        } catch (RuntimeException away) {
            LOG.atWarn().setCause(away).addKeyValue("device", id.device()).log("a line's state cannot be written down");
        }
    }

    /// Takes what the engine says into the line's letters.
    private final class Inlet implements Mailbox {

        private final long of;

        Inlet(long of) {
            this.of = of;
        }

        @Override
        public void frame(ObjectNode frame) {
            if (frame.path("epoch").asLong(of) == of) {
                letters.add(new Letter.Frame(of, frame));
            }
        }

        @Override
        public void gone(String why) {
            letters.add(new Letter.Gone(of, why));
        }
    }
}
