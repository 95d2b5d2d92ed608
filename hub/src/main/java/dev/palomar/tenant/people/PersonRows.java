package dev.palomar.tenant.people;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Rows of `person` and `membership` as what they mean.
final class PersonRows {

    /// A person with what only this package may see.
    record Account(Person person, Optional<String> passwordHash) {}

    private static final int MOST_TENANTS = 200;

    private PersonRows() {}

    static Optional<Account> byEmail(Tx tx, EmailAddress email) {
        return tx.query("SELECT * FROM person WHERE email = :email")
                .bind("email", email.value())
                .map((row, _) -> account(row))
                .findOne();
    }

    static Optional<Account> byId(Tx tx, PersonId id) {
        return tx.query("SELECT * FROM person WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> account(row))
                .findOne();
    }

    /// Where a person may go; of a superadmin, their own and those they visit first, 200 at most.
    static List<Membership> memberships(Tx tx, Person person) {
        if (person.superadmin()) {
            return tx.query("""
                    SELECT t.*, 'superadmin' AS role, m.person_id IS NOT NULL AS own,
                           EXISTS (SELECT FROM membership i
                                    WHERE i.tenant_id = t.id AND i.role = 'tenantAdmin' AND NOT i.disabled) AS inhabited
                      FROM tenant t
                      LEFT JOIN membership m ON m.tenant_id = t.id AND m.person_id = :person AND NOT m.disabled
                     ORDER BY own DESC,
                              EXISTS (SELECT FROM visit v
                                       WHERE v.tenant_id = t.id AND v.person_id = :person
                                         AND v.left_at IS NULL) DESC,
                              t.name, t.id
                     LIMIT :most
                    """)
                    .bind("person", person.id())
                    .bind("most", MOST_TENANTS)
                    .map((row, _) -> membership(row))
                    .list();
        }
        return tx.query("""
                SELECT t.*, m.role, true AS own, true AS inhabited FROM membership m JOIN tenant t ON t.id = m.tenant_id
                 WHERE m.person_id = :person AND NOT m.disabled
                 ORDER BY t.name, t.id
                 LIMIT :most
                """)
                .bind("person", person.id())
                .bind("most", MOST_TENANTS)
                .map((row, _) -> membership(row))
                .list();
    }

    static Member member(ResultSet row) throws SQLException {
        boolean superadmin = row.getBoolean("superadmin");
        boolean invited = row.getString("password_hash") == null;
        Member.State state = row.getBoolean("disabled")
                ? Member.State.DISABLED
                : invited ? Member.State.INVITED : Member.State.ACTIVE;
        return new Member(
                new PersonId(Rows.uuid(row, "id")),
                new EmailAddress(row.getString("email")),
                row.getString("name"),
                superadmin ? Role.SUPERADMIN : role(row),
                state,
                Rows.maybeInstant(row, "last_login_at"),
                Rows.instant(row, "joined_at"),
                row.getBoolean("second_factor"));
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new Person(
                        new PersonId(Rows.uuid(row, "id")),
                        new EmailAddress(row.getString("email")),
                        row.getString("name"),
                        row.getBoolean("superadmin")),
                Rows.maybeText(row, "password_hash"));
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(
                new TenantId(Rows.uuid(row, "id")),
                row.getString("name"),
                row.getString("slug"),
                role(row),
                row.getString("locale"),
                row.getString("time_zone"),
                row.getString("state").equals("suspended"),
                row.getBoolean("second_factor_required"),
                row.getBoolean("own"),
                row.getBoolean("inhabited"));
    }

    private static Role role(ResultSet row) throws SQLException {
        String word = row.getString("role");
        return Role.read(word).orElseThrow(() -> new IllegalStateException("unknown role " + word));
    }
}
