package dev.palomar.webhook;

import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Entry;
import dev.palomar.journal.EntryRows;
import dev.palomar.model.id.EventId;
import dev.palomar.webhook.gate.EndpointGate;
import dev.palomar.webhook.gate.Gates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes parked lanes up again when their time has come: the oldest event first, the next only when that one went
/// through. An empty lane goes back to memory.
final class Retrier {

    private static final Logger LOG = LoggerFactory.getLogger(Retrier.class);
    private static final int MOST_LANES = 200;
    private static final int PAGE = 20;
    private static final Duration STRICT_WAIT = Duration.ofHours(1);

    private record Due(LaneKey key, int slot) {}

    /// @param attempts  how far it is in its schedule; begins anew when a person wants it again
    /// @param told      how often it was tried altogether
    private record Parked(Entry entry, int attempts, int told) {}

    /// What was done with the first events of a lane.
    private record Progress(List<Attempt> delivered, Optional<Failed> failed, boolean dead, Optional<Instant> nextAt) {}

    /// @param attempts  how far the event is in its schedule now
    private record Failed(Attempt attempt, int attempts) {}

    private final Database database;
    private final Dispatcher dispatcher;
    private final Endpoints endpoints;
    private final Caller caller;
    private final Gates gates;
    private final Parking parking;
    private final Follow follow;
    private final Set<LaneKey> busy = ConcurrentHashMap.newKeySet();

    /// What a retry needs besides.
    record Follow(EndpointHealth health, Dispatcher.Rules rules) {}

    Retrier(
            Database database,
            Dispatcher dispatcher,
            Endpoints endpoints,
            Caller caller,
            Gates gates,
            Parking parking,
            Follow follow) {
        this.database = database;
        this.dispatcher = dispatcher;
        this.endpoints = endpoints;
        this.caller = caller;
        this.gates = gates;
        this.parking = parking;
        this.follow = follow;
    }

    /// Starts on the lanes that are due. Says whether there were as many as it takes at once.
    boolean look() {
        List<SlotWork> works = dispatcher.works();
        Integer[] slots = works.stream().map(work -> work.slot).toArray(Integer[]::new);
        Instant now = follow.rules().clock().instant();
        // One that ends while the rows are read looks as if it were due: it was postponed meanwhile.
        Set<LaneKey> underWay = Set.copyOf(busy);
        List<Due> due = database.worker(tx -> tx.query("""
                        SELECT r.tenant_id, r.endpoint_id, r.lane, r.slot
                          FROM lane_retry r
                          JOIN endpoint e ON e.tenant_id = r.tenant_id AND e.id = r.endpoint_id AND e.state = 'enabled'
                         WHERE r.next_at <= :now AND r.slot = ANY (:slots)
                         ORDER BY r.next_at
                         LIMIT :limit
                        """)
                .bind("now", now)
                .bindArray("slots", Integer.class, (Object[]) slots)
                .bind("limit", MOST_LANES)
                .map((row, _) -> new Due(LaneKey.read(row), row.getInt("slot")))
                .list());
        for (Due lane : due) {
            EndpointGate gate = gates.of(lane.key().endpoint());
            if (!underWay.contains(lane.key()) && gate.mayTry(now) && busy.add(lane.key())) {
                Thread.startVirtualThread(() -> run(lane, gate));
            }
        }
        return due.size() == MOST_LANES;
    }

    /// How many lanes are being retried now.
    int busy() {
        return busy.size();
    }

    private void run(Due due, EndpointGate gate) {
        try {
            Optional<SlotWork> work = dispatcher.work(due.slot());
            if (work.isPresent()) {
                retry(work.get(), due.key(), gate);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .setCause(failure)
                    .addKeyValue("endpoint", due.key().endpoint())
                    .log("a lane could not be retried; its time comes again");
        } finally {
            busy.remove(due.key());
        }
    }

    private void retry(SlotWork work, LaneKey key, EndpointGate gate) throws InterruptedException {
        while (work.live()) {
            Optional<Endpoints.Ready> ready = endpoints.find(key.tenant(), key.endpoint());
            if (ready.isEmpty() || !ready.get().endpoint().health().enabled()) {
                return;
            }
            List<Parked> page = page(key);
            if (page.isEmpty()) {
                if (unpark(work, key)) {
                    return;
                }
                Thread.sleep(20);
                continue;
            }
            Progress progress = deliver(work, ready.get(), key, gate, page);
            write(work, key, progress);
            if (progress.nextAt().isPresent()) {
                return;
            }
        }
    }

    private Progress deliver(SlotWork work, Endpoints.Ready to, LaneKey key, EndpointGate gate, List<Parked> page)
            throws InterruptedException {
        Endpoint endpoint = to.endpoint();
        List<Attempt> delivered = new ArrayList<>();
        for (Parked parked : page) {
            if (!work.live()) {
                break;
            }
            if (!gates.enter(key.tenant(), gate, true)) {
                return new Progress(delivered, Optional.empty(), false, Optional.of(gate.probeAt()));
            }
            Attempt attempt;
            try {
                attempt = caller.call(to, parked.entry(), parked.told() + 1);
            } finally {
                gates.common().leave(key.tenant(), true);
            }
            switch (Verdict.on(attempt.answer())) {
                case Verdict.Delivered _ -> {
                    if (gate.succeeded()) {
                        follow.health().back(endpoint);
                    }
                    follow.health().succeeded(endpoint, attempt.startedAt());
                    delivered.add(attempt);
                }
                case Verdict.TryAgain again -> {
                    boolean rests = gate.failed(again.overload());
                    follow.health().failed(endpoint, attempt);
                    if (rests) {
                        follow.health().rests(endpoint, gate.probeAt());
                    }
                    return failed(endpoint, delivered, new Failed(attempt, parked.attempts() + 1));
                }
                case Verdict.Gone _ -> {
                    gate.failed(false);
                    follow.health().gone(endpoint, attempt);
                    Instant now = follow.rules().clock().instant();
                    return new Progress(
                            delivered, Optional.of(new Failed(attempt, parked.attempts() + 1)), true, Optional.of(now));
                }
            }
        }
        return new Progress(delivered, Optional.empty(), false, Optional.empty());
    }

    /// An exhausted event is dead: the lane goes on without it, or waits for a person when the endpoint is strict.
    private Progress failed(Endpoint endpoint, List<Attempt> delivered, Failed failed) {
        Optional<Instant> next = follow.rules().next(endpoint, failed.attempts(), failed.attempt());
        if (next.isPresent()) {
            return new Progress(delivered, Optional.of(failed), false, next);
        }
        Failed last = new Failed(failed.attempt().givenUp(), failed.attempts());
        Instant now = follow.rules().clock().instant();
        return endpoint.strict()
                ? new Progress(delivered, Optional.of(last), false, Optional.of(now.plus(STRICT_WAIT)))
                : new Progress(delivered, Optional.of(last), true, Optional.of(now));
    }

    private List<Parked> page(LaneKey key) {
        return database.worker(tx -> tx.query("SELECT p.attempts, " + EntryRows.COLUMNS + """
                  , (SELECT coalesce(max(a.number), 0) FROM attempt a
                      WHERE a.tenant_id = p.tenant_id AND a.event_id = p.event_id AND a.endpoint_id = p.endpoint_id
                        AND a.started_at >= e.recorded_at) AS told
                   FROM parked p
                   JOIN event e ON e.tenant_id = p.tenant_id AND e.id = p.event_id
                  WHERE p.tenant_id = :tenant AND p.endpoint_id = :endpoint AND p.lane = :lane AND p.state = 'parked'
                  ORDER BY p.seq
                  LIMIT :limit
                """)
                .bind("tenant", key.tenant())
                .bind("endpoint", key.endpoint())
                .bind("lane", key.lane())
                .bind("limit", PAGE)
                .map((row, _) -> new Parked(EntryRows.read(row), row.getInt("attempts"), row.getInt("told")))
                .list());
    }

    private void write(SlotWork work, LaneKey key, Progress progress) {
        database.worker(tx -> {
            List<Attempt> attempts = new ArrayList<>(progress.delivered());
            progress.failed().map(Failed::attempt).ifPresent(attempts::add);
            parking.note(tx, attempts);
            if (!parking.held(tx, List.of(work)).contains(work.slot)) {
                work.stop();
                return false;
            }
            remove(tx, key, progress.delivered());
            progress.failed().ifPresent(failed -> fail(tx, key, failed, progress.dead()));
            progress.nextAt().ifPresent(at -> postpone(tx, key, progress, at));
            CrashPoint.RETRY_BEFORE_COMMIT.pass();
            return true;
        });
    }

    /// By their ids: whatever was parked meanwhile stays.
    private static void remove(Tx tx, LaneKey key, List<Attempt> delivered) {
        if (delivered.isEmpty()) {
            return;
        }
        List<EventId> ids =
                delivered.stream().map(attempt -> attempt.entry().id()).toList();
        tx.update("""
                DELETE FROM parked
                 WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND lane = :lane AND event_id = ANY (:events)
                """)
                .bind("tenant", key.tenant())
                .bind("endpoint", key.endpoint())
                .bind("lane", key.lane())
                .bindArray("events", java.util.UUID.class, (Object[]) Tx.uuids(ids))
                .execute();
    }

    private static void fail(Tx tx, LaneKey key, Failed failed, boolean dead) {
        tx.update("""
                UPDATE parked SET attempts = :attempts, state = CASE WHEN :dead THEN 'dead' ELSE state END
                 WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND lane = :lane AND event_id = :event
                """)
                .bind("tenant", key.tenant())
                .bind("endpoint", key.endpoint())
                .bind("lane", key.lane())
                .bind("event", failed.attempt().entry().id())
                .bind("attempts", failed.attempts())
                .bind("dead", dead)
                .execute();
    }

    private static void postpone(Tx tx, LaneKey key, Progress progress, Instant at) {
        int attempts =
                progress.dead() ? 0 : progress.failed().map(Failed::attempts).orElse(0);
        tx.update("""
                UPDATE lane_retry SET next_at = :at, attempts = :attempts
                 WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND lane = :lane
                """)
                .bind("tenant", key.tenant())
                .bind("endpoint", key.endpoint())
                .bind("lane", key.lane())
                .bind("at", at)
                .bind("attempts", attempts)
                .execute();
    }

    /// `false` when events are on their way into the table. Events that come meanwhile wait for the lane's lock.
    private boolean unpark(SlotWork work, LaneKey key) {
        Lane lane = work.lane(key);
        synchronized (lane) {
            if (lane.forgotten) {
                return false;
            }
            if (lane.parking > 0) {
                return false;
            }
            boolean gone = database.worker(tx -> tx.update("""
                            DELETE FROM lane_retry r
                             WHERE r.tenant_id = :tenant AND r.endpoint_id = :endpoint AND r.lane = :lane
                               AND NOT EXISTS (SELECT FROM parked p
                                                JOIN event e ON e.tenant_id = p.tenant_id AND e.id = p.event_id
                                                WHERE p.tenant_id = r.tenant_id AND p.endpoint_id = r.endpoint_id
                                                  AND p.lane = r.lane AND p.state = 'parked')
                            """)
                            .bind("tenant", key.tenant())
                            .bind("endpoint", key.endpoint())
                            .bind("lane", key.lane())
                            .execute()
                    == 1);
            if (gone) {
                CrashPoint.UNPARK_BEFORE_MEMORY.pass();
                lane.parked = false;
            }
            if (!gone && !exists(key)) {
                lane.parked = false;
                gone = true;
            }
            if (!gone) {
                return false;
            }
        }
        work.forget(lane);
        return true;
    }

    private boolean exists(LaneKey key) {
        return database.worker(tx -> tx.query("""
                        SELECT EXISTS (SELECT FROM lane_retry
                                        WHERE tenant_id = :tenant AND endpoint_id = :endpoint AND lane = :lane)
                        """)
                .bind("tenant", key.tenant())
                .bind("endpoint", key.endpoint())
                .bind("lane", key.lane())
                .mapTo(Boolean.class)
                .one());
    }

    /// Lanes of parked events whose retry row was lost: a crash between two statements of somebody else, or a person
    /// who asked for a dead event again. Counted at the start.
    static int repair(Tx tx, Instant now) {
        return tx.update("""
                INSERT INTO lane_retry (tenant_id, endpoint_id, lane, slot, attempts, next_at)
                SELECT DISTINCT ON (p.tenant_id, p.endpoint_id, p.lane)
                       p.tenant_id, p.endpoint_id, p.lane, p.slot, p.attempts, :now
                  FROM parked p
                 WHERE p.state = 'parked'
                   AND NOT EXISTS (SELECT FROM lane_retry r
                                    WHERE r.tenant_id = p.tenant_id AND r.endpoint_id = p.endpoint_id
                                      AND r.lane = p.lane)
                 ORDER BY p.tenant_id, p.endpoint_id, p.lane, p.seq
                ON CONFLICT DO NOTHING
                """).bind("now", now).execute();
    }
}
