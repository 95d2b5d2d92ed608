package dev.palomar.agent.run;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.RunId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;

/// Finds runs, newest first.
public final class Runs {

    /// Which runs are wanted; what is empty does not matter. `among`: only those of these numbers.
    public record Filter(
            Optional<ConversationId> conversation,
            Optional<DeviceId> device,
            Optional<Outcome> outcome,
            Optional<Reason> reason,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<Set<DeviceId>> among) {}

    /// What came together since a time.
    public record Sum(long answers, long handovers, long inputTokens, long outputTokens, Money cost) {}

    private final Database database;

    public Runs(Database database) {
        this.database = database;
    }

    public Page<Run> list(TenantId tenant, Filter filter, Optional<UUID> before, int limit) {
        List<Run> found = database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT * FROM agent_run
                         WHERE tenant_id = :tenant
                           AND (:before::uuid IS NULL OR id < :before::uuid)
                           AND (:since::uuid IS NULL OR id >= :since::uuid)
                           AND (:until::uuid IS NULL OR id < :until::uuid)
                           AND (:conversation::uuid IS NULL OR conversation_id = :conversation::uuid)
                           AND (:device::uuid IS NULL OR device_id = :device::uuid)
                           AND (:all OR device_id = ANY (:among))
                           AND (:outcome::text IS NULL OR outcome = :outcome::text)
                           AND (:reason::text IS NULL OR reason = :reason::text)
                         ORDER BY id DESC LIMIT :limit
                        """)
                        .bind("tenant", tenant)
                        .bind("before", before.orElse(null))
                        .bind("since", filter.since().map(Runs::floor).orElse(null))
                        .bind("until", filter.until().map(Runs::floor).orElse(null))
                        .bind(
                                "conversation",
                                filter.conversation().map(ConversationId::value).orElse(null))
                        .bind("device", filter.device().map(DeviceId::value).orElse(null))
                        .bind("all", filter.among().isEmpty())
                        .bindArray("among", UUID.class, (Object[])
                                Tx.uuids(filter.among().orElse(Set.of())))
                        .bind("outcome", filter.outcome().map(Outcome::word).orElse(null))
                        .bind("reason", filter.reason().map(Reason::word).orElse(null))
                        .bind("limit", limit + 1)
                        .map((row, _) -> read(row))
                        .list());
        return Page.of(found, limit, Run::id);
    }

    /// Throws [Rejection.NotFound].
    public Run get(TenantId tenant, RunId run) {
        return database.tenant(
                        tenant,
                        tx -> tx.query("SELECT * FROM agent_run WHERE tenant_id = :tenant AND id = :run")
                                .bind("tenant", tenant)
                                .bind("run", run)
                                .map((row, _) -> read(row))
                                .findOne())
                .orElseThrow(() -> new Rejection.NotFound("run"));
    }

    public Sum since(TenantId tenant, Instant since) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT count(*) FILTER (WHERE outcome = 'answered') AS answers,
                               count(*) FILTER (WHERE outcome = 'handedOver') AS handovers,
                               coalesce(sum(input_tokens), 0) AS input, coalesce(sum(output_tokens), 0) AS output,
                               coalesce(sum(cost_micros), 0) AS cost
                          FROM agent_run WHERE tenant_id = :tenant AND id >= :since
                        """)
                        .bind("tenant", tenant)
                        .bind("since", floor(since))
                        .map((row, _) -> new Sum(
                                row.getLong("answers"),
                                row.getLong("handovers"),
                                row.getLong("input"),
                                row.getLong("output"),
                                new Money(row.getLong("cost"))))
                        .one());
    }

    /// Whether the provider turned down the key when it was last asked, after `since`.
    public boolean isKeyRefused(TenantId tenant, Instant since) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT reason FROM agent_run
                         WHERE tenant_id = :tenant AND id >= :since AND provider IS NOT NULL ORDER BY id DESC LIMIT 1
                        """)
                        .bind("tenant", tenant)
                        .bind("since", floor(since))
                        .map((row, _) -> Reason.DENIED.word().equals(row.getString("reason")))
                        .findOne()
                        .orElse(false));
    }

    private static UUID floor(Instant at) {
        return IdSource.floor(at.toEpochMilli());
    }

    private static Run read(ResultSet row) throws SQLException {
        long cost = row.getLong("cost_micros");
        Optional<Money> money = row.wasNull() ? Optional.empty() : Optional.of(new Money(cost));
        return new Run(
                new RunId(Rows.uuid(row, "id")),
                new ConversationId(Rows.uuid(row, "conversation_id")),
                new DeviceId(Rows.uuid(row, "device_id")),
                row.getString("outcome"),
                Rows.maybeText(row, "reason"),
                Rows.maybeText(row, "summary"),
                Rows.maybeUuids(row, "message_ids").orElse(List.of()),
                Rows.id(row, "answer_id", MessageId::new),
                Rows.maybeInt(row, "prompt_version"),
                Rows.id(row, "prompt_device_id", DeviceId::new),
                Rows.maybeText(row, "provider"),
                Rows.maybeText(row, "model"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                money,
                row.getLong("provider_ms"),
                row.getInt("restarts"),
                (ArrayNode) Json.read(row.getString("calls")),
                Rows.instant(row, "started_at"),
                Rows.maybeInstant(row, "finished_at"));
    }
}
