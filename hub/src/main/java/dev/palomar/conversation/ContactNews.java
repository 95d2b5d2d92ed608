package dev.palomar.conversation;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.Identity;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Tells that contacts are other than before.
public final class ContactNews {

    private ContactNews() {}

    /// `change` is a word of `contact.updated`, such as `details`.
    public static void changed(Tx tx, Journal journal, TenantId tenant, ContactId contact, String change) {
        changed(tx, journal, tenant, List.of(contact), change);
    }

    /// As [#changed(Tx, Journal, TenantId, ContactId, String)], for many.
    public static void changed(Tx tx, Journal journal, TenantId tenant, Collection<ContactId> contacts, String change) {
        journal.append(
                tx,
                contacts.stream()
                        .map(contact -> Draft.ofTenant(
                                tenant, new Event.ContactUpdated(contact, party(tx, tenant, contact), change)))
                        .toList());
    }

    /// The contact's names of now.
    static Parties.Party party(Tx tx, TenantId tenant, ContactId contact) {
        List<String> keys = tx.query(
                        "SELECT key FROM contact_identity WHERE tenant_id = :tenant AND contact_id = :contact ORDER BY key")
                .bind("tenant", tenant)
                .bind("contact", contact)
                .mapTo(String.class)
                .list();
        Optional<String> name = tx.query("SELECT name FROM contact WHERE tenant_id = :tenant AND id = :contact")
                .bind("tenant", tenant)
                .bind("contact", contact)
                .map((row, _) -> Rows.maybeText(row, "name"))
                .findOne()
                .flatMap(found -> found);
        return new Parties.Party(Identity.ofKeys(keys), name, Optional.of(contact));
    }
}
