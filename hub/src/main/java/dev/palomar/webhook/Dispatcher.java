package dev.palomar.webhook;

import dev.palomar.cluster.Node;
import dev.palomar.cluster.Slots;
import dev.palomar.database.CrashPoint;
import dev.palomar.journal.Entry;
import dev.palomar.journal.Follower;
import dev.palomar.webhook.gate.EndpointGate;
import dev.palomar.webhook.gate.Gates;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the journal and brings each event to the endpoints that want it: one at a time per lane, so order holds. A
/// lane that fails goes into the table with all that follows it, and the slot moves on.
public final class Dispatcher implements Follower, Node.Listener {

    /// Whose cursor it is.
    static final String NAME = "webhooks";

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Node node;
    private final Endpoints endpoints;
    private final Caller caller;
    private final Gates gates;
    private final Parking parking;
    private final EndpointHealth health;
    private final Rules rules;
    private final AtomicReferenceArray<@Nullable SlotWork> works = new AtomicReferenceArray<>(Slots.COUNT);
    private volatile Parking.Inherited inherited = new Parking.Inherited(List.of(), Set.of());
    private final AtomicInteger draining = new AtomicInteger();
    private volatile IntConsumer roomAgain = _ -> {};

    /// When to try again, by which clock, and with which dice.
    record Rules(RetrySchedule schedule, InstantSource clock, RandomGenerator random) {

        RetrySchedule of(Endpoint endpoint) {
            return endpoint.schedule()
                    .map(waits -> new RetrySchedule(waits, schedule.jitter()))
                    .orElse(schedule);
        }

        /// When a delivery that failed `attempts` times is tried again; empty when that was the last.
        Optional<Instant> next(Endpoint endpoint, int attempts, Attempt failed) {
            Instant now = clock.instant();
            Optional<Instant> next = of(endpoint).after(attempts, now, random);
            if (next.isPresent()
                    && Verdict.on(failed.answer()) instanceof Verdict.TryAgain(var notBefore, var _)
                    && notBefore.isPresent()) {
                Instant least = now.plus(notBefore.get());
                return Optional.of(next.get().isAfter(least) ? next.get() : least);
            }
            return next;
        }
    }

    Dispatcher(
            Node node,
            Endpoints endpoints,
            Caller caller,
            Gates gates,
            Parking parking,
            EndpointHealth health,
            Rules rules) {
        this.node = node;
        this.endpoints = endpoints;
        this.caller = caller;
        this.gates = gates;
        this.parking = parking;
        this.health = health;
        this.rules = rules;
    }

    /// `listener` is told the slots that had no room and have some again.
    public void onRoom(IntConsumer listener) {
        roomAgain = listener;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void gained(Set<Integer> slots) {
        inherited = parking.inherit(slots);
    }

    @Override
    public void lost(Set<Integer> slots) {
        // Each slot is stopped by lost(int).
    }

    @Override
    public void gained(int slot, long cursor) {
        SlotWork work = new SlotWork(slot, node.epoch(slot), cursor);
        for (Parking.ParkedLane lane : inherited.parked()) {
            if (lane.slot() == slot) {
                work.lane(lane.key()).parked = true;
            }
        }
        works.set(slot, work);
    }

    @Override
    public void lost(int slot) {
        SlotWork work = works.getAndSet(slot, null);
        if (work != null) {
            work.stop();
        }
    }

    @Override
    public int room(int slot) {
        SlotWork work = works.get(slot);
        return work == null ? 0 : work.room();
    }

    @Override
    public void follow(int slot, List<Entry> entries) {
        SlotWork work = works.get(slot);
        if (work == null) {
            return;
        }
        for (Entry entry : entries) {
            List<Endpoint> wanting = new ArrayList<>(2);
            for (Endpoints.Ready ready : endpoints.of(entry.tenant())) {
                Endpoint endpoint = ready.endpoint();
                if (endpoint.health().enabled() && endpoint.wants(entry) && !alreadyDelivered(entry, endpoint)) {
                    wanting.add(endpoint);
                }
            }
            SlotWork.Mark mark = work.begin(entry.seq(), wanting.size());
            for (Endpoint endpoint : wanting) {
                offer(work, new LaneKey(entry.tenant(), endpoint.id(), entry.lane()), new Lane.Job(entry, mark));
            }
        }
    }

    private boolean alreadyDelivered(Entry entry, Endpoint endpoint) {
        return !inherited.delivered().isEmpty()
                && inherited.delivered().contains(new Parking.Delivered(entry.slot(), entry.seq(), endpoint.id()));
    }

    private void offer(SlotWork work, LaneKey key, Lane.Job job) {
        EndpointGate gate = gates.of(key.endpoint());
        while (true) {
            Lane lane = work.lane(key);
            synchronized (lane) {
                if (lane.forgotten) {
                    continue;
                }
                if (lane.parked || (!lane.running && !gate.takesLive())) {
                    lane.parked = true;
                    park(lane, List.of(job), Optional.empty(), 0, nextTry(gate));
                    return;
                }
                lane.waiting.add(job);
                gate.queued(1);
                if (lane.running) {
                    return;
                }
                lane.running = true;
            }
            // Outside of the lock, which is the first thing that the thread wants.
            Thread.startVirtualThread(() -> drain(lane, gate));
            return;
        }
    }

    private Instant nextTry(EndpointGate gate) {
        Instant now = rules.clock().instant();
        return gate.isOpen() && gate.probeAt().isAfter(now) ? gate.probeAt() : now;
    }

    private void drain(Lane lane, EndpointGate gate) {
        draining.incrementAndGet();
        try {
            while (lane.work.mayGoOn(node)) {
                Lane.Job job;
                synchronized (lane) {
                    job = lane.waiting.peek();
                    if (job == null) {
                        lane.running = false;
                        break;
                    }
                }
                if (!deliver(lane, gate, job)) {
                    return;
                }
            }
            lane.work.forget(lane);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            LOG.atError()
                    .setCause(defect)
                    .addKeyValue("endpoint", lane.key.endpoint())
                    .log("a lane stopped");
            parkAll(
                    lane,
                    gate,
                    Optional.empty(),
                    0,
                    false,
                    rules.clock().instant().plusSeconds(5));
        } finally {
            draining.decrementAndGet();
        }
    }

    /// Begins no new call. What is not delivered yet stays behind the cursor, for the next start or another node.
    void stop() {
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            lost(slot);
        }
    }

    /// How many lanes have a call under way.
    int draining() {
        return draining.get();
    }

    /// Whether the lane goes on in memory.
    private boolean deliver(Lane lane, EndpointGate gate, Lane.Job job) throws InterruptedException {
        Optional<Endpoints.Ready> ready = endpoints.find(lane.key.tenant(), lane.key.endpoint());
        if (ready.isEmpty()) {
            // Deleted: nothing is owed any more.
            synchronized (lane) {
                lane.waiting.poll();
            }
            gate.queued(-1);
            job.mark().done();
            return true;
        }
        Endpoint endpoint = ready.get().endpoint();
        if (!endpoint.health().enabled() || !gates.enter(lane.key.tenant(), gate, false)) {
            parkAll(lane, gate, Optional.empty(), 0, false, nextTry(gate));
            return false;
        }
        Attempt attempt;
        try {
            attempt = caller.call(ready.get(), job.entry(), 1);
        } finally {
            gates.common().leave(lane.key.tenant(), false);
        }
        return settle(lane, gate, job, endpoint, attempt);
    }

    private boolean settle(Lane lane, EndpointGate gate, Lane.Job job, Endpoint endpoint, Attempt attempt) {
        switch (Verdict.on(attempt.answer())) {
            case Verdict.Delivered _ -> {
                if (gate.succeeded()) {
                    health.back(endpoint);
                }
                health.succeeded(endpoint, attempt.startedAt());
                synchronized (lane) {
                    lane.waiting.poll();
                }
                gate.queued(-1);
                parking.delivered(attempt, _ -> noted(lane, job), failure -> notNoted(lane, job, failure));
                return true;
            }
            case Verdict.TryAgain again -> {
                boolean rests = gate.failed(again.overload());
                health.failed(endpoint, attempt);
                Optional<Instant> next = rules.next(endpoint, 1, attempt);
                Attempt kept = next.isPresent() ? attempt : attempt.givenUp();
                Instant at = next.orElseGet(() -> rules.clock().instant());
                parkAll(lane, gate, Optional.of(kept), 1, next.isEmpty(), at);
                if (rests) {
                    health.rests(endpoint, gate.probeAt());
                }
                return false;
            }
            case Verdict.Gone _ -> {
                gate.failed(false);
                health.gone(endpoint, attempt);
                parkAll(lane, gate, Optional.of(attempt), 1, true, rules.clock().instant());
                return false;
            }
        }
    }

    /// The cursor moves past a delivery once it is noted, so that a successor does not deliver it again.
    private void noted(Lane lane, Lane.Job job) {
        boolean wasFull = lane.work.room() <= 0;
        job.mark().done();
        if (wasFull) {
            roomAgain.accept(lane.work.slot);
        }
    }

    private void notNoted(Lane lane, Lane.Job job, Throwable failure) {
        LOG.atWarn().setCause(failure).log("a delivery was not noted; without its details it is noted again");
        soon(
                lane,
                () -> parking.delivered(
                        unnoted(job, lane), _ -> noted(lane, job), again -> notNoted(lane, job, again)));
    }

    /// What failed for want of a database is tried until it is back, as long as the slot is ours.
    private static void soon(Lane lane, Runnable work) {
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(500);
                if (lane.work.live()) {
                    work.run();
                }
            } catch (InterruptedException | IllegalStateException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Attempt unnoted(Lane.Job job, Lane lane) {
        return new Attempt(
                job.entry(),
                lane.key.endpoint(),
                1,
                rules.clock().instant(),
                "",
                java.util.Map.of(),
                new Answer.Failure(
                        "connection", "the answer was 2xx; its details could not be kept", java.time.Duration.ZERO),
                Attempt.Outcome.DELIVERED);
    }

    private void parkAll(
            Lane lane, EndpointGate gate, Optional<Attempt> failed, int attempts, boolean dead, Instant nextAt) {
        synchronized (lane) {
            List<Lane.Job> jobs = List.copyOf(lane.waiting);
            lane.waiting.clear();
            lane.running = false;
            gate.queued(-jobs.size());
            if (jobs.isEmpty()) {
                return;
            }
            lane.parked = true;
            park(new Parking.Park(lane, jobs, failed, attempts, dead, nextAt));
        }
    }

    private void park(Lane lane, List<Lane.Job> jobs, Optional<Attempt> failed, int attempts, Instant nextAt) {
        park(new Parking.Park(lane, jobs, failed, attempts, false, nextAt));
    }

    /// Called under the lane's lock, so that events reach the table in their order.
    private void park(Parking.Park park) {
        park.lane().parking += park.jobs().size();
        parking.park(park, ours -> parked(park, ours), failure -> notParked(park, failure));
    }

    private void parked(Parking.Park park, boolean ours) {
        synchronized (park.lane()) {
            park.lane().parking -= park.jobs().size();
        }
        if (ours) {
            CrashPoint.PARK_BEFORE_CURSOR.pass();
            boolean wasFull = park.lane().work.room() <= 0;
            park.jobs().forEach(job -> job.mark().done());
            if (wasFull) {
                roomAgain.accept(park.lane().work.slot);
            }
        }
    }

    private void notParked(Parking.Park park, Throwable failure) {
        LOG.atWarn().setCause(failure).log("events could not be parked; trying again");
        soon(park.lane(), () -> parking.park(park, ours -> parked(park, ours), again -> notParked(park, again)));
    }

    /// The slots under way, for the cursors' writer and for retries.
    List<SlotWork> works() {
        return IntStream.range(0, Slots.COUNT)
                .mapToObj(this::work)
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<SlotWork> work(int slot) {
        return Optional.ofNullable(works.get(slot)).filter(work -> work.live() && node.owns(slot));
    }
}
