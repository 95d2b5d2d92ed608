package dev.palomar.tenant.people;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Secret;
import dev.palomar.model.id.PersonId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One-time links: how somebody comes in for the first time, or again after a forgotten password.
final class Links {

    private static final Duration INVITATION = Duration.ofDays(7);
    private static final Duration PASSWORD = Duration.ofDays(1);

    /// What a link is for.
    enum Purpose {
        SETUP("setup"),
        INVITATION("invitation"),
        PASSWORD("password");

        private final String word;

        Purpose(String word) {
            this.word = word;
        }

        static Purpose read(String word) {
            for (Purpose purpose : values()) {
                if (purpose.word.equals(word)) {
                    return purpose;
                }
            }
            throw new IllegalStateException("unknown purpose " + word);
        }
    }

    /// A link that is good.
    record Link(Purpose purpose, Optional<PersonId> person) {}

    private final InstantSource clock;
    private final RandomGenerator random;

    Links(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// Good until somebody uses it.
    Secret forSetup(Tx tx) {
        Secret token = Tokens.fresh("", random);
        insert(tx, token, Purpose.SETUP, Optional.empty(), Optional.empty());
        return token;
    }

    /// From an administrator. Earlier links of the person end.
    OneTimeLink forPerson(Tx tx, Purpose purpose, PersonId person) {
        endAll(tx, person);
        return made(tx, purpose, person, purpose == Purpose.INVITATION ? INVITATION : PASSWORD);
    }

    /// For a new password, asked for by somebody unknown: earlier links stay good, or anybody could end them.
    OneTimeLink another(Tx tx, PersonId person, Duration lifetime) {
        return made(tx, Purpose.PASSWORD, person, lifetime);
    }

    private OneTimeLink made(Tx tx, Purpose purpose, PersonId person, Duration lifetime) {
        Secret token = Tokens.fresh("", random);
        Instant expires = clock.instant().plus(lifetime);
        insert(tx, token, purpose, Optional.of(person), Optional.of(expires));
        return new OneTimeLink(token, expires, purpose == Purpose.INVITATION);
    }

    /// The link behind `token`, if it is still good. It is held until the transaction ends.
    Optional<Link> find(Tx tx, Secret token) {
        return tx.query("""
                SELECT purpose, person_id FROM one_time_link
                 WHERE token_hash = :hash AND (expires_at IS NULL OR expires_at > :now)
                   FOR UPDATE
                """)
                .bind("hash", Tokens.hash(token))
                .bind("now", Timestamp.from(clock.instant()))
                .map((row, _) ->
                        new Link(Purpose.read(row.getString("purpose")), Rows.id(row, "person_id", PersonId::new)))
                .findOne();
    }

    void endAll(Tx tx, PersonId person) {
        tx.update("DELETE FROM one_time_link WHERE person_id = :person")
                .bind("person", person)
                .execute();
    }

    void endSetup(Tx tx) {
        tx.update("DELETE FROM one_time_link WHERE purpose = 'setup'").execute();
    }

    void tidy(Tx tx) {
        tx.update("DELETE FROM one_time_link WHERE expires_at < :now")
                .bind("now", Timestamp.from(clock.instant()))
                .execute();
    }

    private void insert(Tx tx, Secret token, Purpose purpose, Optional<PersonId> person, Optional<Instant> expires) {
        tx.update("""
                INSERT INTO one_time_link (token_hash, purpose, person_id, created_at, expires_at)
                VALUES (:hash, :purpose, :person::uuid, :now, :expires::timestamptz)
                """)
                .bind("hash", Tokens.hash(token))
                .bind("purpose", purpose.word)
                .bind("person", person.map(PersonId::value).orElse(null))
                .bind("now", Timestamp.from(clock.instant()))
                .bind("expires", expires.map(Timestamp::from).orElse(null))
                .execute();
    }
}
