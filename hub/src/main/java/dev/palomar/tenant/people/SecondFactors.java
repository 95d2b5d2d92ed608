package dev.palomar.tenant.people;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.PersonId;
import dev.palomar.tenant.audit.Author;
import dev.palomar.vault.Vault;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The second factor of a person's login: a code from an authenticator app, or a recovery code. Each code is good once.
/// What changes it asks for the password, so that a session left open is not enough.
public final class SecondFactors {

    /// How things stand with a person. `since` is empty while it is off.
    public record State(Optional<Instant> since, int recoveryCodesLeft) {}

    /// What an app needs. It counts once a code of it was given back.
    ///
    /// @param key   in base 32, for typing
    /// @param link  the same as `otpauth:` URI, for a QR code
    public record Offer(Secret key, Secret link) {}

    /// With what somebody came in.
    enum Used {
        NOTHING,
        APP,
        RECOVERY_CODE;

        String word() {
            return switch (this) {
                case NOTHING -> "none";
                case APP -> "app";
                case RECOVERY_CODE -> "recoveryCode";
            };
        }
    }

    /// What the class works with besides the database.
    record Ground(PasswordCheck password, LoginDelay delay, Notes notes, Sessions sessions) {}

    private record Row(Secret key, Instant created, long lastStep) {}

    private static final String TABLE = "second_factor";
    private static final Duration OFFER = Duration.ofHours(1);
    private static final String WRONG =
            "The code is wrong, was used before, or is too old. Wait for the next one of your app.";
    private static final Pattern OF_AN_APP = Pattern.compile("\\d{6}");

    private final Database database;
    private final Vault vault;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Ground ground;
    private final RecoveryCodes recovery;
    private final Runnable changed;

    SecondFactors(
            Database database,
            Vault vault,
            InstantSource clock,
            RandomGenerator random,
            Ground ground,
            Runnable changed) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
        this.random = random;
        this.ground = ground;
        this.recovery = new RecoveryCodes(random);
        this.changed = changed;
    }

    public State state(PersonId person) {
        return database.worker(tx -> {
            Optional<Instant> since = tx.query(
                            "SELECT confirmed_at FROM second_factor WHERE person_id = :person AND confirmed_at IS NOT NULL")
                    .bind("person", person)
                    .map((row, _) -> Rows.instant(row, "confirmed_at"))
                    .findOne();
            return new State(since, since.isPresent() ? RecoveryCodes.left(tx, person) : 0);
        });
    }

    /// A new key. An earlier one that was not confirmed is forgotten.
    public Offer begin(Person person, Secret password, Author from) {
        ground.password().require(person, password, "password", from);
        Totp totp = Totp.fresh(random);
        Secret key = new Secret(totp.secret());
        byte[] sealed = vault.seal(Vault.PLATFORM, TABLE, person.id(), key);
        int offered = database.worker(tx -> tx.update("""
                INSERT INTO second_factor AS known (person_id, secret, created_at) VALUES (:person, :secret, :now)
                ON CONFLICT (person_id) DO UPDATE
                   SET secret = EXCLUDED.secret, created_at = EXCLUDED.created_at, last_step = 0
                 WHERE known.confirmed_at IS NULL
                """)
                .bind("person", person.id())
                .bind("secret", sealed)
                .bind("now", Timestamp.from(clock.instant()))
                .execute());
        if (offered == 0) {
            throw new Rejection.Conflict("wrong-state", "Your second factor is on already. Switch it off first.");
        }
        return new Offer(key, link(person, key));
    }

    /// Switches it on: a code shows that the app has the key. Every other session of the person ends, because it was
    /// opened without it. The recovery codes are told here and never again.
    public List<Secret> confirm(Standing standing, Secret code, Author from) {
        Person person = standing.person();
        ground.delay().attempt(person.id());
        List<Secret> codes = database.worker(tx -> {
            Row row = row(tx, person.id(), false)
                    .filter(offer -> clock.instant().isBefore(offer.created().plus(OFFER)))
                    .orElseThrow(() -> new Rejection.Conflict("wrong-state", "Begin again: there is no new key."));
            if (byApp(tx, person.id(), row, letters(code)) == Used.NOTHING) {
                return List.<Secret>of();
            }
            tx.update("UPDATE second_factor SET confirmed_at = :now WHERE person_id = :person")
                    .bind("now", Timestamp.from(clock.instant()))
                    .bind("person", person.id())
                    .execute();
            ground.sessions().endAll(tx, person.id(), Optional.of(standing.session()));
            List<Secret> fresh = recovery.renew(tx, person.id());
            ground.notes().write(tx, person, from, "user.secondFactorOn");
            return fresh;
        });
        if (codes.isEmpty()) {
            throw wrong();
        }
        ground.delay().succeeded(person.id());
        changed.run();
        return codes;
    }

    /// New recovery codes instead of those before.
    public List<Secret> renewCodes(Person person, Secret password, Secret code, Author from) {
        ground.password().require(person, password, "password", from);
        mustHave(person, code);
        return database.worker(tx -> {
            List<Secret> fresh = recovery.renew(tx, person.id());
            ground.notes().write(tx, person, from, "user.recoveryCodesRenewed");
            return fresh;
        });
    }

    public void switchOff(Person person, Secret password, Secret code, Author from) {
        ground.password().require(person, password, "password", from);
        mustHave(person, code);
        database.worker(tx -> {
            delete(tx, person.id());
            ground.notes().write(tx, person, from, "user.secondFactorOff");
            return true;
        });
        changed.run();
    }

    /// At a login whose password was right. Throws when the person has a second factor and `code` is not of it; then
    /// `undecided` is run first if there is no code at all.
    Used require(Person person, Optional<Secret> code, Runnable undecided) {
        if (!database.worker(tx -> isOn(tx, person.id()))) {
            return Used.NOTHING;
        }
        if (code.isEmpty()) {
            undecided.run();
            throw new Rejection.Unauthenticated(
                    "second-factor-required",
                    "Send the code of your authenticator app, or a recovery code, as code, too.");
        }
        return take(person, code.get());
    }

    /// Takes the person's second factor away. False when there was none.
    static boolean delete(Tx tx, PersonId person) {
        return tx.update("DELETE FROM second_factor WHERE person_id = :person")
                        .bind("person", person)
                        .execute()
                > 0;
    }

    static boolean isOn(Tx tx, PersonId person) {
        return tx.query("""
                SELECT EXISTS (SELECT FROM second_factor WHERE person_id = :person AND confirmed_at IS NOT NULL)
                """).bind("person", person).mapTo(Boolean.class).one();
    }

    private Used take(Person person, Secret code) {
        ground.delay().attempt(person.id());
        String letters = letters(code);
        Used used = database.worker(tx -> row(tx, person.id(), true)
                .map(row -> OF_AN_APP.matcher(letters).matches()
                        ? byApp(tx, person.id(), row, letters)
                        : RecoveryCodes.use(tx, person.id(), letters, clock.instant())
                                ? Used.RECOVERY_CODE
                                : Used.NOTHING)
                .orElse(Used.NOTHING));
        if (used == Used.NOTHING) {
            throw new Rejection.Unauthenticated("invalid-code", WRONG);
        }
        ground.delay().succeeded(person.id());
        return used;
    }

    private void mustHave(Person person, Secret code) {
        if (!database.worker(tx -> isOn(tx, person.id()))) {
            throw new Rejection.Conflict("wrong-state", "Your second factor is off.");
        }
        try {
            take(person, code);
        } catch (Rejection.Unauthenticated notTheirs) {
            throw wrong();
        }
    }

    /// The row is held until the transaction ends: of two who present one code at once, one is too late.
    private Optional<Row> row(Tx tx, PersonId person, boolean confirmed) {
        return tx.query("""
                SELECT secret, created_at, last_step FROM second_factor
                 WHERE person_id = :person AND (confirmed_at IS NOT NULL) = :confirmed
                   FOR UPDATE
                """)
                .bind("person", person)
                .bind("confirmed", confirmed)
                .map((row, _) -> new Row(
                        vault.open(Vault.PLATFORM, TABLE, person, row.getBytes("secret")),
                        Rows.instant(row, "created_at"),
                        row.getLong("last_step")))
                .findOne();
    }

    private Used byApp(Tx tx, PersonId person, Row row, String digits) {
        OptionalLong step = Totp.of(row.key().reveal()).match(digits, clock.instant(), row.lastStep());
        if (step.isEmpty()) {
            return Used.NOTHING;
        }
        tx.update("UPDATE second_factor SET last_step = :step WHERE person_id = :person")
                .bind("step", step.getAsLong())
                .bind("person", person)
                .execute();
        return Used.APP;
    }

    private static Rejection.InvalidValue wrong() {
        return new Rejection.InvalidValue("code", "is wrong, was used before, or is too old; wait for the next one");
    }

    /// As people type it: with or without blanks and dashes.
    private static String letters(Secret code) {
        return code.reveal().replaceAll("[\\s-]", "");
    }

    /// The form that authenticator apps read: https://github.com/google/google-authenticator/wiki/Key-Uri-Format
    private static Secret link(Person person, Secret key) {
        String label = URLEncoder.encode("Palomar:" + person.email().value(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        URI link = URI.create("otpauth://totp/" + label + "?secret=" + key.reveal()
                + "&issuer=Palomar&algorithm=SHA1&digits=" + Totp.DIGITS + "&period=" + Totp.STEP.toSeconds());
        return new Secret(link.toString());
    }
}
