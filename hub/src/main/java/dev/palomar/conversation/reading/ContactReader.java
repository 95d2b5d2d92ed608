package dev.palomar.conversation.reading;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Finds contacts, newest first.
public final class ContactReader {

    private static final String CONTACT = """
            SELECT c.id AS contact_id, c.name AS contact_name, c.username AS contact_username, c.created_at, c.updated_at,
                   (SELECT max(v.last_inbound_at) FROM conversation v
                     WHERE v.tenant_id = c.tenant_id AND v.contact_id = c.id) AS last_inbound_at,
                   ARRAY(SELECT i.key FROM contact_identity i
                          WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id ORDER BY i.key) AS contact_keys
              FROM contact c
             WHERE c.tenant_id = :tenant
            """;

    private final Database database;

    public ContactReader(Database database) {
        this.database = database;
    }

    /// The contact, or the one that it became part of. Throws [Rejection.NotFound] when the tenant has no such contact.
    public ContactView get(TenantId tenant, ContactId contact) {
        return database.tenant(
                        tenant,
                        tx -> find(tx, tenant, contact)
                                .or(() -> Former.now(tx, tenant, contact, ContactId::new)
                                        .flatMap(now -> find(tx, tenant, now))))
                .orElseThrow(() -> new Rejection.NotFound("contact"));
    }

    private static Optional<ContactView> find(Tx tx, TenantId tenant, ContactId contact) {
        return tx.query(CONTACT + " AND c.id = :contact")
                .bind("tenant", tenant)
                .bind("contact", contact)
                .map((row, _) -> view(row))
                .findOne();
    }

    /// `search` is a part of a name or a number.
    public Page<ContactView> list(TenantId tenant, Optional<String> search, Optional<UUID> before, int limit) {
        List<ContactView> contacts = database.tenant(
                tenant,
                tx -> tx.query(CONTACT + """
                           AND (:before::uuid IS NULL OR c.id < :before::uuid)
                           AND (:search::text IS NULL OR position(lower(:search) IN lower(c.name)) > 0
                                OR EXISTS (SELECT FROM contact_identity i
                                            WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id
                                              AND position(lower(:search) IN lower(i.key)) > 0))
                         ORDER BY c.id DESC
                         LIMIT :limit
                        """)
                        .bind("tenant", tenant)
                        .bind("before", before.orElse(null))
                        .bind("search", search.orElse(null))
                        .bind("limit", limit + 1)
                        .map((row, _) -> view(row))
                        .list());
        return Page.of(contacts, limit, ContactView::id);
    }

    private static ContactView view(ResultSet row) throws SQLException {
        return new ContactView(
                new ContactId(Rows.uuid(row, "contact_id")),
                Persons.read(row).orElseThrow(),
                Rows.maybeInstant(row, "last_inbound_at"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
