package dev.palomar.tenant.audit;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.Payload;
import dev.palomar.model.PlainText;
import dev.palomar.model.id.AuditId;
import dev.palomar.model.id.TenantId;
import dev.palomar.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Who did what, per tenant, in the order in which it was done. The log only grows: neither of the hub's database
/// roles may change or delete a line, and each line's hash covers the one before it, so that a change by other means
/// shows. What belongs to no tenant is kept under [#PLATFORM].
public final class Audit {

    /// Whose log holds what is done to the platform itself.
    public static final TenantId PLATFORM = Vault.PLATFORM;

    /// Which lines are wanted. Empty means all.
    public record Filter(
            Optional<String> action, Optional<String> actorId, Optional<Instant> since, Optional<Instant> until) {

        public static final Filter ALL =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private final Database database;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Audit(Database database, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /// Kept if and only if `tx` is. Lines of one tenant are written one after the other: do it last in a transaction.
    public void record(Tx tx, TenantId tenant, Author author, Deed deed) {
        tx.query("SELECT pg_advisory_xact_lock(:lock)")
                .bind(
                        "lock",
                        tenant.value().getMostSignificantBits() ^ tenant.value().getLeastSignificantBits())
                .map((_, _) -> true)
                .one();
        Optional<AuditEntry> last = newest(tx, tenant);
        AuditEntry line = new AuditEntry(
                last.map(AuditEntry::number).orElse(0L) + 1,
                new AuditId(ids.get()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                author,
                author.visit().map(deed::during).orElse(deed),
                Payload.EMPTY);
        insert(tx, tenant, line, hash(last.map(AuditEntry::hash).orElse(Payload.EMPTY), tenant, line));
    }

    /// As [#record(Tx, TenantId, Author, Deed)], in a transaction of its own.
    public void record(TenantId tenant, Author author, Deed deed) {
        database.tenant(tenant, tx -> {
            record(tx, tenant, author, deed);
            return true;
        });
    }

    /// Newest first; `before` is the `next` of the page before.
    public Page<AuditEntry> list(TenantId tenant, Filter filter, Optional<UUID> before, int limit) {
        List<AuditEntry> lines = database.tenant(
                tenant,
                tx -> tx.query("""
                SELECT * FROM audit
                 WHERE tenant_id = :tenant
                   AND (:before::uuid IS NULL
                        OR number < (SELECT number FROM audit WHERE tenant_id = :tenant AND id = :before::uuid))
                   AND (:action::text IS NULL OR action = :action)
                   AND (:actor::text IS NULL OR actor_id = :actor)
                   AND (:since::timestamptz IS NULL OR at >= :since)
                   AND (:until::timestamptz IS NULL OR at < :until)
                 ORDER BY number DESC
                 LIMIT :limit
                """)
                        .bind("tenant", tenant)
                        .bind("before", before.orElse(null))
                        .bind("action", filter.action().orElse(null))
                        .bind("actor", filter.actorId().orElse(null))
                        .bind("since", filter.since().map(Timestamp::from).orElse(null))
                        .bind("until", filter.until().map(Timestamp::from).orElse(null))
                        .bind("limit", limit + 1)
                        .map((row, _) -> line(row))
                        .list());
        return Page.of(lines, limit, AuditEntry::id);
    }

    /// What the chain says of itself.
    ///
    /// @param lines   how many are in order, from the first one on
    /// @param newest  the last of these
    /// @param broken  the first that is not as it was written
    public record Check(long lines, Optional<AuditEntry> newest, Optional<Broken> broken) {}

    /// @param found  the line that stands there now; empty where it is missing
    public record Broken(long number, Optional<AuditEntry> found) {}

    /// Goes through the whole log. What was cut off at its very end cannot be seen from the rest: compare the newest
    /// hash with one noted elsewhere.
    public Check check(TenantId tenant) {
        return database.tenant(tenant, tx -> {
            Optional<AuditEntry> last = Optional.empty();
            while (true) {
                long from = last.map(AuditEntry::number).orElse(0L) + 1;
                List<AuditEntry> lines = tx.query("""
                        SELECT * FROM audit WHERE tenant_id = :tenant AND number >= :from ORDER BY number LIMIT 1000
                        """)
                        .bind("tenant", tenant)
                        .bind("from", from)
                        .map((row, _) -> line(row))
                        .list();
                for (AuditEntry line : lines) {
                    long expected = last.map(AuditEntry::number).orElse(0L) + 1;
                    boolean missing = line.number() != expected;
                    Payload before = last.map(AuditEntry::hash).orElse(Payload.EMPTY);
                    if (missing || !line.hash().equals(hash(before, tenant, line))) {
                        Optional<AuditEntry> found = missing ? Optional.empty() : Optional.of(line);
                        return new Check(expected - 1, last, Optional.of(new Broken(expected, found)));
                    }
                    last = Optional.of(line);
                }
                if (lines.size() < 1000) {
                    return new Check(last.map(AuditEntry::number).orElse(0L), last, Optional.empty());
                }
            }
        });
    }

    private static Optional<AuditEntry> newest(Tx tx, TenantId tenant) {
        return tx.query("SELECT * FROM audit WHERE tenant_id = :tenant ORDER BY number DESC LIMIT 1")
                .bind("tenant", tenant)
                .map((row, _) -> line(row))
                .findOne();
    }

    private static void insert(Tx tx, TenantId tenant, AuditEntry line, Payload hash) {
        tx.update("""
                INSERT INTO audit (tenant_id, number, id, at, actor_kind, actor_id, actor_name, action, target_kind,
                                   target_id, detail, address, request_id, hash)
                VALUES (:tenant, :number, :id, :at, :actorKind, :actorId, :actorName, :action, :targetKind,
                        :targetId, :detail, :address, :requestId, :hash)
                """)
                .bind("tenant", tenant)
                .bind("number", line.number())
                .bind("id", line.id())
                .bind("at", Timestamp.from(line.at()))
                .bind("actorKind", line.author().kind().word())
                .bind("actorId", line.author().id().orElse(null))
                .bind("actorName", line.author().name().map(PlainText::clean).orElse(null))
                .bind("action", line.deed().action())
                .bind("targetKind", line.deed().target().map(Deed.Target::kind).orElse(null))
                .bind("targetId", line.deed().target().map(Deed.Target::id).orElse(null))
                .bind("detail", Json.text(line.deed().detail()))
                .bind("address", line.author().address().orElse(null))
                .bind("requestId", line.author().requestId().orElse(null))
                .bind("hash", hash.bytes())
                .execute();
    }

    private static AuditEntry line(ResultSet row) throws SQLException {
        Author author = new Author(
                Author.Kind.read(row.getString("actor_kind")),
                Rows.maybeText(row, "actor_id"),
                Rows.maybeText(row, "actor_name"),
                Rows.maybeText(row, "address"),
                Rows.maybeText(row, "request_id"));
        Optional<Deed.Target> target = Rows.maybeText(row, "target_kind")
                .flatMap(kind -> Optional.ofNullable(targetId(row)).map(id -> new Deed.Target(kind, id)));
        return new AuditEntry(
                row.getLong("number"),
                new AuditId(Rows.uuid(row, "id")),
                Rows.instant(row, "at"),
                author,
                new Deed(row.getString("action"), target, Json.readObject(row.getString("detail"))),
                Payload.of(row.getBytes("hash")));
    }

    private static @org.jspecify.annotations.Nullable String targetId(ResultSet row) {
        try {
            return row.getString("target_id");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// What is covered, as one JSON object in a fixed order.
    private static Payload hash(Payload before, TenantId tenant, AuditEntry line) {
        ObjectNode covered = Json.object()
                .put("tenant", tenant.text())
                .put("number", line.number())
                .put("id", line.id().text())
                .put("at", line.at().toString())
                .put("actorKind", line.author().kind().word())
                .put("actorId", line.author().id().orElse(null))
                .put("actorName", line.author().name().map(PlainText::clean).orElse(null))
                .put("action", line.deed().action())
                .put("targetKind", line.deed().target().map(Deed.Target::kind).orElse(null))
                .put("targetId", line.deed().target().map(Deed.Target::id).orElse(null))
                .put("address", line.author().address().orElse(null))
                .put("requestId", line.author().requestId().orElse(null));
        covered.set("detail", line.deed().detail());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before.bytes());
            return Payload.of(digest.digest(Json.text(covered).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
