package dev.palomar.conversation.work;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.QuickReplyId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// A company's texts for repeated use.
public final class QuickReplies {

    private static final int MOST = 500;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public QuickReplies(Database database, Audit audit, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /// By shortcut.
    public List<QuickReply> list(TenantId tenant) {
        return database.tenant(
                tenant,
                tx -> tx.query("SELECT id, shortcut, text FROM quick_reply WHERE tenant_id = :tenant ORDER BY shortcut")
                        .bind("tenant", tenant)
                        .map((row, _) -> new QuickReply(
                                new QuickReplyId(Rows.uuid(row, "id")),
                                row.getString("shortcut"),
                                row.getString("text")))
                        .list());
    }

    /// Throws [Rejection.NotFound] when the tenant has no such reply.
    public QuickReply get(TenantId tenant, QuickReplyId id) {
        return database.tenant(tenant, tx -> find(tx, tenant, id));
    }

    /// Throws [Rejection.Conflict] when there is one with this shortcut, or when there are too many.
    public QuickReply create(TenantId tenant, String shortcut, String text, Author author) {
        return database.tenant(tenant, tx -> {
            long there = tx.query("SELECT count(*) FROM quick_reply WHERE tenant_id = :tenant")
                    .bind("tenant", tenant)
                    .mapTo(Long.class)
                    .one();
            if (there >= MOST) {
                throw new Rejection.Conflict(
                        "limit-reached", "There are " + MOST + " quick replies; delete one first.");
            }
            QuickReply reply = new QuickReply(new QuickReplyId(ids.get()), shortcut, text);
            int made = tx.update("""
                    INSERT INTO quick_reply (tenant_id, id, shortcut, text, created_at)
                    VALUES (:tenant, :id, :shortcut, :text, :now)
                    ON CONFLICT (tenant_id, shortcut) DO NOTHING
                    """)
                    .bind("tenant", tenant)
                    .bind("id", reply.id())
                    .bind("shortcut", shortcut)
                    .bind("text", text)
                    .bind("now", Timestamp.from(clock.instant()))
                    .execute();
            if (made == 0) {
                throw taken(shortcut);
            }
            note(tx, tenant, author, "quickReply.created", reply);
            return reply;
        });
    }

    /// What is empty stays. Throws as [#create] does.
    public QuickReply change(
            TenantId tenant, QuickReplyId id, Optional<String> shortcut, Optional<String> text, Author author) {
        return database.tenant(tenant, tx -> {
            QuickReply before = find(tx, tenant, id);
            QuickReply now = new QuickReply(id, shortcut.orElse(before.shortcut()), text.orElse(before.text()));
            boolean taken = tx.query("""
                    SELECT 1 FROM quick_reply WHERE tenant_id = :tenant AND shortcut = :shortcut AND id <> :id
                    """)
                    .bind("tenant", tenant)
                    .bind("shortcut", now.shortcut())
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent();
            if (taken) {
                throw taken(now.shortcut());
            }
            tx.update(
                            "UPDATE quick_reply SET shortcut = :shortcut, text = :text WHERE tenant_id = :tenant AND id = :id")
                    .bind("shortcut", now.shortcut())
                    .bind("text", now.text())
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .execute();
            note(tx, tenant, author, "quickReply.changed", now);
            return now;
        });
    }

    public void delete(TenantId tenant, QuickReplyId id, Author author) {
        database.tenant(tenant, tx -> {
            QuickReply reply = find(tx, tenant, id);
            tx.update("DELETE FROM quick_reply WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .execute();
            note(tx, tenant, author, "quickReply.deleted", reply);
            return true;
        });
    }

    private void note(Tx tx, TenantId tenant, Author author, String action, QuickReply reply) {
        Deed deed = Deed.of(action, reply.id(), Json.object().put("shortcut", reply.shortcut()));
        audit.record(tx, tenant, author, deed);
    }

    private static QuickReply find(Tx tx, TenantId tenant, QuickReplyId id) {
        return tx.query("SELECT shortcut, text FROM quick_reply WHERE tenant_id = :tenant AND id = :id FOR UPDATE")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> new QuickReply(id, row.getString("shortcut"), row.getString("text")))
                .findOne()
                .orElseThrow(() -> new Rejection.NotFound("quick reply"));
    }

    private static Rejection taken(String shortcut) {
        return new Rejection.Conflict("There is a quick reply for /" + shortcut + " already.");
    }
}
