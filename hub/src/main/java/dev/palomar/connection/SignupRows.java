package dev.palomar.connection;

import dev.palomar.database.Tx;
import dev.palomar.model.Payload;
import dev.palomar.model.Secret;
import dev.palomar.model.id.SignupId;
import dev.palomar.model.id.TenantId;
import dev.palomar.vault.Vault;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The `signup` table.
final class SignupRows {

    private static final String TABLE = "signup";

    private final Vault vault;

    SignupRows(Vault vault) {
        this.vault = vault;
    }

    /// `browser` is the hash of what the browser that may come back carries; empty when that is whoever opens
    /// the link.
    void insert(Tx tx, Signup signup, byte[] stateHash, Optional<Payload> browser) {
        tx.update("""
                INSERT INTO signup (tenant_id, id, state_hash, browser_hash, stage, created_at, expires_at)
                VALUES (:tenant, :id, :state, :browser, 'waiting', :created, :expires)
                """)
                .bind("tenant", signup.tenant())
                .bind("id", signup.id())
                .bind("state", stateHash)
                .bind("browser", browser.map(Payload::bytes).orElse(null))
                .bind("created", Timestamp.from(signup.createdAt()))
                .bind("expires", Timestamp.from(signup.expiresAt()))
                .execute();
    }

    /// Binds a link that was passed on to the browser that opens it first. False when another one was first, or
    /// the link is used up or too old.
    boolean bind(Tx tx, byte[] stateHash, byte[] browser, Instant now) {
        return tx.update("""
                UPDATE signup SET browser_hash = :browser
                 WHERE state_hash = :state AND stage = 'waiting' AND expires_at > :now
                   AND (browser_hash IS NULL OR browser_hash = :browser)
                """)
                        .bind("browser", browser)
                        .bind("state", stateHash)
                        .bind("now", Timestamp.from(now))
                        .execute()
                == 1;
    }

    /// A signup as it was when its state was taken away.
    record Consumed(Signup signup, Optional<Payload> browser) {}

    /// Takes the state away, so that nobody can come back with it again, whatever happens next.
    Optional<Consumed> consume(Tx tx, byte[] stateHash) {
        return tx.query("""
                UPDATE signup SET state_hash = NULL WHERE state_hash = :state
                RETURNING *
                """)
                .bind("state", stateHash)
                .map((row, _) -> new Consumed(
                        Signup.read(row),
                        Optional.ofNullable(row.getBytes("browser_hash")).map(Payload::of)))
                .findOne();
    }

    /// The code was exchanged: what is needed to go on is there, also for whoever takes over after a crash.
    void connecting(Tx tx, Signup signup, Secret token, Secret pin, Instant next) {
        tx.update("""
                UPDATE signup SET stage = 'connecting', token = :token, pin = :pin, next_at = :next
                 WHERE tenant_id = :tenant AND id = :id
                """)
                .bind("token", vault.seal(signup.tenant(), TABLE, signup.id(), token))
                .bind("pin", vault.seal(signup.tenant(), TABLE, signup.id(), pin))
                .bind("next", Timestamp.from(next))
                .bind("tenant", signup.tenant())
                .bind("id", signup.id())
                .execute();
    }

    /// What is needed to go on.
    record Held(Signup signup, Secret token, Secret pin) {}

    Optional<Held> held(Tx tx, TenantId tenant, SignupId id) {
        return tx.query("""
                SELECT * FROM signup WHERE tenant_id = :tenant AND id = :id AND stage = 'connecting'
                """)
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> new Held(
                        Signup.read(row),
                        vault.open(tenant, TABLE, id, row.getBytes("token")),
                        vault.open(tenant, TABLE, id, row.getBytes("pin"))))
                .findOne();
    }

    /// Those that somebody should go on with; they are this caller's until `lease` is over.
    List<Signup> takeDue(Tx tx, Instant now, Duration lease) {
        return tx.query("""
                UPDATE signup SET next_at = :until
                 WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM signup
                                            WHERE stage = 'connecting' AND next_at <= :now
                                            ORDER BY next_at LIMIT 10 FOR UPDATE SKIP LOCKED)
                RETURNING *
                """)
                .bind("until", Timestamp.from(now.plus(lease)))
                .bind("now", Timestamp.from(now))
                .map((row, _) -> Signup.read(row))
                .list();
    }

    void later(Tx tx, Signup signup, Outcome outcome, String problem, Instant next) {
        tx.update("""
                UPDATE signup SET next_at = :next, outcome = :outcome, problem = :problem
                 WHERE tenant_id = :tenant AND id = :id AND stage = 'connecting'
                """)
                .bind("next", Timestamp.from(next))
                .bind("outcome", outcome.text())
                .bind("problem", problem)
                .bind("tenant", signup.tenant())
                .bind("id", signup.id())
                .execute();
    }

    /// It has ended, and nothing of its secrets is kept.
    void end(Tx tx, Signup signup, Signup.Stage stage, Outcome outcome, Optional<String> problem, Instant now) {
        tx.update("""
                UPDATE signup
                   SET stage = :stage, outcome = :outcome, problem = :problem, finished_at = :now, next_at = NULL,
                       token = NULL, pin = NULL, state_hash = NULL, browser_hash = NULL
                 WHERE tenant_id = :tenant AND id = :id AND stage IN ('waiting', 'connecting')
                """)
                .bind("stage", stage.word())
                .bind("outcome", outcome.text())
                .bind("problem", problem.orElse(null))
                .bind("now", Timestamp.from(now))
                .bind("tenant", signup.tenant())
                .bind("id", signup.id())
                .execute();
    }

    Optional<Signup> latest(Tx tx, TenantId tenant) {
        return tx.query("SELECT * FROM signup WHERE tenant_id = :tenant ORDER BY id DESC LIMIT 1")
                .bind("tenant", tenant)
                .map((row, _) -> Signup.read(row))
                .findOne();
    }

    Optional<Signup> find(Tx tx, TenantId tenant, SignupId id) {
        return tx.query("SELECT * FROM signup WHERE tenant_id = :tenant AND id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, _) -> Signup.read(row))
                .findOne();
    }

    /// Links that nobody came back by keep no state, and old signups go.
    void tidy(Tx tx, Instant now) {
        tx.update("""
                UPDATE signup SET state_hash = NULL, browser_hash = NULL, stage = 'canceled', problem = 'expired',
                                  finished_at = :now
                 WHERE stage = 'waiting' AND expires_at < :now
                """).bind("now", Timestamp.from(now)).execute();
        tx.update("DELETE FROM signup WHERE created_at < :before AND stage NOT IN ('waiting', 'connecting')")
                .bind("before", Timestamp.from(now.minus(Duration.ofDays(90))))
                .execute();
    }
}
