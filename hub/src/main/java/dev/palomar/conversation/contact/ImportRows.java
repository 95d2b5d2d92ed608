package dev.palomar.conversation.contact;

import dev.palomar.cluster.Errands;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.id.JobId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;

/// The `contact_import` table.
final class ImportRows {

    private static final String COLUMNS =
            "id, state, total, rows, created, changed, failed, report, problem, created_at, finished_at";

    private ImportRows() {}

    static void insert(Tx tx, TenantId tenant, JobId id, byte[] content, int total, Instant now) {
        tx.update("""
                INSERT INTO contact_import (tenant_id, id, state, content, total, created_at)
                VALUES (:tenant, :id, 'running', :content, :total, :now)
                """)
                .bind("tenant", tenant)
                .bind("id", id)
                .bind("content", content)
                .bind("total", total)
                .bind("now", Timestamp.from(now))
                .execute();
    }

    static Optional<ContactImport> find(Tx tx, TenantId tenant, JobId id) {
        return find(tx, tenant, id, "");
    }

    /// As [#find], held until the transaction ends.
    static Optional<ContactImport> lock(Tx tx, TenantId tenant, JobId id) {
        return find(tx, tenant, id, " FOR UPDATE");
    }

    private static Optional<ContactImport> find(Tx tx, TenantId tenant, JobId id, String lock) {
        return tx.query("SELECT " + COLUMNS + " FROM contact_import WHERE tenant_id = :tenant AND id = :id" + lock)
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> read(row, true))
                .findOne();
    }

    static Optional<byte[]> content(Tx tx, TenantId tenant, JobId id) {
        return tx.query(
                        "SELECT content FROM contact_import WHERE tenant_id = :tenant AND id = :id AND content IS NOT NULL")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> row.getBytes("content"))
                .findOne();
    }

    /// Newest first, without reports.
    static List<ContactImport> list(Tx tx, TenantId tenant, Optional<UUID> before, int most) {
        return tx.query("SELECT " + COLUMNS + """
                  FROM contact_import WHERE tenant_id = :tenant AND (:before::uuid IS NULL OR id < :before::uuid)
                 ORDER BY id DESC LIMIT :most
                """)
                .bind("tenant", tenant)
                .bind("before", before.orElse(null))
                .bind("most", most)
                .map((row, _) -> read(row, false))
                .list();
    }

    static boolean anyRunning(Tx tx, TenantId tenant) {
        return tx.query("SELECT count(*) FROM contact_import WHERE tenant_id = :tenant AND state = 'running'")
                        .bind("tenant", tenant)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    static List<Errands.Errand<UUID>> running(Tx tx, int most) {
        return tx.query("""
                SELECT tenant_id, id FROM contact_import WHERE state = 'running' ORDER BY created_at LIMIT :most
                """)
                .bind("most", most)
                .map((row, _) -> new Errands.Errand<>(new TenantId(Rows.uuid(row, "tenant_id")), Rows.uuid(row, "id")))
                .list();
    }

    /// Writes how far it is; when that is the end its content goes.
    static void write(Tx tx, TenantId tenant, ContactImport now) {
        tx.update("""
                UPDATE contact_import
                   SET state = :state, rows = :rows, created = :created, changed = :changed, failed = :failed,
                       report = :report, problem = :problem, finished_at = :finished,
                       content = CASE WHEN :state = 'running' THEN content END
                 WHERE tenant_id = :tenant AND id = :id
                """)
                .bind("state", now.state().word())
                .bind("rows", now.rows())
                .bind("created", now.counts().created())
                .bind("changed", now.counts().changed())
                .bind("failed", now.counts().failed())
                .bind("report", Json.text(now.report()))
                .bind("problem", now.problem().orElse(null))
                .bind("finished", now.finishedAt().map(Timestamp::from).orElse(null))
                .bind("tenant", tenant)
                .bind("id", now.id())
                .execute();
    }

    private static ContactImport read(ResultSet row, boolean whole) throws SQLException {
        return new ContactImport(
                new JobId(Rows.uuid(row, "id")),
                ContactImport.State.read(row.getString("state")),
                row.getInt("total"),
                row.getInt("rows"),
                new ContactImport.Counts(row.getInt("created"), row.getInt("changed"), row.getInt("failed")),
                whole ? (ArrayNode) Json.read(row.getString("report")) : Json.array(),
                Rows.maybeText(row, "problem"),
                Rows.instant(row, "created_at"),
                Rows.maybeInstant(row, "finished_at"));
    }
}
