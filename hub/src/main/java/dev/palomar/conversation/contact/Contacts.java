package dev.palomar.conversation.contact;

import dev.palomar.conversation.ContactNews;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The company's address book. Whoever writes is in it by himself; here people are put into it and written about.
public final class Contacts {

    /// The words of `contact.updated` for what is done here.
    static final String CREATED = "created";

    static final String NAME = "name";
    static final String DETAILS = "details";

    private final Database database;
    private final Journal journal;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Contacts(Database database, Journal journal, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.journal = journal;
        this.clock = clock;
        this.ids = ids;
    }

    /// Throws [Rejection.Conflict] when somebody has the number already.
    public ContactId create(TenantId tenant, PhoneNumber phone, ContactChange about) {
        Instant now = clock.instant();
        return database.tenant(tenant, tx -> {
            ContactId contact = create(tx, tenant, phone, now)
                    .orElseThrow(() -> new Rejection.Conflict("There is a contact with this number already."));
            Details.NONE.with(about).write(tx, tenant, contact, now);
            ContactNews.changed(tx, journal, tenant, contact, CREATED);
            return contact;
        });
    }

    /// Throws [Rejection.NotFound].
    public void change(TenantId tenant, ContactId contact, ContactChange change) {
        Instant now = clock.instant();
        database.tenant(tenant, tx -> {
            Details before = Details.lock(tx, tenant, contact).orElseThrow(() -> new Rejection.NotFound("contact"));
            Details after = before.with(change);
            if (!after.equals(before)) {
                after.write(tx, tenant, contact, now);
                ContactNews.changed(tx, journal, tenant, contact, after.name().equals(before.name()) ? DETAILS : NAME);
            }
            return after;
        });
    }

    /// Empty, and nothing written, when somebody has the number.
    Optional<ContactId> create(Tx tx, TenantId tenant, PhoneNumber phone, Instant now) {
        ContactId contact = new ContactId(ids.get());
        if (holder(tx, tenant, phone).isPresent()) {
            return Optional.empty();
        }
        tx.update("INSERT INTO contact (tenant_id, id, created_at, updated_at) VALUES (:tenant, :id, :now, :now)")
                .bind("tenant", tenant)
                .bind("id", contact)
                .bind("now", Timestamp.from(now))
                .execute();
        int named = tx.update("""
                INSERT INTO contact_identity (tenant_id, key, contact_id, since) VALUES (:tenant, :key, :contact, :now)
                ON CONFLICT (tenant_id, key) DO NOTHING
                """)
                .bind("tenant", tenant)
                .bind("key", key(phone))
                .bind("contact", contact)
                .bind("now", Timestamp.from(now))
                .execute();
        if (named == 0) {
            tx.update("DELETE FROM contact WHERE tenant_id = :tenant AND id = :id")
                    .bind("tenant", tenant)
                    .bind("id", contact)
                    .execute();
            return Optional.empty();
        }
        return Optional.of(contact);
    }

    /// Whose number it is.
    static Optional<ContactId> holder(Tx tx, TenantId tenant, PhoneNumber phone) {
        return tx.query("SELECT contact_id FROM contact_identity WHERE tenant_id = :tenant AND key = :key")
                .bind("tenant", tenant)
                .bind("key", key(phone))
                .map((row, _) -> new ContactId(Rows.uuid(row, "contact_id")))
                .findOne();
    }

    private static String key(PhoneNumber phone) {
        return "phone:" + phone.e164();
    }
}
