package dev.palomar.template;

import dev.palomar.database.Tx;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The `template_sync` table.
final class SyncRows {

    private SyncRows() {}

    /// The tenant's business accounts of which Meta said that its numbers are theirs.
    static List<String> accounts(Tx tx, TenantId tenant) {
        return tx.query("""
                SELECT DISTINCT business_account_id FROM cloud_number
                 WHERE tenant_id = :tenant AND account_proven AND business_account_id IS NOT NULL
                 ORDER BY business_account_id
                """).bind("tenant", tenant).mapTo(String.class).list();
    }

    /// A number of the account to ask Meta with: one that works, if there is one.
    static Optional<DeviceId> speaker(Tx tx, TenantId tenant, String account) {
        return tx.query("""
                SELECT c.device_id FROM cloud_number c
                  JOIN device d ON d.tenant_id = c.tenant_id AND d.id = c.device_id
                 WHERE c.tenant_id = :tenant AND c.business_account_id = :account AND c.account_proven
                 ORDER BY d.state IN ('ONLINE', 'PAUSED') DESC, d.connected DESC, c.device_id LIMIT 1
                """)
                .bind("tenant", tenant)
                .bind("account", account)
                .map((row, _) -> new DeviceId(dev.palomar.database.Rows.uuid(row, "device_id")))
                .findOne();
    }

    /// Begins one. When one is running already, it is the one, and with `again` another follows it.
    static void begin(Tx tx, TenantId tenant, String account, Instant now, boolean again) {
        tx.update("""
                INSERT INTO template_sync AS s (tenant_id, business_account_id, state, started_at, next_at)
                VALUES (:tenant, :account, 'running', :now, :now)
                ON CONFLICT (tenant_id, business_account_id) DO UPDATE
                   SET again = s.state = 'running' AND (s.again OR :again),
                       cursor = CASE WHEN s.state = 'running' THEN s.cursor END,
                       pages = CASE WHEN s.state = 'running' THEN s.pages ELSE 0 END,
                       found = CASE WHEN s.state = 'running' THEN s.found ELSE 0 END,
                       added = CASE WHEN s.state = 'running' THEN s.added ELSE 0 END,
                       changed = CASE WHEN s.state = 'running' THEN s.changed ELSE 0 END,
                       removed = CASE WHEN s.state = 'running' THEN s.removed ELSE 0 END,
                       failures = CASE WHEN s.state = 'running' THEN s.failures ELSE 0 END,
                       problem = CASE WHEN s.state = 'running' THEN s.problem END,
                       started_at = CASE WHEN s.state = 'running' THEN s.started_at ELSE :now END,
                       next_at = CASE WHEN s.state = 'running' THEN s.next_at ELSE :now END,
                       finished_at = NULL, state = 'running'
                """)
                .bind("tenant", tenant)
                .bind("account", account)
                .bind("now", Timestamp.from(now))
                .bind("again", again)
                .execute();
    }

    static Optional<Sync> find(Tx tx, TenantId tenant, String account) {
        return tx.query("SELECT * FROM template_sync WHERE tenant_id = :tenant AND business_account_id = :account")
                .bind("tenant", tenant)
                .bind("account", account)
                .map((row, _) -> Sync.read(row))
                .findOne();
    }

    /// As [#find], held until the transaction ends.
    static Optional<Sync> lock(Tx tx, TenantId tenant, String account) {
        return tx.query("""
                SELECT * FROM template_sync WHERE tenant_id = :tenant AND business_account_id = :account FOR UPDATE
                """)
                .bind("tenant", tenant)
                .bind("account", account)
                .map((row, _) -> Sync.read(row))
                .findOne();
    }

    static List<Sync> list(Tx tx, TenantId tenant) {
        return tx.query("SELECT * FROM template_sync WHERE tenant_id = :tenant ORDER BY business_account_id")
                .bind("tenant", tenant)
                .map((row, _) -> Sync.read(row))
                .list();
    }

    /// Those whose time has come, of all tenants, longest waiting first.
    static List<Sync> due(Tx tx, Instant now, int most) {
        return tx.query("""
                SELECT * FROM template_sync WHERE state = 'running' AND next_at <= :now ORDER BY next_at LIMIT :most
                """)
                .bind("now", Timestamp.from(now))
                .bind("most", most)
                .map((row, _) -> Sync.read(row))
                .list();
    }

    /// Begins one for every account that was never looked at, or not for `age`.
    static int beginOverdue(Tx tx, Instant now, Duration age) {
        List<Overdue> overdue = tx.query("""
                SELECT DISTINCT c.tenant_id, c.business_account_id FROM cloud_number c
                  JOIN device d ON d.tenant_id = c.tenant_id AND d.id = c.device_id
                  LEFT JOIN template_sync s ON s.tenant_id = c.tenant_id
                                           AND s.business_account_id = c.business_account_id
                 WHERE c.account_proven AND d.state IN ('ONLINE', 'PAUSED')
                   AND (s.state IS NULL OR s.state <> 'running' AND s.finished_at < :before)
                 LIMIT 200
                """)
                .bind("before", Timestamp.from(now.minus(age)))
                .map((row, _) -> new Overdue(
                        new TenantId(dev.palomar.database.Rows.uuid(row, "tenant_id")),
                        row.getString("business_account_id")))
                .list();
        overdue.forEach(one -> begin(tx, one.tenant(), one.account(), now, false));
        return overdue.size();
    }

    private record Overdue(TenantId tenant, String account) {}

    /// What nobody has a number for any more, and templates that have been gone for a while.
    static void tidy(Tx tx, Instant now) {
        for (String table : List.of("template", "template_sync")) {
            tx.update("DELETE FROM " + table + """
                       t WHERE NOT EXISTS (SELECT FROM cloud_number c
                                            WHERE c.tenant_id = t.tenant_id
                                              AND c.business_account_id = t.business_account_id)
                    """).execute();
        }
        tx.update("DELETE FROM template WHERE status = 'DELETED' AND changed_at < :before")
                .bind("before", Timestamp.from(now.minus(Duration.ofDays(30))))
                .execute();
    }

    /// A page is written: `added` and `changed` of its `found` templates were new or other than before.
    static void page(Tx tx, Sync sync, Optional<String> next, int found, int added, int changed, Instant now) {
        tx.update("""
                UPDATE template_sync
                   SET cursor = :next, pages = pages + 1, found = found + :found, added = added + :added,
                       changed = changed + :changed, failures = 0, problem = NULL, next_at = :now
                 WHERE tenant_id = :tenant AND business_account_id = :account
                """)
                .bind("next", next.orElse(null))
                .bind("found", found)
                .bind("added", added)
                .bind("changed", changed)
                .bind("now", Timestamp.from(now))
                .bind("tenant", sync.tenant())
                .bind("account", sync.businessAccountId())
                .execute();
    }

    static void done(Tx tx, Sync sync, int removed, Instant now) {
        tx.update("""
                UPDATE template_sync
                   SET state = 'done', removed = :removed, next_at = NULL, finished_at = :now, complete_at = started_at
                 WHERE tenant_id = :tenant AND business_account_id = :account
                """)
                .bind("removed", removed)
                .bind("now", Timestamp.from(now))
                .bind("tenant", sync.tenant())
                .bind("account", sync.businessAccountId())
                .execute();
    }

    static void failed(Tx tx, Sync sync, String problem, Instant now) {
        tx.update("""
                UPDATE template_sync
                   SET state = 'failed', problem = :problem, next_at = NULL, finished_at = :now, again = false
                 WHERE tenant_id = :tenant AND business_account_id = :account
                """)
                .bind("problem", problem)
                .bind("now", Timestamp.from(now))
                .bind("tenant", sync.tenant())
                .bind("account", sync.businessAccountId())
                .execute();
    }

    /// It goes on at `at`, from the first page when `anew`.
    static void later(Tx tx, Sync sync, String problem, Instant at, boolean anew) {
        tx.update("""
                UPDATE template_sync
                   SET failures = failures + 1, problem = :problem, next_at = :at,
                       cursor = CASE WHEN NOT :anew THEN cursor END,
                       pages = CASE WHEN :anew THEN 0 ELSE pages END,
                       found = CASE WHEN :anew THEN 0 ELSE found END
                 WHERE tenant_id = :tenant AND business_account_id = :account
                """)
                .bind("problem", problem)
                .bind("at", Timestamp.from(at))
                .bind("anew", anew)
                .bind("tenant", sync.tenant())
                .bind("account", sync.businessAccountId())
                .execute();
    }
}
