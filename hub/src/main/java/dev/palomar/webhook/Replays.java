package dev.palomar.webhook;

import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Entry;
import dev.palomar.journal.EntryRows;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeliveryId;
import dev.palomar.model.id.EndpointId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.ReplayId;
import dev.palomar.model.id.TenantId;
import dev.palomar.webhook.meta.MetaFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Past events once more, under the ids they had. A replay is a job in the table: a page of events is parked again in
/// one transaction with the job's position, so a crash neither loses nor doubles a page.
public final class Replays {

    private static final int PAGE = 500;

    public record Replay(
            TenantId tenant,
            ReplayId id,
            EndpointId endpoint,
            Instant since,
            Instant until,
            Optional<List<String>> types,
            boolean onlyFailed,
            String state,
            long parked,
            Instant createdAt,
            Optional<Instant> finishedAt) {}

    /// What to replay. Without an end, everything up to now.
    public record Wish(Instant since, Optional<Instant> until, Optional<List<String>> types, boolean onlyFailed) {}

    private final Database database;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    Replays(Database database, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /// The job begins within a second.
    public Replay begin(TenantId tenant, EndpointId endpoint, Wish wish) {
        Instant now = clock.instant();
        Instant until = wish.until().filter(end -> end.isBefore(now)).orElse(now);
        if (!wish.since().isBefore(until)) {
            throw new Rejection.InvalidValue("since", "must be before the end of the replay");
        }
        ReplayId id = new ReplayId(ids.get());
        return database.tenant(tenant, tx -> {
            boolean enabled = tx.query("SELECT state = 'enabled' FROM endpoint WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant)
                    .bind("id", endpoint)
                    .mapTo(Boolean.class)
                    .findOne()
                    .orElseThrow(() -> new Rejection.NotFound("webhook endpoint"));
            if (!enabled) {
                throw new Rejection.Conflict("wrong-state", "The endpoint is disabled. Enable it first.");
            }
            tx.update("""
                INSERT INTO replay (tenant_id, id, endpoint_id, since, until, types, only_failed, state, position,
                                    created_at)
                VALUES (:tenant, :id, :endpoint, :since, :until, :types, :onlyFailed, 'running', :position, :now)
                """)
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .bind("endpoint", endpoint)
                    .bind("since", wish.since())
                    .bind("until", until)
                    .bind(
                            "types",
                            wish.types()
                                    .map(types -> types.toArray(String[]::new))
                                    .orElse(null))
                    .bind("onlyFailed", wish.onlyFailed())
                    .bind("position", IdSource.floor(wish.since().toEpochMilli()))
                    .bind("now", now)
                    .execute();
            return find(tx, tenant, id).orElseThrow();
        });
    }

    public Replay get(TenantId tenant, EndpointId endpoint, ReplayId id) {
        return database.tenant(tenant, tx -> find(tx, tenant, id))
                .filter(replay -> replay.endpoint().equals(endpoint))
                .orElseThrow(() -> new Rejection.NotFound("replay"));
    }

    /// One delivery once more, whatever became of it. Throws [Rejection.NotFound] when its event is past its time.
    public void retry(TenantId tenant, DeliveryId delivery) {
        database.tenant(tenant, tx -> {
            Entry entry = tx.query(
                            "SELECT " + EntryRows.COLUMNS + " FROM event e WHERE e.tenant_id = :tenant AND e.id = :id")
                    .bind("tenant", tenant)
                    .bind("id", delivery.event())
                    .map((row, _) -> EntryRows.read(row))
                    .findOne()
                    .orElseThrow(() -> new Rejection.NotFound("delivery"));
            park(tx, tenant, delivery.endpoint(), List.of(entry));
            return true;
        });
    }

    /// Does one page of the oldest running job. Says whether there was one.
    boolean work() {
        return database.worker(tx -> {
            Optional<Job> next = tx.query("""
                SELECT r.*, e.state = 'enabled' AS enabled
                  FROM replay r
                  JOIN endpoint e ON e.tenant_id = r.tenant_id AND e.id = r.endpoint_id
                 WHERE r.state = 'running'
                 ORDER BY r.created_at
                 LIMIT 1
                   FOR UPDATE OF r SKIP LOCKED
                """)
                    .map((row, _) -> new Job(read(row), Rows.uuid(row, "position"), row.getBoolean("enabled")))
                    .findOne();
            next.ifPresent(job -> step(tx, job));
            return next.isPresent();
        });
    }

    private record Job(Replay replay, UUID position, boolean enabled) {}

    private void step(Tx tx, Job job) {
        Replay replay = job.replay();
        if (!job.enabled()) {
            finish(tx, replay, "canceled");
            return;
        }
        List<Entry> page = page(tx, replay, job.position());
        int parked = page.isEmpty() ? 0 : park(tx, replay.tenant(), replay.endpoint(), page);
        CrashPoint.REPLAY_BEFORE_POSITION.pass();
        UUID position = page.isEmpty() ? job.position() : page.getLast().id().value();
        tx.update("UPDATE replay SET position = :position, parked = parked + :parked WHERE tenant_id = :tenant"
                        + " AND id = :id")
                .bind("position", position)
                .bind("parked", parked)
                .bind("tenant", replay.tenant())
                .bind("id", replay.id())
                .execute();
        if (page.size() < PAGE) {
            finish(tx, replay, "done");
        }
    }

    /// Events after the position that this endpoint wanted. Failed are those that it never took: dead, canceled,
    /// given up, or never tried because the endpoint was disabled; what is older than the endpoint was never owed.
    private static List<Entry> page(Tx tx, Replay replay, UUID position) {
        return tx.query("SELECT " + EntryRows.COLUMNS + """
               FROM event e
               JOIN endpoint t ON t.tenant_id = e.tenant_id AND t.id = :endpoint
              WHERE e.tenant_id = :tenant AND e.id > :position AND e.id < :end
                AND (e.endpoint_id IS NULL OR e.endpoint_id = t.id)
                AND (t.device_ids IS NULL OR e.device_id = ANY (t.device_ids))
                AND (t.format = 'palomar' OR
              """ + MetaFacts.SQL + """
                     )
                AND EXISTS (SELECT FROM unnest(t.event_types) AS p (pattern)
                             WHERE e.type LIKE replace(replace(p.pattern, '_', '\\_'), '*', '%')
                               AND (e.type <> 'device.qr' OR p.pattern = e.type))
                AND (CAST(:types AS text[]) IS NULL
                     OR EXISTS (SELECT FROM unnest(CAST(:types AS text[])) AS p (pattern)
                                 WHERE e.type LIKE replace(replace(p.pattern, '_', '\\_'), '*', '%')))
                AND NOT (:onlyFailed AND e.recorded_at < t.created_at)
                AND NOT (:onlyFailed
                         AND EXISTS (SELECT FROM attempt a
                                      WHERE a.tenant_id = e.tenant_id AND a.event_id = e.id
                                        AND a.endpoint_id = t.id AND a.outcome = 'delivered'))
              ORDER BY e.id
              LIMIT :limit
            """)
                .bind("tenant", replay.tenant())
                .bind("endpoint", replay.endpoint())
                .bind("position", position)
                .bind("end", IdSource.floor(replay.until().toEpochMilli() + 1))
                .bind(
                        "types",
                        replay.types()
                                .map(types -> types.toArray(String[]::new))
                                .orElse(null))
                .bind("onlyFailed", replay.onlyFailed())
                .bind("limit", PAGE)
                .map((row, _) -> EntryRows.read(row))
                .list();
    }

    private void finish(Tx tx, Replay replay, String state) {
        tx.update("UPDATE replay SET state = :state, finished_at = :now WHERE tenant_id = :tenant AND id = :id")
                .bind("state", state)
                .bind("now", clock.instant())
                .bind("tenant", replay.tenant())
                .bind("id", replay.id())
                .execute();
    }

    /// Parks events again. What is parked already keeps its place; what was given up starts from the beginning.
    private int park(Tx tx, TenantId tenant, EndpointId endpoint, List<Entry> entries) {
        Instant now = clock.instant();
        UUID[] events = entries.stream().map(entry -> entry.id().value()).toArray(UUID[]::new);
        int parked = tx.update("""
            INSERT INTO parked (tenant_id, endpoint_id, lane, slot, seq, event_id, state, attempts, parked_at)
            SELECT e.tenant_id, :endpoint, e.lane, e.slot, e.seq, e.id, 'parked', 0, :now
              FROM event e WHERE e.tenant_id = :tenant AND e.id = ANY (:events)
            ON CONFLICT (tenant_id, endpoint_id, lane, seq) DO UPDATE SET state = 'parked', attempts = 0
            """)
                .bind("tenant", tenant)
                .bind("endpoint", endpoint)
                .bind("now", now)
                .bindArray("events", UUID.class, (Object[]) events)
                .execute();
        tx.update("""
            INSERT INTO lane_retry (tenant_id, endpoint_id, lane, slot, attempts, next_at)
            SELECT DISTINCT e.tenant_id, CAST(:endpoint AS uuid), e.lane, e.slot, 0, CAST(:now AS timestamptz)
              FROM event e WHERE e.tenant_id = :tenant AND e.id = ANY (:events)
            ON CONFLICT (tenant_id, endpoint_id, lane) DO UPDATE SET next_at = least(lane_retry.next_at, EXCLUDED.next_at)
            """)
                .bind("tenant", tenant)
                .bind("endpoint", endpoint)
                .bind("now", now)
                .bindArray("events", UUID.class, (Object[]) events)
                .execute();
        return parked;
    }

    private static Optional<Replay> find(Tx tx, TenantId tenant, ReplayId id) {
        return tx.query("SELECT * FROM replay WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    private static Replay read(ResultSet row) throws SQLException {
        return new Replay(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new ReplayId(Rows.uuid(row, "id")),
                new EndpointId(Rows.uuid(row, "endpoint_id")),
                Rows.instant(row, "since"),
                Rows.instant(row, "until"),
                row.getArray("types") == null ? Optional.empty() : Optional.of(Rows.texts(row, "types")),
                row.getBoolean("only_failed"),
                row.getString("state"),
                row.getLong("parked"),
                Rows.instant(row, "created_at"),
                Rows.maybeInstant(row, "finished_at"));
    }
}
