package dev.palomar.tenant.people;

import dev.palomar.database.Tx;
import dev.palomar.model.Secret;
import dev.palomar.model.id.PersonId;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.bouncycastle.util.encoders.Base32;

/// Codes for the day on which the telephone is gone: ten, each good once. 80 random bits, so that their hash needs no
/// salt.
final class RecoveryCodes {

    private static final int COUNT = 10;
    private static final int BYTES = 10;
    private static final int GROUP = 4;

    private final RandomGenerator random;

    RecoveryCodes(RandomGenerator random) {
        this.random = random;
    }

    /// New ones; those before are good no more. Written as `abcd-efgh-ijkl-mnop`.
    List<Secret> renew(Tx tx, PersonId person) {
        tx.update("DELETE FROM recovery_code WHERE person_id = :person")
                .bind("person", person)
                .execute();
        List<Secret> codes = new ArrayList<>();
        for (int made = 0; made < COUNT; made++) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String letters = new String(Base32.encode(bytes), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            codes.add(new Secret(letters.replaceAll("(.{" + GROUP + "})(?=.)", "$1-")));
            tx.update("INSERT INTO recovery_code (person_id, code_hash) VALUES (:person, :hash)")
                    .bind("person", person)
                    .bind("hash", Tokens.sha256(letters))
                    .execute();
        }
        return List.copyOf(codes);
    }

    /// Whether it was one of the person's that was not used before; it is used now. `letters` is without dashes.
    static boolean use(Tx tx, PersonId person, String letters, Instant now) {
        return tx.update("""
                UPDATE recovery_code SET used_at = :now
                 WHERE person_id = :person AND code_hash = :hash AND used_at IS NULL
                """)
                        .bind("now", Timestamp.from(now))
                        .bind("person", person)
                        .bind("hash", Tokens.sha256(letters.toLowerCase(Locale.ROOT)))
                        .execute()
                == 1;
    }

    static int left(Tx tx, PersonId person) {
        return tx.query("SELECT count(*) FROM recovery_code WHERE person_id = :person AND used_at IS NULL")
                .bind("person", person)
                .mapTo(Integer.class)
                .one();
    }
}
