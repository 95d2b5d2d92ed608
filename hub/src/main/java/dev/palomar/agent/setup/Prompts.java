package dev.palomar.agent.setup;

import dev.palomar.agent.rule.Lines;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// The versions of the system prompt: the company's, and those of single numbers, which go before it there. None is
/// ever changed; the highest is in use.
public final class Prompts {

    /// Rows of the number that is bound as `device`, or of the company.
    private static final String OF = """
             WHERE tenant_id = :tenant
               AND (device_id = :device::uuid OR :device::uuid IS NULL AND device_id IS NULL)
            """;

    private final Database database;
    private final Setups setups;
    private final InstantSource clock;

    public Prompts(Database database, Setups setups, InstantSource clock) {
        this.database = database;
        this.setups = setups;
        this.clock = clock;
    }

    /// What is in use on the number, or wherever nothing was written for one alone. Throws
    /// [Rejection.NotFound] when the tenant has no such number.
    public Prompt current(TenantId tenant, Optional<DeviceId> number) {
        return database.tenant(tenant, tx -> {
            number.ifPresent(one -> Setups.mustExist(tx, tenant, one));
            Prompt own = latest(tx, tenant, number);
            return own.text().isEmpty() ? latest(tx, tenant, Optional.empty()) : own;
        });
    }

    /// Writes a version, unless it says what the one in use says. Answers with the one in use then. Throws as
    /// [#current].
    public Prompt write(TenantId tenant, Optional<DeviceId> number, String text, Optional<String> note, Author author) {
        Prompt now = database.tenant(tenant, tx -> {
            number.ifPresent(one -> Setups.mustExist(tx, tenant, one));
            // one after the other: the row of the tenant's settings is the lock
            Setups.touch(tx, tenant, clock.instant());
            Prompt before = latest(tx, tenant, number);
            boolean same = before.text().equals(text) && (before.version() > 0 || number.isPresent());
            if (!same) {
                insert(tx, tenant, number, before.version() + 1, text, note, author);
            }
            return latest(tx, tenant, number);
        });
        setups.forget(tenant);
        return now;
    }

    /// From now on the number has the company's again; that, too, is a version. Throws as [#current].
    public Prompt drop(TenantId tenant, DeviceId number, Author author) {
        return write(tenant, Optional.of(number), "", Optional.empty(), author);
    }

    private void insert(
            Tx tx,
            TenantId tenant,
            Optional<DeviceId> number,
            int version,
            String text,
            Optional<String> note,
            Author author) {
        tx.update("""
                INSERT INTO agent_prompt (tenant_id, device_id, version, prompt, note, author_kind, author_id,
                                          author_name, created_at)
                VALUES (:tenant, :device, :version, :prompt, :note, :kind, :id, :name, :now)
                """)
                .bind("tenant", tenant)
                .bind("device", number.map(DeviceId::value).orElse(null))
                .bind("version", version)
                .bind("prompt", text)
                .bind("note", note.orElse(null))
                .bind("kind", author.kind().word())
                .bind("id", author.id().orElse(null))
                .bind("name", author.name().orElse(null))
                .bind("now", Timestamp.from(clock.instant()))
                .execute();
    }

    /// Of the number alone, or of the company; newest first, below `before`. Throws as [#current].
    public List<Prompt> list(TenantId tenant, Optional<DeviceId> number, Optional<Integer> before, int limit) {
        return database.tenant(tenant, tx -> {
            number.ifPresent(one -> Setups.mustExist(tx, tenant, one));
            return of(tx, tenant, number, """
                       AND (:before::int IS NULL OR version < :before::int)
                     ORDER BY version DESC LIMIT :limit
                    """)
                    .bind("before", before.orElse(null))
                    .bind("limit", limit)
                    .map((row, _) -> read(row))
                    .list();
        });
    }

    /// The company's version 0 is the hub's own, a number's says nothing. Throws [Rejection.NotFound].
    public Prompt get(TenantId tenant, Optional<DeviceId> number, int version) {
        return database.tenant(tenant, tx -> {
                    number.ifPresent(one -> Setups.mustExist(tx, tenant, one));
                    return version == 0
                            ? Optional.of(nobodys(number))
                            : of(tx, tenant, number, " AND version = :version")
                                    .bind("version", version)
                                    .map((row, _) -> read(row))
                                    .findOne();
                })
                .orElseThrow(() -> new Rejection.NotFound("version"));
    }

    /// What came between two versions. Throws [Rejection.NotFound].
    public List<Lines.Line> diff(TenantId tenant, Optional<DeviceId> number, int from, int to) {
        return Lines.diff(
                get(tenant, number, from).text(), get(tenant, number, to).text());
    }

    /// What is in use: the company's, and those of numbers that have one of their own.
    record InUse(Prompt company, Map<DeviceId, Prompt> numbers) {}

    static InUse inUse(Tx tx, TenantId tenant) {
        List<Prompt> latest =
                tx.query("""
                SELECT DISTINCT ON (device_id) * FROM agent_prompt
                 WHERE tenant_id = :tenant ORDER BY device_id, version DESC
                """).bind("tenant", tenant).map((row, _) -> read(row)).list();
        Map<DeviceId, Prompt> numbers = new HashMap<>();
        Prompt company = Prompt.STANDARD;
        for (Prompt prompt : latest) {
            if (prompt.number().isEmpty()) {
                company = prompt;
            } else if (!prompt.text().isEmpty()) {
                numbers.put(prompt.number().get(), prompt);
            }
        }
        return new InUse(company, numbers);
    }

    private static Prompt latest(Tx tx, TenantId tenant, Optional<DeviceId> number) {
        return of(tx, tenant, number, " ORDER BY version DESC LIMIT 1")
                .map((row, _) -> read(row))
                .findOne()
                .orElseGet(() -> nobodys(number));
    }

    private static Prompt nobodys(Optional<DeviceId> number) {
        return number.map(Prompt::none).orElse(Prompt.STANDARD);
    }

    private static Query of(Tx tx, TenantId tenant, Optional<DeviceId> number, String which) {
        return tx.query("SELECT * FROM agent_prompt" + OF + which)
                .bind("tenant", tenant)
                .bind("device", number.map(DeviceId::value).orElse(null));
    }

    private static Prompt read(ResultSet row) throws SQLException {
        return new Prompt(
                Rows.id(row, "device_id", DeviceId::new),
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
