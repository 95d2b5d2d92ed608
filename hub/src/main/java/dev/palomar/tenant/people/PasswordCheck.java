package dev.palomar.tenant.people;

import dev.palomar.database.Database;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.people.password.Passwords;
import java.util.Optional;

/// Asks somebody who is logged in for their password once more. Wrong ones are slowed down like a login.
final class PasswordCheck {

    private final Database database;
    private final Passwords passwords;
    private final LoginDelay delay;

    PasswordCheck(Database database, Passwords passwords, LoginDelay delay) {
        this.database = database;
        this.passwords = passwords;
        this.delay = delay;
    }

    /// Throws naming `field` when it is not the person's password.
    void require(Person person, Secret password, String field, Author from) {
        String address = from.address().orElse("");
        delay.attempt(person.email(), address);
        Optional<PersonRows.Account> account = database.worker(tx -> PersonRows.byId(tx, person.id()));
        if (!passwords.matches(password, account.flatMap(PersonRows.Account::passwordHash))) {
            throw new Rejection.InvalidValue(field, "is not the current password");
        }
        delay.succeeded(person.email(), address);
    }
}
