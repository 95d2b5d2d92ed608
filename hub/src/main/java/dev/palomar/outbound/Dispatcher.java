package dev.palomar.outbound;

import dev.palomar.cluster.Node;
import dev.palomar.cluster.Slots;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.transport.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due over the numbers whose slots this node owns: each conversation in its order, one call at a time;
/// conversations side by side, each number at its pace.
final class Dispatcher implements Node.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /// What was submitted less than this ago is on its way through memory.
    private static final Duration IN_MEMORY = Duration.ofSeconds(1);

    private static final int PAGE = 500;

    /// How many messages a conversation sends before the others of its number have their turn.
    private static final int A_TURN = 20;

    private static final UUID FIRST = new UUID(0, 0);

    private final Node node;
    private final Ledger ledger;
    private final Backlog backlog;
    private final Caller caller;
    private final Sending.Trouble trouble;
    private final Crew crew;
    private final InstantSource clock;
    private final SendingSettings settings;
    private final Lanes lanes;
    private final Turns turns;
    private final Insistence writing;
    private final Set<Integer> unswept = ConcurrentHashMap.newKeySet();
    private final Set<DeviceId> poked = ConcurrentHashMap.newKeySet();
    private final Map<DeviceId, UUID> position = new ConcurrentHashMap<>();
    private volatile boolean begun;

    Dispatcher(
            Node node, Ledger ledger, Backlog backlog, Caller caller, Turns turns, Sending.Trouble trouble, Crew crew) {
        this.node = node;
        this.ledger = ledger;
        this.backlog = backlog;
        this.caller = caller;
        this.trouble = trouble;
        this.crew = crew;
        this.clock = crew.clock();
        this.settings = crew.settings();
        this.lanes = new Lanes(settings);
        this.turns = turns;
        this.writing = new Insistence(ledger, node, crew);
    }

    /// Takes what was just committed. Whatever is not ours to send stays in the table.
    void handOver(List<Due> fresh) {
        for (Due due : fresh) {
            if (mayAct(due.deviceSlot())) {
                lanes.add(due);
            }
        }
        startLanes();
    }

    /// Lets a message that is about to be kept go at once, if it may. Whoever has it says [#go], [#perhaps] or
    /// [#stay].
    Optional<Departures.HeadStart> start(Due due) {
        long epoch = mayAct(due.deviceSlot()) && !crew.stopping() ? node.epoch(due.deviceSlot()) : 0;
        Optional<Lanes.Lane> lane = epoch == 0 ? Optional.empty() : lanes.reserve(due);
        if (lane.isPresent() && !turns.isNow(due, clock.instant())) {
            lanes.drop(lane.get());
            return Optional.empty();
        }
        return lane.map(held -> new Departures.HeadStart(due, epoch, held));
    }

    /// It is on disk as being sent. To be said before the crew stops.
    void go(Departures.HeadStart start) {
        crew.run(() -> work(start.lane(), () -> follow(start)));
    }

    /// Nobody knows whether it is on disk as being sent. Nobody is called for it: if it is there, or comes there yet,
    /// it waits again as any other.
    void perhaps(Departures.HeadStart start) {
        begin(start.lane(), () -> withdrawn(start.due(), start.epoch()));
    }

    /// It is not on disk as being sent.
    void stay(Departures.HeadStart start) {
        lanes.drop(start.lane());
    }

    /// From now on this node's share is sent.
    void begin() {
        node.listen(this);
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            unswept.add(slot);
        }
        begun = true;
        crew.ring();
    }

    private boolean mayAct(int slot) {
        return begun && node.owns(slot) && !unswept.contains(slot);
    }

    @Override
    public void gained(Set<Integer> slots) {
        unswept.addAll(slots);
        crew.ring();
    }

    @Override
    public void lost(Set<Integer> slots) {
        lanes.forget(slots);
        unswept.removeAll(slots);
    }

    /// The number may send again, or what waits of it should be looked at now.
    void poke(DeviceId device) {
        poked.add(device);
        crew.ring();
    }

    /// One look at the table: what nobody holds is taken up. `all` also takes what was submitted a moment ago.
    void round(boolean all) {
        boolean fresh = sweep();
        Set<Integer> slots = slots();
        Instant now = clock.instant();
        Set<DeviceId> urgent = new HashSet<>(poked);
        poked.removeAll(urgent);
        urgent.forEach(lanes::forgetWaiting);
        becomeDue(urgent, now);
        for (Backlog.Sender sender : backlog.senders(slots)) {
            boolean everything = all || fresh || urgent.contains(sender.device());
            load(sender, everything ? now : now.minus(IN_MEMORY));
        }
        lanes.wake(now);
        startLanes();
    }

    /// Those of them that are online wait for nothing but their turn. They stay poked if that cannot be written.
    private void becomeDue(Set<DeviceId> urgent, Instant now) {
        if (urgent.isEmpty()) {
            return;
        }
        try {
            backlog.becomeDue(urgent, now);
        } catch (RuntimeException away) {
            poked.addAll(urgent);
            throw away;
        }
    }

    private Set<Integer> slots() {
        Set<Integer> slots = new HashSet<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (mayAct(slot)) {
                slots.add(slot);
            }
        }
        return slots;
    }

    private void load(Backlog.Sender sender, Instant before) {
        Set<ConversationId> held = lanes.held(sender.device());
        int room = settings.atOncePerDevice() * 4;
        if (held.size() >= 2 * room) {
            return;
        }
        UUID from = position.getOrDefault(sender.device(), FIRST);
        List<ConversationId> due = backlog.lanes(sender, from, before, room + held.size());
        if (due.size() < room + held.size()) {
            position.remove(sender.device());
            if (!from.equals(FIRST)) {
                crew.ring();
            }
        } else {
            position.put(sender.device(), due.getLast().value());
        }
        List<ConversationId> wanted = due.stream()
                .filter(conversation -> !held.contains(conversation))
                .toList();
        if (!wanted.isEmpty()) {
            backlog.messages(sender, wanted).stream()
                    .collect(Collectors.groupingBy(Due::conversation))
                    .values()
                    .forEach(messages -> lanes.load(messages, messages.size() == Backlog.OF_ONE));
        }
    }

    /// What the former owner of a slot was sending when it stopped was perhaps sent. Answers whether there were slots
    /// to look at.
    private boolean sweep() {
        Set<Integer> fresh = unswept.stream().filter(node::owns).collect(Collectors.toSet());
        if (fresh.isEmpty()) {
            return false;
        }
        int swept = 0;
        int written;
        do {
            written = settleAll(backlog.interrupted(fresh, PAGE), this::interrupted);
            swept += written;
        } while (written == PAGE);
        unswept.removeAll(fresh);
        if (swept > 0) {
            LOG.atInfo().addKeyValue("messages", swept).log("messages were being sent when their node stopped");
        }
        return true;
    }

    private int settleAll(List<Due> found, Function<Due, Settled> outcome) {
        List<CompletableFuture<Boolean>> settling =
                found.stream().map(due -> ledger.settling(outcome.apply(due))).toList();
        return (int) settling.stream().filter(CompletableFuture::join).count();
    }

    private Settled interrupted(Due due) {
        Instant now = clock.instant();
        SendOutcome outcome = new SendOutcome.Unknown("the hub stopped while the message was being sent");
        Next next = Next.after(outcome, due.attempts(), now, due.expiresAt(), caller.repeatable(due), settings);
        Settled.Call call = Caller.record(new Caller.Called(outcome, now, Duration.ZERO), due.attempts());
        return new Settled(due, node.epoch(due.deviceSlot()), Optional.of(call), next);
    }

    /// Ends the waiting of messages that are too old by now, on numbers that may not send, too.
    void expire() {
        settleAll(backlog.expired(slots(), clock.instant(), settings.life(), PAGE), this::expired);
    }

    private Settled expired(Due due) {
        return new Settled(due, node.epoch(due.deviceSlot()), Optional.empty(), Next.expired(Optional.empty()));
    }

    private void startLanes() {
        while (!crew.stopping()) {
            Optional<Lanes.Lane> lane = lanes.take();
            if (lane.isEmpty()) {
                return;
            }
            begin(lane.get(), Step.Onward::new);
        }
    }

    private void begin(Lanes.Lane lane, First first) {
        try {
            crew.run(() -> work(lane, first));
        } catch (RejectedExecutionException stopping) {
            lanes.drop(lane);
        }
    }

    /// How many messages are held in memory.
    int held() {
        return lanes.size();
    }

    /// How the work on a lane goes on.
    private sealed interface Step {

        record Onward() implements Step {}

        record Wait(Instant until) implements Step {}

        /// The table has to be asked again.
        record Lost() implements Step {}
    }

    /// What is done on a lane before what it holds is sent.
    private interface First {
        Step take() throws InterruptedException;
    }

    private void work(Lanes.Lane lane, First first) {
        try {
            Step step = first.take();
            Optional<Due> head = lane.head();
            for (int sent = 0; sent < A_TURN && step instanceof Step.Onward && head.isPresent(); sent++) {
                step = crew.stopping() ? new Step.Lost() : send(lane, head.get());
                head = lane.head();
            }
            switch (step) {
                case Step.Wait(Instant until) -> lanes.release(lane, Optional.of(until));
                case Step.Lost _ -> lose(lane);
                case Step.Onward _ -> {
                    if (lanes.release(lane, Optional.empty())) {
                        crew.ring();
                    }
                }
            }
        } catch (InterruptedException stopping) {
            lanes.drop(lane);
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.atError().setCause(failure).log("a conversation could not be worked on");
            lanes.drop(lane);
        }
        startLanes();
    }

    /// The call for what was written as being sent when it was kept.
    private Step follow(Departures.HeadStart start) throws InterruptedException {
        return crew.stopping() ? withdrawn(start.due(), start.epoch()) : call(start.lane(), start.due(), start.epoch());
    }

    private void lose(Lanes.Lane lane) {
        lanes.drop(lane);
        crew.ring();
    }

    private Step send(Lanes.Lane lane, Due due) throws InterruptedException {
        long epoch = node.epoch(due.deviceSlot());
        Instant now = clock.instant();
        if (epoch == 0) {
            return new Step.Lost();
        }
        if (due.dueAt().isAfter(now)) {
            return new Step.Wait(due.dueAt());
        }
        if (!due.expiresAt().isAfter(now)) {
            return writing.settle(new Settled(due, epoch, Optional.empty(), Next.expired(Optional.empty())))
                    ? onward(lane, due)
                    : new Step.Lost();
        }
        Optional<Instant> later = turns.await(due, now);
        if (later.isPresent()) {
            return new Step.Wait(later.get());
        }
        if (!writing.claim(due, epoch)) {
            return new Step.Lost();
        }
        return call(lane, due, epoch);
    }

    private Step call(Lanes.Lane lane, Due due, long epoch) throws InterruptedException {
        return node.epoch(due.deviceSlot()) == epoch
                ? conclude(lane, due, epoch, caller.call(due))
                : withdrawn(due, epoch);
    }

    private Step withdrawn(Due due, long epoch) throws InterruptedException {
        writing.giveBack(due, epoch);
        return new Step.Lost();
    }

    private Step conclude(Lanes.Lane lane, Due due, long epoch, Caller.Called called) throws InterruptedException {
        int attempt = due.attempts() + 1;
        Next next = Next.after(
                called.outcome(), attempt, clock.instant(), due.expiresAt(), caller.repeatable(due), settings);
        boolean written = writing.settle(new Settled(due, epoch, Optional.of(Caller.record(called, attempt)), next));
        turns.ended(due, called.outcome());
        if (called.outcome() instanceof SendOutcome.Refused refused
                && refused.accountProblem().isPresent()) {
            trouble.report(
                    due.tenant(),
                    due.device(),
                    refused.error(),
                    refused.accountProblem().get());
        }
        return switch (next) {
            case Next.Settled _ -> onward(lane, due);
            case Next.Again again
            when written -> {
                lanes.putBack(lane, due.again(again.at()));
                yield new Step.Wait(again.at());
            }
            case Next.Again _ -> new Step.Lost();
        };
    }

    private Step onward(Lanes.Lane lane, Due done) {
        lanes.advance(lane);
        if (lanes.isDrained(lane)) {
            Backlog.Sender sender = new Backlog.Sender(done.tenant(), done.device());
            List<Due> more = backlog.messages(sender, List.of(done.conversation()));
            lanes.refill(lane, more, more.size() == Backlog.OF_ONE);
        }
        return new Step.Onward();
    }
}
