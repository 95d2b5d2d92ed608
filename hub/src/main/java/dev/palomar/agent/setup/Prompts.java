package dev.palomar.agent.setup;

import dev.palomar.agent.rule.Lines;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The versions of the system prompt. None is ever changed; the highest is in use.
public final class Prompts {

    private final Database database;
    private final Setups setups;
    private final InstantSource clock;

    public Prompts(Database database, Setups setups, InstantSource clock) {
        this.database = database;
        this.setups = setups;
        this.clock = clock;
    }

    public Prompt current(TenantId tenant) {
        return database.tenant(tenant, tx -> current(tx, tenant));
    }

    /// Writes a version, unless it says what the one in use says. Answers with the one in use then.
    public Prompt write(TenantId tenant, String text, Optional<String> note, Author author) {
        Prompt now = database.tenant(tenant, tx -> {
            // one after the other: the row of the tenant's settings is the lock
            Setups.touch(tx, tenant, clock.instant());
            Prompt before = current(tx, tenant);
            if (before.version() > 0 && before.text().equals(text)) {
                return before;
            }
            tx.update("""
                    INSERT INTO agent_prompt (tenant_id, version, prompt, note, author_kind, author_id, author_name,
                                              created_at)
                    VALUES (:tenant, :version, :prompt, :note, :kind, :id, :name, :now)
                    """)
                    .bind("tenant", tenant)
                    .bind("version", before.version() + 1)
                    .bind("prompt", text)
                    .bind("note", note.orElse(null))
                    .bind("kind", author.kind().word())
                    .bind("id", author.id().orElse(null))
                    .bind("name", author.name().orElse(null))
                    .bind("now", Timestamp.from(clock.instant()))
                    .execute();
            return current(tx, tenant);
        });
        setups.forget(tenant);
        return now;
    }

    /// Newest first, below `before`.
    public List<Prompt> list(TenantId tenant, Optional<Integer> before, int limit) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT * FROM agent_prompt WHERE tenant_id = :tenant AND (:before::int IS NULL OR version < :before::int)
                         ORDER BY version DESC LIMIT :limit
                        """)
                        .bind("tenant", tenant)
                        .bind("before", before.orElse(null))
                        .bind("limit", limit)
                        .map((row, _) -> read(row))
                        .list());
    }

    /// Version 0 is the hub's own. Throws [Rejection.NotFound].
    public Prompt get(TenantId tenant, int version) {
        if (version == 0) {
            return Prompt.STANDARD;
        }
        return database.tenant(
                        tenant,
                        tx -> tx.query("SELECT * FROM agent_prompt WHERE tenant_id = :tenant AND version = :version")
                                .bind("tenant", tenant)
                                .bind("version", version)
                                .map((row, _) -> read(row))
                                .findOne())
                .orElseThrow(() -> new Rejection.NotFound("version"));
    }

    /// What came between two versions. Throws [Rejection.NotFound].
    public List<Lines.Line> diff(TenantId tenant, int from, int to) {
        return Lines.diff(get(tenant, from).text(), get(tenant, to).text());
    }

    static Prompt current(Tx tx, TenantId tenant) {
        return tx.query("SELECT * FROM agent_prompt WHERE tenant_id = :tenant ORDER BY version DESC LIMIT 1")
                .bind("tenant", tenant)
                .map((row, _) -> read(row))
                .findOne()
                .orElse(Prompt.STANDARD);
    }

    private static Prompt read(ResultSet row) throws SQLException {
        return new Prompt(
                row.getInt("version"),
                row.getString("prompt"),
                Rows.maybeText(row, "note"),
                Optional.of(new Prompt.Writer(
                        row.getString("author_kind"),
                        Rows.maybeText(row, "author_id"),
                        Rows.maybeText(row, "author_name"))),
                Optional.of(Rows.instant(row, "created_at")));
    }
}
