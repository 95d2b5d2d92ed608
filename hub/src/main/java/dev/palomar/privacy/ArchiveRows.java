package dev.palomar.privacy;

import dev.palomar.cluster.Errands;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.JobId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `person_export` table.
final class ArchiveRows {

    private ArchiveRows() {}

    static void insert(Tx tx, TenantId tenant, JobId id, ContactId contact, Instant now) {
        tx.update("""
                INSERT INTO person_export (tenant_id, id, contact_id, state, created_at, next_at)
                VALUES (:tenant, :id, :contact, 'running', :now, :now)
                """)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("contact", contact)
                .bind("now", Timestamp.from(now))
                .execute();
    }

    static Optional<PersonArchive> find(Tx tx, TenantId tenant, UUID id) {
        return tx.query("SELECT * FROM person_export WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    static Optional<PersonArchive> running(Tx tx, TenantId tenant, ContactId contact) {
        return tx.query("""
                SELECT * FROM person_export
                 WHERE tenant_id = :tenant AND contact_id = :contact AND state = 'running'
                """)
                .bind("tenant", tenant)
                .bind("contact", contact)
                .map((row, _) -> read(row))
                .findFirst();
    }

    static List<PersonArchive> of(Tx tx, TenantId tenant, List<UUID> contacts, int most) {
        return tx.query(
                        "SELECT * FROM person_export WHERE tenant_id = :tenant AND contact_id = ANY (:contacts) LIMIT :most")
                .bind("tenant", tenant)
                .bindArray("contacts", UUID.class, contacts)
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    static List<PersonArchive> expired(Tx tx, Instant now) {
        return tx.query("SELECT * FROM person_export WHERE state = 'done' AND expires_at <= :now LIMIT 100")
                .bind("now", Timestamp.from(now))
                .map((row, _) -> read(row))
                .list();
    }

    static List<Errands.Errand<UUID>> due(Tx tx, Instant now, int most) {
        return tx.query("""
                SELECT tenant_id, id FROM person_export WHERE state = 'running' AND next_at <= :now
                 ORDER BY next_at LIMIT :most
                """)
                .bind("now", Timestamp.from(now))
                .bind("most", most)
                .map((row, _) -> new Errands.Errand<>(new TenantId(Rows.uuid(row, "tenant_id")), Rows.uuid(row, "id")))
                .list();
    }

    static void progress(Tx tx, PersonArchive one, PersonArchive.Progress messages, PersonArchive.Progress files) {
        tx.update("""
                UPDATE person_export SET messages_done = :messages, messages_total = :allMessages, files_done = :files,
                       files_total = :allFiles
                 WHERE tenant_id = :tenant AND id = :id
                """)
                .bind("messages", messages.done())
                .bind("allMessages", messages.total())
                .bind("files", files.done())
                .bind("allFiles", files.total())
                .bind("tenant", one.tenant())
                .bind("id", one.id())
                .execute();
    }

    /// False when it was erased meanwhile.
    static boolean done(Tx tx, PersonArchive one, String key, long bytes, Instant now, Instant expires) {
        return tx.update("""
                UPDATE person_export SET state = 'done', storage_key = :key, bytes = :bytes, problem = NULL,
                       finished_at = :now, expires_at = :expires
                 WHERE tenant_id = :tenant AND id = :id
                """)
                        .bind("key", key)
                        .bind("bytes", bytes)
                        .bind("now", Timestamp.from(now))
                        .bind("expires", Timestamp.from(expires))
                        .bind("tenant", one.tenant())
                        .bind("id", one.id())
                        .execute()
                == 1;
    }

    static void end(Tx tx, TenantId tenant, UUID id, String state) {
        tx.update("UPDATE person_export SET state = :state, storage_key = NULL WHERE tenant_id = :tenant AND id = :id")
                .bind("state", state)
                .bind("tenant", tenant)
                .bind("id", id)
                .execute();
    }

    /// It did not work; after some times it is given up.
    static void later(Tx tx, TenantId tenant, UUID id, String why, Instant at, int most) {
        tx.update("""
                UPDATE person_export
                   SET problem = :why, failures = failures + 1, next_at = :at,
                       state = CASE WHEN failures + 1 >= :most THEN 'failed' ELSE state END
                 WHERE tenant_id = :tenant AND id = :id AND state = 'running'
                """)
                .bind("why", why)
                .bind("at", Timestamp.from(at))
                .bind("most", most)
                .bind("tenant", tenant)
                .bind("id", id)
                .execute();
    }

    static void delete(Tx tx, TenantId tenant, JobId id) {
        tx.update("DELETE FROM person_export WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .execute();
    }

    private static PersonArchive read(ResultSet row) throws SQLException {
        long bytes = row.getLong("bytes");
        Optional<Long> size = row.wasNull() ? Optional.empty() : Optional.of(bytes);
        return new PersonArchive(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new JobId(Rows.uuid(row, "id")),
                new ContactId(Rows.uuid(row, "contact_id")),
                PersonArchive.State.read(row.getString("state")),
                new PersonArchive.Progress(row.getInt("messages_done"), row.getInt("messages_total")),
                new PersonArchive.Progress(row.getInt("files_done"), row.getInt("files_total")),
                Rows.maybeText(row, "storage_key"),
                size,
                Rows.maybeText(row, "problem"),
                row.getInt("failures"),
                Rows.instant(row, "created_at"),
                Rows.maybeInstant(row, "finished_at"),
                Rows.maybeInstant(row, "expires_at"));
    }
}
