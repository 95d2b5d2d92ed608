package dev.palomar.alert;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.id.AlertId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The rows of alerts, and what becomes of their mails when they open and close: none more than one an hour, and none
/// about the end of something whose beginning was not told.
final class AlertRows {

    /// What comes back within this time is the same alert again.
    static final Duration SAME = Duration.ofHours(1);

    private static final Duration BETWEEN_MAILS = Duration.ofHours(1);

    private AlertRows() {}

    static Map<Condition.Key, Alert> open(Tx tx) {
        Map<Condition.Key, Alert> open = new HashMap<>();
        tx.query("SELECT * FROM alert WHERE closed_at IS NULL")
                .map((row, _) -> {
                    Alert alert = read(row);
                    Subject subject = alert.subject();
                    return open.put(
                            new Condition.Key(
                                    new TenantId(Rows.uuid(row, "tenant_id")),
                                    alert.kind(),
                                    subject.kind(),
                                    subject.id().orElse(subject.name())),
                            alert);
                })
                .list();
        return open;
    }

    /// The alert that is open now; empty when somebody else opened it in this moment.
    static Optional<Alert> open(Tx tx, Condition condition, AlertId id, Instant now) {
        Optional<Alert> again = tx.query("""
                UPDATE alert SET closed_at = NULL, times = times + 1, facts = :facts, severity = :severity,
                       subject_name = :name,
                       mail_at = CASE WHEN told = 'opened' THEN NULL
                                      ELSE greatest(:now::timestamptz, mailed_at + :between::interval) END
                 WHERE tenant_id = :tenant AND id = (
                       SELECT id FROM alert
                        WHERE tenant_id = :tenant AND kind = :kind AND subject_kind = :subjectKind
                          AND subject_id IS NOT DISTINCT FROM :subjectId AND closed_at > :since
                        ORDER BY closed_at DESC LIMIT 1)
                   AND NOT EXISTS (SELECT FROM alert o
                                    WHERE o.tenant_id = :tenant AND o.kind = :kind AND o.subject_kind = :subjectKind
                                      AND o.subject_id IS NOT DISTINCT FROM :subjectId AND o.closed_at IS NULL)
                RETURNING *
                """)
                .bind("tenant", condition.tenant())
                .bind("kind", condition.kind().word())
                .bind("severity", condition.severity().word())
                .bind("subjectKind", condition.subject().kind())
                .bind("subjectId", condition.subject().id().orElse(null))
                .bind("name", condition.subject().name())
                .bind("facts", Json.text(condition.facts()))
                .bind("now", Timestamp.from(now))
                .bind("between", BETWEEN_MAILS.toString())
                .bind("since", Timestamp.from(now.minus(SAME)))
                .map((row, _) -> read(row))
                .findOne();
        return again.or(() -> insert(tx, condition, id, now));
    }

    private static Optional<Alert> insert(Tx tx, Condition condition, AlertId id, Instant now) {
        return tx.query("""
                INSERT INTO alert (tenant_id, id, kind, severity, subject_kind, subject_id, subject_name, device_id,
                                   facts, opened_at, mail_at)
                VALUES (:tenant, :id, :kind, :severity, :subjectKind, :subjectId, :name, :device, :facts, :now, :now)
                ON CONFLICT DO NOTHING
                RETURNING *
                """)
                .bind("tenant", condition.tenant())
                .bind("id", id)
                .bind("kind", condition.kind().word())
                .bind("severity", condition.severity().word())
                .bind("subjectKind", condition.subject().kind())
                .bind("subjectId", condition.subject().id().orElse(null))
                .bind("name", condition.subject().name())
                .bind(
                        "device",
                        condition.subject().device().map(DeviceId::value).orElse(null))
                .bind("facts", Json.text(condition.facts()))
                .bind("now", Timestamp.from(now))
                .map((row, _) -> read(row))
                .findOne();
    }

    /// It is still so, and something about it changed.
    static void follow(Tx tx, Condition condition, AlertId id) {
        tx.update("""
                UPDATE alert SET facts = :facts, severity = :severity, subject_name = :name
                 WHERE tenant_id = :tenant AND id = :id
                """)
                .bind("tenant", condition.tenant())
                .bind("id", id)
                .bind("facts", Json.text(condition.facts()))
                .bind("severity", condition.severity().word())
                .bind("name", condition.subject().name())
                .execute();
    }

    /// The alert that is closed now; empty when somebody else closed it in this moment.
    static Optional<Alert> close(Tx tx, TenantId tenant, AlertId id, Instant now) {
        return tx.query("""
                UPDATE alert SET closed_at = :now,
                       mail_at = CASE WHEN told = 'opened'
                                      THEN greatest(:now::timestamptz, mailed_at + :between::interval) END
                 WHERE tenant_id = :tenant AND id = :id AND closed_at IS NULL
                RETURNING *
                """)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("now", Timestamp.from(now))
                .bind("between", BETWEEN_MAILS.toString())
                .map((row, _) -> read(row))
                .findOne();
    }

    static Alert read(ResultSet row) throws SQLException {
        return new Alert(
                new AlertId(Rows.uuid(row, "id")),
                AlertKind.read(row.getString("kind")).orElseThrow(),
                Severity.read(row.getString("severity")),
                new Subject(
                        row.getString("subject_kind"),
                        Rows.maybeText(row, "subject_id"),
                        row.getString("subject_name"),
                        Rows.id(row, "device_id", DeviceId::new)),
                Json.readObject(row.getString("facts")),
                Rows.instant(row, "opened_at"),
                Rows.maybeInstant(row, "closed_at"),
                row.getInt("times"),
                Rows.maybeInstant(row, "acknowledged_at"),
                Rows.maybeText(row, "acknowledged_by").map(Json::readObject),
                Rows.maybeInstant(row, "mailed_at"));
    }
}
