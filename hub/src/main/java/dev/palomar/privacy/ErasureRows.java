package dev.palomar.privacy;

import dev.palomar.cluster.Errands;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ErasureId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The `erasure` table.
final class ErasureRows {

    private ErasureRows() {}

    static void insert(Tx tx, ErasureId id, ContactId contact, Subject subject, Instant now, Instant nextAt) {
        tx.update("""
                INSERT INTO erasure (tenant_id, id, contact_id, state, subject, created_at, next_at)
                VALUES (:tenant, :id, :contact, 'waiting', :subject, :now, :next)
                """)
                .bind("tenant", subject.tenant())
                .bind("id", id)
                .bind("contact", contact)
                .bind("subject", subject.text())
                .bind("now", Timestamp.from(now))
                .bind("next", Timestamp.from(nextAt))
                .execute();
    }

    static Optional<Erasure> find(Tx tx, TenantId tenant, ErasureId id, String lock) {
        return tx.query("SELECT * FROM erasure WHERE tenant_id = :tenant AND id = :id" + lock)
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    /// One of the contact that is not done.
    static Optional<Erasure> open(Tx tx, TenantId tenant, ContactId contact) {
        return tx.query("""
                SELECT * FROM erasure WHERE tenant_id = :tenant AND contact_id = :contact AND state <> 'done'
                """)
                .bind("tenant", tenant)
                .bind("contact", contact)
                .map((row, _) -> read(row))
                .findFirst();
    }

    /// Newest first.
    static List<Erasure> list(Tx tx, TenantId tenant, Optional<UUID> before, int most) {
        return tx.query("""
                SELECT * FROM erasure WHERE tenant_id = :tenant AND (:before::uuid IS NULL OR id < :before::uuid)
                 ORDER BY id DESC LIMIT :most
                """)
                .bind("tenant", tenant)
                .bind("before", before.orElse(null))
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    static List<Errands.Errand<UUID>> due(Tx tx, Instant now, int most) {
        return tx.query("""
                SELECT tenant_id, id FROM erasure WHERE state <> 'done' AND next_at <= :now ORDER BY next_at LIMIT :most
                """)
                .bind("now", Timestamp.from(now))
                .bind("most", most)
                .map((row, _) -> new Errands.Errand<>(new TenantId(Rows.uuid(row, "tenant_id")), Rows.uuid(row, "id")))
                .list();
    }

    static void write(Tx tx, Erasure now) {
        ObjectNode erased = Json.object();
        now.erased().forEach(erased::put);
        tx.update("""
                UPDATE erasure
                   SET state = :state, subject = CASE WHEN :state = 'done' THEN NULL ELSE subject END, step = :step,
                       position = :position, erased = :erased, problem = NULL, failures = 0, started_at = :started,
                       finished_at = :finished, digest = :digest
                 WHERE tenant_id = :tenant AND id = :id
                """)
                .bind("state", now.state().word())
                .bind("step", now.step().orElse(null))
                .bind("position", now.position().orElse(null))
                .bind("erased", Json.text(erased))
                .bind("started", now.startedAt().map(Timestamp::from).orElse(null))
                .bind("finished", now.finishedAt().map(Timestamp::from).orElse(null))
                .bind("digest", now.digest().orElse(null))
                .bind("tenant", now.tenant())
                .bind("id", now.id())
                .execute();
    }

    /// It did not get on, and is tried again at `at`.
    static void later(Tx tx, TenantId tenant, UUID id, String why, Instant at) {
        tx.update("""
                UPDATE erasure SET problem = :why, failures = failures + 1, next_at = :at
                 WHERE tenant_id = :tenant AND id = :id
                """)
                .bind("why", why)
                .bind("at", Timestamp.from(at))
                .bind("tenant", tenant)
                .bind("id", id)
                .execute();
    }

    private static Erasure read(ResultSet row) throws SQLException {
        TenantId tenant = new TenantId(Rows.uuid(row, "tenant_id"));
        UUID id = Rows.uuid(row, "id");
        Map<String, Integer> erased = new TreeMap<>();
        Json.readObject(row.getString("erased"))
                .properties()
                .forEach(count -> erased.put(count.getKey(), count.getValue().asInt()));
        return new Erasure(
                tenant,
                new ErasureId(id),
                new ContactId(Rows.uuid(row, "contact_id")),
                Erasure.State.read(row.getString("state")),
                Rows.maybeText(row, "subject").map(text -> Subject.read(tenant, text, id)),
                Rows.maybeText(row, "step"),
                Rows.id(row, "position", at -> at),
                erased,
                Rows.maybeText(row, "problem"),
                row.getInt("failures"),
                Rows.instant(row, "created_at"),
                Rows.maybeInstant(row, "started_at"),
                Rows.maybeInstant(row, "finished_at"),
                Rows.maybeText(row, "digest"));
    }
}
