package dev.palomar.tenant.people;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.PersonId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/// Failed logins make the next one wait, longer each time, per account and per network address. An attempt is counted
/// before its password is looked at, so that many at once gain nothing. An account waits a minute at most: whoever
/// wants to lock somebody out achieves no more.
final class LoginDelay {

    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
    private static final Duration LONGEST_FOR_ACCOUNT = Duration.ofMinutes(1);
    private static final Duration LONGEST_FOR_ADDRESS = Duration.ofMinutes(15);
    private static final Duration LONGEST_FOR_CODE = Duration.ofHours(1);
    private static final int FREE_FOR_ACCOUNT = 5;
    private static final int FREE_FOR_ADDRESS = 30;
    private static final int FREE_FOR_CODE = 5;
    private static final int FREE_FOR_MAIL = 3;

    private record Failures(int count, Instant last) {}

    private final Database database;
    private final InstantSource clock;

    LoginDelay(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Counts an attempt. Throws when it comes too early; such an attempt is not counted.
    void attempt(EmailAddress account, String address) {
        wait(attempt(ofAccount(account), FREE_FOR_ACCOUNT, LONGEST_FOR_ACCOUNT));
        wait(attempt(ofAddress(address), FREE_FOR_ADDRESS, LONGEST_FOR_ADDRESS));
    }

    /// Counts a code of a second factor that is tried. Whoever tries one knows the password already: nobody else can be
    /// locked out by it, so the pause may grow long. 24 codes a day leave a thief one chance in 14,000.
    void attempt(PersonId person) {
        wait(attempt(ofCode(person), FREE_FOR_CODE, LONGEST_FOR_CODE));
    }

    /// Counts somebody who says that they forgot a password. Throws when that happens too often.
    void forgotten(String address) {
        Duration left = attempt("forgotten:address:" + address, FREE_FOR_ADDRESS, LONGEST_FOR_ADDRESS);
        if (left.isPositive()) {
            throw new Rejection.TooMany("rate-limited", "That was asked for too often. Wait a little.", left);
        }
    }

    /// Whether an account may be sent one more mail: three at once, then fewer and fewer, one an hour at last.
    boolean mayBeMailed(EmailAddress account) {
        return attempt("forgotten:" + ofAccount(account), FREE_FOR_MAIL, LONGEST_FOR_CODE)
                .isZero();
    }

    /// It was the right code.
    void succeeded(PersonId person) {
        forget(ofCode(person));
    }

    /// The password was right and nothing came of it yet: the attempt does not count, and those before it still do.
    void undecided(EmailAddress account, String address) {
        giveBack(ofAccount(account));
        giveBack(ofAddress(address));
    }

    /// It was the right password: the account starts anew, the address gets this one attempt back.
    void succeeded(EmailAddress account, String address) {
        forget(ofAccount(account));
        giveBack(ofAddress(address));
    }

    /// Forgets what is too old to matter.
    void tidy() {
        database.worker(tx -> tx.update("DELETE FROM login_attempt WHERE last_at < :old")
                .bind("old", Timestamp.from(clock.instant().minus(FORGOTTEN_AFTER)))
                .execute());
    }

    static Duration pause(int failures, int free, Duration longest) {
        if (failures < free) {
            return Duration.ZERO;
        }
        Duration pause = Duration.ofSeconds(1L << Math.min(failures - free, 20));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    private static void wait(Duration left) {
        if (left.isPositive()) {
            throw new Rejection.TooMany(
                    "too-many-logins", "Too many failed logins. Wait a little and try again.", left);
        }
    }

    private void forget(String subject) {
        database.worker(tx -> tx.update("DELETE FROM login_attempt WHERE subject = :subject")
                .bind("subject", subject)
                .execute());
    }

    private void giveBack(String subject) {
        database.worker(tx -> tx.update(
                        "UPDATE login_attempt SET failures = failures - 1 WHERE subject = :subject AND failures > 0")
                .bind("subject", subject)
                .execute());
    }

    private Duration attempt(String subject, int free, Duration longest) {
        Instant now = clock.instant();
        return database.worker(tx -> {
            List<Failures> known = tx.query(
                            "SELECT failures, last_at FROM login_attempt WHERE subject = :subject FOR UPDATE")
                    .bind("subject", subject)
                    .map((row, _) -> new Failures(row.getInt("failures"), Rows.instant(row, "last_at")))
                    .list();
            for (Failures failures : known) {
                Instant earliest = failures.last().plus(pause(failures.count(), free, longest));
                if (now.isBefore(earliest)) {
                    return Duration.between(now, earliest);
                }
            }
            tx.update("""
                    INSERT INTO login_attempt AS known (subject, failures, last_at) VALUES (:subject, 1, :now)
                    ON CONFLICT (subject) DO UPDATE
                       SET last_at = :now,
                           failures = CASE WHEN known.last_at < :old THEN 1 ELSE known.failures + 1 END
                    """)
                    .bind("subject", subject)
                    .bind("now", Timestamp.from(now))
                    .bind("old", Timestamp.from(now.minus(FORGOTTEN_AFTER)))
                    .execute();
            return Duration.ZERO;
        });
    }

    private static String ofAccount(EmailAddress account) {
        return "account:" + HexFormat.of().formatHex(Tokens.sha256(account.value()));
    }

    private static String ofCode(PersonId person) {
        return "code:" + person.text();
    }

    private static String ofAddress(String address) {
        return "address:" + address;
    }
}
