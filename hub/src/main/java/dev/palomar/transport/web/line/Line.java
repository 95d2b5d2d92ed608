package dev.palomar.transport.web.line;

import dev.palomar.model.DeviceState;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.engine.Seat;
import dev.palomar.transport.web.store.LineRows;
import dev.palomar.transport.web.store.StaleLine;
import java.time.Duration;
import java.time.Instant;
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

    /// A line that logged in and then says nothing more is given up after this.
    private static final Duration OPENING = Duration.ofSeconds(90);

    /// A line that was open for so long has proven itself: the next break counts as the first.
    private static final Duration STEADY = Duration.ofMinutes(1);

    /// For so long after somebody looked, a code that was not scanned is followed by a new one.
    private static final Duration LOOKING = Duration.ofMinutes(3);
    private static final Duration STUMBLED = Duration.ofSeconds(2);

    private final LineId id;
    private final Ground ground;
    private final Logins logins;
    private final Consumer<Line> ended;
    private final Desk desk;
    private final Pulse pulse;
    private final Standing standing;
    private final LinkedBlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private volatile @Nullable Seat seat;
    private volatile @Nullable Pairing pairing;
    private volatile boolean online;
    /// Online, and all is said and settled: nothing happens by time alone, but that it falls silent.
    private volatile boolean calm;
    private volatile boolean over;
    private volatile Instant nextAt = Instant.MIN;
    private volatile long lookedAt = System.nanoTime();
    private long epoch;
    /// From the line's place until its build has answered: until then nothing is asked of the seat.
    private boolean building;
    private boolean linked;
    private boolean restarting;
    private int attempt;
    private long since = System.nanoTime();
    private Optional<String> intruder = Optional.empty();

    /// `ended` hears when the line is not held here any more.
    Line(LineId id, Ground ground, Logins logins, Consumer<Line> ended) {
        this.id = id;
        this.ground = ground;
        this.logins = logins;
        this.ended = ended;
        this.desk = new Desk(id, ground);
        this.pulse = new Pulse(ground.silence(), this::post);
        this.standing = new Standing(id, ground);
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

    Timers timers() {
        return desk.timers();
    }

    Optional<Pairing> pairing() {
        return Optional.ofNullable(pairing)
                .filter(shown -> shown.expiresAt().isAfter(ground.clock().instant()));
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
        if (letters.isEmpty() && !(calm && pulse.isFelt())) {
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
                handle(letter);
                calm = online && attempt == 0 && standing.isSettled();
                if (over && seat == null) {
                    letters.forEach(Letter::turnAway);
                    return;
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (StaleLine lost) {
                LOG.atInfo().addKeyValue("device", id.device()).log("the line is somebody else's now");
                letGo(true);
                letters.forEach(Letter::turnAway);
                return;
            } catch (RuntimeException failure) {
                LOG.atError()
                        .setCause(failure)
                        .addKeyValue("device", id.device())
                        .log("a line stumbled");
                stumbled();
            }
        }
    }

    /// Most likely the database is away: what was to be done is done again when the line is opened again.
    private void stumbled() {
        if (seat == null || building) {
            leave();
            nextAt = ground.clock().instant().plus(STUMBLED);
        }
    }

    private void handle(Letter letter) {
        switch (letter) {
            case Letter.Frame letterOfEngine -> {
                Seat now = seat;
                if (!over && now != null && letterOfEngine.epoch() == now.epoch()) {
                    pulse.heard(letterOfEngine);
                    frame(now, letterOfEngine.frame());
                } else {
                    letterOfEngine.turnAway();
                }
            }
            case Letter.Gone(long of, String why) -> {
                if (!over && seat != null && of == epoch) {
                    closed(new Closing.Again("The program that holds the line ended: " + why + "."));
                }
            }
            case Letter.Beat() -> {
                if (!over) {
                    onBeat();
                }
            }
            case Letter.Work(Consumer<Line> work) -> work.accept(this);
        }
    }

    private void frame(Seat now, ObjectNode frame) {
        if (frame.has("id")) {
            desk.answer(now, frame);
        } else if (frame.path("type").asString("").equals("state")) {
            told(now, Told.read(frame, linked, ground.clock().instant()));
        } else if (frame.has("seq") && intruder.isEmpty()) {
            desk.keep(now, Letter.together(letters, frame, now.epoch()), this::isOfNoUse);
        }
    }

    private boolean isOfNoUse() {
        return over || !ground.node().owns(id.slot());
    }

    private void onBeat() {
        standing.tellAgain();
        if (seat == null) {
            if (isDue(ground.clock().instant())) {
                open0();
            }
            return;
        }
        boolean stuck = !online
                && pairing == null
                && System.nanoTime() - since > OPENING.toNanos()
                && !standing.waitsForAPasskey();
        if (stuck) {
            giveUp("WhatsApp did not let the line in.");
        } else if (online) {
            if (System.nanoTime() - since > STEADY.toNanos()) {
                attempt = 0;
            }
            if (standing.isLimitOver()) {
                limit(false, Optional.empty());
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
        standing.begin(epoch, held.get().restrictedUntil());
        desk.begin();
        if (attempt == 0 && !restarting) {
            standing.is(new DeviceState.Connecting());
        }
        restarting = false;
        begun(Opening.place(id, ground, epoch, Letter.inlet(letters, epoch)), true);
    }

    private void begun(Opening opening, boolean build) {
        switch (opening) {
            case Opening.Begun(Seat found) -> {
                seat = found;
                since = System.nanoTime();
                pulse.begin();
                building = build;
                if (build) {
                    begun(Opening.build(id, ground, found, standing.isLimited()), false);
                }
            }
            case Opening.Not(Closing closing) -> closed(closing);
            case Opening.Worthless(DeviceState state) -> unlinked(state);
        }
    }

    private void told(Seat now, Told told) {
        switch (told) {
            case Told.Shows(Pairing shown) -> {
                logins.done(this);
                pairing = shown;
                switch (shown) {
                    case Pairing.Scan(String qr, Instant until) -> {
                        standing.is(new DeviceState.AwaitingScan());
                        ground.book().shows(id, epoch, qr, until);
                    }
                    case Pairing.Code _ -> standing.is(new DeviceState.AwaitingCode());
                }
            }
            case Told.WantsPasskey() -> {
                pairing = null;
                standing.is(new DeviceState.NeedsPasskey());
            }
            case Told.Linked(Optional<Myself> me) -> syncing(me);
            case Told.Syncing(Optional<Myself> me) -> syncing(me);
            case Told.Online(Optional<Myself> me) -> online(now, me);
            case Told.Limited(boolean active, Optional<Instant> until) -> limit(active, until);
            case Told.Ended(Closing closing) -> closed(closing);
            case Told.LoggedOut(DeviceState why) ->
                unlinked(intruder.<DeviceState>map(elsewhere -> new DeviceState.Broken("already-linked", elsewhere))
                        .orElse(why));
            case Told.Other() -> {}
        }
    }

    private void syncing(Optional<Myself> me) {
        pairing = null;
        linkedTo(me);
        standing.is(new DeviceState.Syncing());
    }

    private void linkedTo(Optional<Myself> me) {
        if (linked || intruder.isPresent() || me.isEmpty()) {
            return;
        }
        switch (ground.book().linked(id, epoch, me.get())) {
            case LineBook.Linking.Done() -> linked = true;
            case LineBook.Linking.Elsewhere(String why) -> intruder = Optional.of(why);
        }
    }

    private void online(Seat now, Optional<Myself> me) {
        pairing = null;
        linkedTo(me);
        logins.done(this);
        if (intruder.isPresent()) {
            Requests.unlink(now).ifPresent(fault -> giveUp("The phone could not be let go of: " + fault));
            return;
        }
        online = true;
        since = System.nanoTime();
        standing.isOnline();
    }

    private void limit(boolean active, Optional<Instant> until) {
        standing.limit(active, until);
        if (online) {
            standing.isOnline();
        }
    }

    private void giveUp(String why) {
        Seat now = seat;
        if (now != null) {
            Requests.close(now, why);
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
            case Closing.Restart() -> {
                restarting = true;
                nextAt = now;
            }
            case Closing.Again(String why) -> {
                attempt++;
                nextAt = now.plus(Backoff.STANDARD.before(attempt, ground.random()));
                standing.is(new DeviceState.Reconnecting(attempt, nextAt, why));
            }
            case Closing.Later(Duration pause, DeviceState state) -> {
                nextAt = now.plus(pause);
                standing.is(state);
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

    private void leave() {
        Seat now = seat;
        if (now != null) {
            now.leave();
        }
        seat = null;
        online = calm = false;
        pairing = null;
        logins.done(this);
    }

    /// The line is not this node's business any more.
    private void letGo(boolean politely) {
        over = true;
        Seat now = seat;
        if (politely && now != null) {
            Requests.close(now, "the hub lets go of the line");
        }
        leave();
        ended.accept(this);
    }
}
