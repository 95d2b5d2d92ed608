package dev.palomar.tenant.people;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.PlainText;
import dev.palomar.model.Secret;
import dev.palomar.model.id.PersonId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Refresh tokens in families: a family is one login. A token is good for one use; using it again ends its family,
/// because one of the two users is a thief.
///
/// One exception, for pages alone, because scripts have no tabs: two tabs of one browser may present the same token at
/// the same moment. For five seconds after its use, as long as
/// its successor has not been used, the second gets nothing and loses nothing: its browser already has the successor.
/// A thief gains nothing by this, since no second token is given out.
final class Sessions {

    static final Duration LIFETIME = Duration.ofDays(30);

    private static final Duration PARALLEL = Duration.ofSeconds(5);

    /// What became of a presented refresh token.
    sealed interface Presented {
        record Good(PersonId person, UUID session) implements Presented {}

        /// Just used by somebody who is most likely the same browser.
        record JustUsed() implements Presented {}

        /// Used before; its family has been ended now.
        record Reused(PersonId person) implements Presented {}

        /// Unknown, too old, or of a family that has ended.
        record Useless() implements Presented {}
    }

    private record Row(PersonId person, UUID family, Instant expires, Optional<Instant> used, boolean revoked) {}

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Supplier<UUID> ids;

    Sessions(InstantSource clock, RandomGenerator random, Supplier<UUID> ids) {
        this.clock = clock;
        this.random = random;
        this.ids = ids;
    }

    /// A new login.
    UUID fresh() {
        return ids.get();
    }

    /// The next refresh token of a session.
    Secret next(Tx tx, PersonId person, UUID session, Origin from) {
        Secret token = Tokens.fresh("pal_rt_", random);
        Instant now = clock.instant();
        tx.update("""
                INSERT INTO refresh_token (token_hash, family, person_id, created_at, expires_at, address, browser)
                VALUES (:hash, :family, :person, :now, :expires, :address, :browser)
                """)
                .bind("hash", Tokens.hash(token))
                .bind("family", session)
                .bind("person", person)
                .bind("now", Timestamp.from(now))
                .bind("expires", Timestamp.from(now.plus(LIFETIME)))
                .bind("address", from.author().address().orElse(null))
                .bind("browser", from.browser().map(PlainText::clean).orElse(null))
                .execute();
        return token;
    }

    /// `page`: a page presents it, which may have other tabs.
    Presented present(Tx tx, Secret token, boolean page) {
        Optional<Row> found = tx.query("SELECT * FROM refresh_token WHERE token_hash = :hash FOR UPDATE")
                .bind("hash", Tokens.hash(token))
                .map((row, _) -> new Row(
                        new PersonId(Rows.uuid(row, "person_id")),
                        Rows.uuid(row, "family"),
                        Rows.instant(row, "expires_at"),
                        Rows.maybeInstant(row, "used_at"),
                        row.getTimestamp("revoked_at") != null))
                .findOne();
        if (found.isEmpty()) {
            return new Presented.Useless();
        }
        Row row = found.get();
        Instant now = clock.instant();
        if (row.revoked() || !now.isBefore(row.expires())) {
            return new Presented.Useless();
        }
        if (row.used().isPresent()) {
            return page && justUsed(tx, token, row, row.used().get()) ? new Presented.JustUsed() : reused(tx, row);
        }
        tx.update("UPDATE refresh_token SET used_at = :now WHERE token_hash = :hash")
                .bind("now", Timestamp.from(now))
                .bind("hash", Tokens.hash(token))
                .execute();
        return new Presented.Good(row.person(), row.family());
    }

    private Presented reused(Tx tx, Row row) {
        end(tx, row.family());
        return new Presented.Reused(row.person());
    }

    private boolean justUsed(Tx tx, Secret token, Row row, Instant used) {
        boolean successorUnused = tx.query("""
                SELECT count(*) FROM refresh_token
                 WHERE family = :family AND token_hash <> :hash AND created_at >= :used AND used_at IS NOT NULL
                """)
                        .bind("family", row.family())
                        .bind("hash", Tokens.hash(token))
                        .bind("used", Timestamp.from(used))
                        .mapTo(Long.class)
                        .one()
                == 0;
        return clock.instant().isBefore(used.plus(PARALLEL)) && successorUnused;
    }

    Optional<UUID> sessionOf(Tx tx, Secret token) {
        return tx.query("SELECT family FROM refresh_token WHERE token_hash = :hash")
                .bind("hash", Tokens.hash(token))
                .mapTo(UUID.class)
                .findOne();
    }

    boolean isOpen(Tx tx, PersonId person, UUID session) {
        return tx.query("""
                SELECT count(*) FROM refresh_token
                 WHERE family = :family AND person_id = :person AND revoked_at IS NULL AND used_at IS NULL
                   AND expires_at > :now
                """)
                        .bind("family", session)
                        .bind("person", person)
                        .bind("now", Timestamp.from(clock.instant()))
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// Those of a person that have not ended, newest first.
    List<OpenSession> open(Tx tx, PersonId person) {
        return tx.query("""
                SELECT t.family, t.created_at AS seen_at, t.address, t.browser,
                       (SELECT min(first.created_at) FROM refresh_token first WHERE first.family = t.family) AS started_at
                  FROM refresh_token t
                 WHERE t.person_id = :person AND t.revoked_at IS NULL AND t.used_at IS NULL AND t.expires_at > :now
                 ORDER BY t.created_at DESC
                 LIMIT 200
                """)
                .bind("person", person)
                .bind("now", Timestamp.from(clock.instant()))
                .map((row, _) -> new OpenSession(
                        Rows.uuid(row, "family"),
                        Rows.instant(row, "started_at"),
                        Rows.instant(row, "seen_at"),
                        Rows.maybeText(row, "address"),
                        Rows.maybeText(row, "browser")))
                .list();
    }

    void end(Tx tx, UUID session) {
        tx.update("UPDATE refresh_token SET revoked_at = :now WHERE family = :family AND revoked_at IS NULL")
                .bind("now", Timestamp.from(clock.instant()))
                .bind("family", session)
                .execute();
    }

    /// Ends all sessions of a person but `kept`.
    void endAll(Tx tx, PersonId person, Optional<UUID> kept) {
        tx.update("""
                UPDATE refresh_token SET revoked_at = :now
                 WHERE person_id = :person AND revoked_at IS NULL AND family IS DISTINCT FROM :kept::uuid
                """)
                .bind("now", Timestamp.from(clock.instant()))
                .bind("person", person)
                .bind("kept", kept.orElse(null))
                .execute();
    }

    void tidy(Tx tx) {
        tx.update("DELETE FROM refresh_token WHERE expires_at < :now")
                .bind("now", Timestamp.from(clock.instant()))
                .execute();
    }
}
