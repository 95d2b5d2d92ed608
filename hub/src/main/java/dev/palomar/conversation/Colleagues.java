package dev.palomar.conversation;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.event.PersonRef;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The people of a company, as far as conversations need them. People belong to the platform, which a tenant's own
/// transaction does not see.
public final class Colleagues {

    private final Database database;

    public Colleagues(Database database) {
        this.database = database;
    }

    /// Somebody who can come in and work: a member who is not disabled, or who runs the platform.
    public Optional<PersonRef> find(TenantId tenant, PersonId id) {
        return database.worker(tx -> tx.query("""
                SELECT p.name FROM person p
                 WHERE p.id = :id
                   AND (p.superadmin OR EXISTS (SELECT FROM membership m
                                                 WHERE m.tenant_id = :tenant AND m.person_id = p.id AND NOT m.disabled))
                """)
                .bind("id", id)
                .bind("tenant", tenant)
                .map((row, _) -> new PersonRef(id, Rows.maybeText(row, "name")))
                .findOne());
    }

    /// Those that conversations can be given to, by name: 500 at most, and nobody of the platform.
    public List<PersonRef> all(TenantId tenant) {
        return database.worker(tx -> tx.query("""
                SELECT p.id, p.name FROM membership m JOIN person p ON p.id = m.person_id
                 WHERE m.tenant_id = :tenant AND NOT m.disabled
                 ORDER BY lower(p.name), p.id LIMIT 500
                """)
                .bind("tenant", tenant)
                .map((row, _) -> new PersonRef(new PersonId(Rows.uuid(row, "id")), Rows.maybeText(row, "name")))
                .list());
    }

    /// What those people are called, whom the tenant's own rows name. Those who are gone are left out.
    public Map<PersonId, String> names(Collection<PersonId> ids) {
        Map<PersonId, String> names = new HashMap<>();
        if (ids.isEmpty()) {
            return names;
        }
        database.worker(tx -> tx.query("SELECT id, name FROM person WHERE id = ANY (:ids)")
                .bindArray(
                        "ids",
                        UUID.class,
                        ids.stream().map(PersonId::value).distinct().toArray())
                .map((row, _) -> names.put(new PersonId(Rows.uuid(row, "id")), row.getString("name")))
                .list());
        return names;
    }

    /// As [#names], for one person.
    public PersonRef named(PersonId id) {
        return new PersonRef(id, Optional.ofNullable(names(List.of(id)).get(id)));
    }
}
