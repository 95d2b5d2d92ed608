package dev.palomar.tenant.limit;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.model.Secret;
import dev.palomar.model.id.Id;
import dev.palomar.model.id.TenantId;
import dev.palomar.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// First answers, by the caller's `Idempotency-Key`, for 24 hours. Who begins gets a ticket and either finishes it,
/// best in the transaction that does the work, or gives it back. A ticket whose holder died is free again after a
/// minute; its holder, should it wake up, can no longer finish it.
public final class Idempotency {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String TABLE = "idempotency";

    /// What a request is recognised by; `hash` covers what was asked. Requests of no tenant have the nil tenant id.
    public record Request(TenantId tenant, String caller, String key, Payload hash) {}

    /// The right to do what was asked and to say what came of it.
    public record Ticket(Request request, UUID number) {}

    /// An answer as it was given.
    public record Answer(int status, String contentType, String body) {}

    /// What is known about a request.
    public sealed interface Found {
        /// Nobody has done it: do it, then finish the ticket.
        record Fresh(Ticket ticket) implements Found {}

        /// It was done; this was the answer.
        record Done(Answer answer) implements Found {}

        /// It is being done just now.
        record UnderWay() implements Found {}

        /// The key was used for another request.
        record Mismatch() implements Found {}
    }

    private static final Answer GONE = new Answer(
            410,
            "application/problem+json",
            "{\"type\":\"/problems/gone\",\"title\":\"It was used or has expired\",\"status\":410,"
                    + "\"detail\":\"What this request made has been erased.\",\"requestId\":\"-\"}");

    private record Row(Payload hash, Instant leasedUntil, Optional<byte[]> response, Instant createdAt) {}

    private final Database database;
    private final Vault vault;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Idempotency(Database database, Vault vault, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
        this.ids = ids;
    }

    public Found begin(Request request) {
        UUID number = ids.get();
        return database.tenant(request.tenant(), tx -> {
            if (claim(tx, request, number) > 0) {
                return new Found.Fresh(new Ticket(request, number));
            }
            Row row = row(tx, request);
            Instant now = clock.instant();
            boolean expired = !row.createdAt().plus(KEPT).isAfter(now);
            boolean abandoned = row.response().isEmpty() && !row.leasedUntil().isAfter(now);
            if (expired || (abandoned && row.hash().equals(request.hash()))) {
                takeOver(tx, request, number);
                return new Found.Fresh(new Ticket(request, number));
            }
            if (!row.hash().equals(request.hash())) {
                return new Found.Mismatch();
            }
            return row.response()
                    .<Found>map(kept -> new Found.Done(open(request, kept)))
                    .orElseGet(Found.UnderWay::new);
        });
    }

    /// Keeps the answer if and only if `tx` is. False when the ticket ran out and somebody else has taken over: the
    /// caller rolls back then.
    public boolean finish(Tx tx, Ticket ticket, Answer answer) {
        Request request = ticket.request();
        return tx.update("""
                UPDATE idempotency SET response = :response
                 WHERE tenant_id = :tenant AND caller = :caller AND key = :key AND ticket = :ticket
                   AND response IS NULL
                """)
                        .bind("response", seal(request, answer))
                        .bind("tenant", request.tenant())
                        .bind("caller", request.caller())
                        .bind("key", request.key())
                        .bind("ticket", ticket.number())
                        .execute()
                == 1;
    }

    /// Keeps the answer, unless it was kept already.
    public void finish(Ticket ticket, Answer answer) {
        database.tenant(ticket.request().tenant(), tx -> finish(tx, ticket, answer));
    }

    /// Nothing was done: the key is free again.
    public void giveBack(Ticket ticket) {
        Request request = ticket.request();
        database.tenant(
                request.tenant(),
                tx -> tx.update("""
                DELETE FROM idempotency
                 WHERE tenant_id = :tenant AND caller = :caller AND key = :key AND ticket = :ticket
                   AND response IS NULL
                """)
                        .bind("tenant", request.tenant())
                        .bind("caller", request.caller())
                        .bind("key", request.key())
                        .bind("ticket", ticket.number())
                        .execute());
    }

    /// Forgets what is older than a day. To be called now and then.
    public void tidy() {
        database.worker(tx -> tx.update("DELETE FROM idempotency WHERE created_at < :old")
                .bind("old", Timestamp.from(clock.instant().minus(KEPT)))
                .execute());
    }

    /// @param answers  how many were replaced
    /// @param next     where to go on; empty when all were looked at
    public record Forgotten(int answers, Optional<UUID> next) {}

    /// Replaces kept answers whose body `about` fits by one that says that the thing is gone: the request is still
    /// recognised when it comes again. Looks at some of them, from `from` on.
    public Forgotten forget(Tx tx, TenantId tenant, Predicate<String> about, Optional<UUID> from) {
        record Kept(Request request, UUID ticket, Payload response) {}
        List<Kept> kept = tx.query("""
                SELECT * FROM idempotency
                 WHERE tenant_id = :tenant AND ticket > :from AND response IS NOT NULL ORDER BY ticket LIMIT 500
                """)
                .bind("tenant", tenant)
                .bind("from", from.orElse(new UUID(0, 0)))
                .map((row, _) -> new Kept(
                        new Request(
                                tenant,
                                row.getString("caller"),
                                row.getString("key"),
                                Payload.of(row.getBytes("request_hash"))),
                        Rows.uuid(row, "ticket"),
                        Payload.of(row.getBytes("response"))))
                .list();
        int replaced = 0;
        for (Kept one : kept) {
            if (about.test(open(one.request(), one.response().bytes()).body())) {
                replaced += tx.update("""
                        UPDATE idempotency SET response = :response WHERE tenant_id = :tenant AND ticket = :ticket
                        """)
                        .bind("response", seal(one.request(), GONE))
                        .bind("tenant", tenant)
                        .bind("ticket", one.ticket())
                        .execute();
            }
        }
        return new Forgotten(
                replaced,
                kept.size() < 500
                        ? Optional.empty()
                        : Optional.of(kept.getLast().ticket()));
    }

    private int claim(Tx tx, Request request, UUID number) {
        Instant now = clock.instant();
        return tx.update("""
                INSERT INTO idempotency (tenant_id, caller, key, request_hash, ticket, leased_until, created_at)
                VALUES (:tenant, :caller, :key, :hash, :ticket, :until, :now)
                ON CONFLICT DO NOTHING
                """)
                .bind("tenant", request.tenant())
                .bind("caller", request.caller())
                .bind("key", request.key())
                .bind("hash", request.hash().bytes())
                .bind("ticket", number)
                .bind("until", Timestamp.from(now.plus(LEASE)))
                .bind("now", Timestamp.from(now))
                .execute();
    }

    private static Row row(Tx tx, Request request) {
        return tx.query("""
                SELECT * FROM idempotency WHERE tenant_id = :tenant AND caller = :caller AND key = :key FOR UPDATE
                """)
                .bind("tenant", request.tenant())
                .bind("caller", request.caller())
                .bind("key", request.key())
                .map((row, _) -> new Row(
                        Payload.of(row.getBytes("request_hash")),
                        Rows.instant(row, "leased_until"),
                        Optional.ofNullable(row.getBytes("response")),
                        Rows.instant(row, "created_at")))
                .findOne()
                .orElseGet(() -> new Row(request.hash(), Instant.MAX, Optional.empty(), Instant.MAX.minus(KEPT)));
    }

    private void takeOver(Tx tx, Request request, UUID number) {
        Instant now = clock.instant();
        tx.update("""
                UPDATE idempotency
                   SET request_hash = :hash, ticket = :ticket, leased_until = :until, response = NULL, created_at = :now
                 WHERE tenant_id = :tenant AND caller = :caller AND key = :key
                """)
                .bind("tenant", request.tenant())
                .bind("caller", request.caller())
                .bind("key", request.key())
                .bind("hash", request.hash().bytes())
                .bind("ticket", number)
                .bind("until", Timestamp.from(now.plus(LEASE)))
                .bind("now", Timestamp.from(now))
                .execute();
    }

    private byte[] seal(Request request, Answer answer) {
        ObjectNode kept = Json.object()
                .put("status", answer.status())
                .put("contentType", answer.contentType())
                .put("body", answer.body());
        return vault.seal(request.tenant(), TABLE, Place.of(request), new Secret(Json.text(kept)));
    }

    private Answer open(Request request, byte[] sealed) {
        ObjectNode kept = Json.readObject(
                vault.open(request.tenant(), TABLE, Place.of(request), sealed).reveal());
        return new Answer(
                kept.path("status").asInt(),
                kept.path("contentType").asString(),
                kept.path("body").asString());
    }

    /// Which row a sealed answer belongs to.
    private record Place(UUID value) implements Id {

        static Place of(Request request) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                byte[] hash = digest.digest((request.caller() + "\n" + request.key()).getBytes(StandardCharsets.UTF_8));
                String hex = HexFormat.of().formatHex(hash, 0, 16);
                return new Place(new UUID(
                        Long.parseUnsignedLong(hex.substring(0, 16), 16),
                        Long.parseUnsignedLong(hex.substring(16), 16)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public String prefix() {
            return "idm_";
        }
    }
}
