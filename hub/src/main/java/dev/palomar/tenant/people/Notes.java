package dev.palomar.tenant.people;

import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What people do with their own accounts, in the audit log of each tenant that they belong to; of a superadmin, in the
/// platform's.
record Notes(Audit audit) {

    void write(Tx tx, Person person, Author from, String action) {
        write(tx, person, from, action, Json.object());
    }

    void write(Tx tx, Person person, Author from, String action, ObjectNode detail) {
        List<TenantId> places = person.superadmin()
                ? List.of(Audit.PLATFORM)
                : PersonRows.memberships(tx, person).stream()
                        .map(Membership::tenant)
                        .sorted(Comparator.comparing(TenantId::value))
                        .toList();
        Deed deed = Deed.to("user", person.id(), action, detail);
        places.forEach(place -> audit.record(tx, place, as(person, from), deed));
    }

    /// The person themselves, on the request of `from`.
    static Author as(Person person, Author from) {
        return new Author(
                Author.Kind.USER,
                Optional.of(person.id().text()),
                Optional.of(person.name()),
                from.address(),
                from.requestId());
    }
}
