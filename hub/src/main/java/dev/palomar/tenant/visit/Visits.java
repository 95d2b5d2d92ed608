package dev.palomar.tenant.visit;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.model.id.VisitId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Visits of superadmins to companies. Beginning and end are in the company's own audit log and in the platform's; what
/// is done meanwhile is written there under the visitor's own name, with the visit.
public final class Visits {

    public static final Duration LONGEST = Duration.ofHours(8);
    public static final Duration USUAL = Duration.ofHours(1);

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Runnable changed;

    /// `changed` hears of every beginning and end.
    public Visits(Database database, Audit audit, InstantSource clock, Supplier<UUID> ids, Runnable changed) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
        this.changed = changed;
    }

    /// Begins a visit, or another one in place of that which is open in this session: its reason and its end change.
    public Visit begin(PersonId person, UUID session, TenantId tenant, String reason, Duration stay, Author by) {
        Instant now = clock.instant();
        Visit visit = new Visit(new VisitId(ids.get()), tenant, reason, now, now.plus(stay));
        database.worker(tx -> {
            boolean exists = tx.query("SELECT EXISTS (SELECT FROM tenant WHERE id = :tenant)")
                    .bind("tenant", tenant)
                    .mapTo(Boolean.class)
                    .one();
            if (!exists) {
                throw new Rejection.NotFound("tenant");
            }
            leave(tx, session, tenant, by);
            tx.update("""
                    INSERT INTO visit (tenant_id, id, person_id, session, reason, started_at, ends_at)
                    VALUES (:tenant, :id, :person, :session, :reason, :now, :ends)
                    """)
                    .bind("tenant", tenant)
                    .bind("id", visit.id())
                    .bind("person", person)
                    .bind("session", session)
                    .bind("reason", reason)
                    .bind("now", Timestamp.from(now))
                    .bind("ends", Timestamp.from(visit.endsAt()))
                    .execute();
            Deed deed = Deed.of(
                    "visit.begun",
                    visit.id(),
                    Json.object()
                            .put("tenant", tenant.text())
                            .put("reason", reason)
                            .put("until", Times.text(visit.endsAt())));
            write(tx, tenant, by, deed);
            return true;
        });
        changed.run();
        return visit;
    }

    /// Ends the session's visit to the company. Succeeds without one.
    public void end(UUID session, TenantId tenant, Author by) {
        database.worker(tx -> {
            leave(tx, session, tenant, by);
            return true;
        });
        changed.run();
    }

    /// Somebody was in a company from `since` until `until`, and why.
    public record Stay(PersonId person, String reason, Instant since, Instant until) {}

    /// Whoever was in the company between the two moments, the latest to come first.
    public static List<Stay> between(Tx tx, TenantId tenant, Instant from, Instant to) {
        return tx.query("""
                SELECT person_id, reason, started_at, coalesce(left_at, ends_at) AS until
                  FROM visit
                 WHERE tenant_id = :tenant AND started_at <= :to AND coalesce(left_at, ends_at) >= :from
                 ORDER BY started_at DESC
                """)
                .bind("tenant", tenant)
                .bind("from", Timestamp.from(from))
                .bind("to", Timestamp.from(to))
                .map((row, _) -> new Stay(
                        new PersonId(Rows.uuid(row, "person_id")),
                        row.getString("reason"),
                        Rows.instant(row, "started_at"),
                        Rows.instant(row, "until")))
                .list();
    }

    /// Those of a session that have not ended.
    public static List<Visit> open(Tx tx, UUID session, Instant now) {
        return tx.query("""
                SELECT * FROM visit
                 WHERE session = :session AND left_at IS NULL AND ends_at > :now
                 ORDER BY started_at
                """)
                .bind("session", session)
                .bind("now", Timestamp.from(now))
                .map((row, _) -> visit(row))
                .list();
    }

    private void leave(Tx tx, UUID session, TenantId tenant, Author by) {
        Optional<Visit> left = tx.query("""
                UPDATE visit SET left_at = :now
                 WHERE tenant_id = :tenant AND session = :session AND left_at IS NULL AND ends_at > :now
                RETURNING *
                """)
                .bind("now", Timestamp.from(clock.instant()))
                .bind("tenant", tenant)
                .bind("session", session)
                .map((row, _) -> visit(row))
                .findFirst();
        left.ifPresent(visit -> write(
                tx, tenant, by, Deed.of("visit.ended", visit.id(), Json.object().put("tenant", tenant.text()))));
    }

    private void write(Tx tx, TenantId tenant, Author by, Deed deed) {
        audit.record(tx, tenant, by, deed);
        audit.record(tx, Audit.PLATFORM, by, deed);
    }

    private static Visit visit(ResultSet row) throws SQLException {
        return new Visit(
                new VisitId(Rows.uuid(row, "id")),
                new TenantId(Rows.uuid(row, "tenant_id")),
                row.getString("reason"),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "ends_at"));
    }
}
