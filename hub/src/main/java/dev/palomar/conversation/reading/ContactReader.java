package dev.palomar.conversation.reading;

import dev.palomar.conversation.consent.Consent;
import dev.palomar.conversation.consent.ConsentRows;
import dev.palomar.conversation.contact.Details;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/// Finds contacts.
public final class ContactReader {

    /// Which contacts; what is empty does not matter.
    ///
    /// @param search  a part of a name, user name, tag or number, without regard to case and accents
    public record Filter(Optional<String> search, Optional<String> tag) {

        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty());
    }

    private static final String CONTACT = """
            SELECT c.id AS contact_id, c.name AS contact_name, c.username AS contact_username, c.created_at, c.updated_at,
                   c.tags, c.fields, c.note, c.opted_out_at,
                   (SELECT max(v.last_inbound_at) FROM conversation v
                     WHERE v.tenant_id = c.tenant_id AND v.contact_id = c.id) AS last_inbound_at,
                   ARRAY(SELECT i.key FROM contact_identity i
                          WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id ORDER BY i.key) AS contact_keys
              FROM contact c
             WHERE c.tenant_id = :tenant
            """;

    /// A number is found by its digits alone, however it is typed.
    private static final String FITS = """
               AND (:tag::text IS NULL OR :tag = ANY (c.tags))
               AND (:search::text IS NULL
                    OR position(contact_folded(:search) IN c.words) > 0
                    OR EXISTS (SELECT FROM contact_identity i
                                WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id
                                  AND (position(lower(:search) IN lower(i.key)) > 0
                                       OR :digits::text IS NOT NULL AND position(:digits IN i.key) > 0)))
            """;

    private final Database database;

    public ContactReader(Database database) {
        this.database = database;
    }

    /// The contact, or the one that it became part of. Throws [Rejection.NotFound] when the tenant has no such contact,
    /// and [Rejection.Gone] when it was erased.
    public ContactView get(TenantId tenant, ContactId contact) {
        return database.tenant(
                        tenant,
                        tx -> find(tx, tenant, contact)
                                .or(() -> Former.now(tx, tenant, contact, ContactId::new)
                                        .flatMap(now -> find(tx, tenant, now)))
                                .or(() -> erased(tx, tenant, contact)))
                .orElseThrow(() -> new Rejection.NotFound("contact"));
    }

    /// Throws [Rejection.Gone] for a contact that was erased.
    private static Optional<ContactView> erased(Tx tx, TenantId tenant, ContactId contact) {
        boolean gone = tx.query("SELECT 1 FROM erasure WHERE tenant_id = :tenant AND contact_id = :contact LIMIT 1")
                .bind("tenant", tenant)
                .bind("contact", contact)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (gone) {
            throw new Rejection.Gone("This contact was erased.");
        }
        return Optional.empty();
    }

    private static Optional<ContactView> find(Tx tx, TenantId tenant, ContactId contact) {
        List<Row> found = tx.query(CONTACT + " AND c.id = :contact")
                .bind("tenant", tenant)
                .bind("contact", contact)
                .map((row, _) -> Row.read(row))
                .list();
        return complete(tx, tenant, found).stream().findFirst();
    }

    /// Newest first.
    public Page<ContactView> list(TenantId tenant, Filter filter, Optional<UUID> before, int limit) {
        List<ContactView> contacts = database.tenant(tenant, tx -> {
            Query query = tx.query(CONTACT + FITS + """
                       AND (:before::uuid IS NULL OR c.id < :before::uuid)
                     ORDER BY c.id DESC
                     LIMIT :limit
                    """)
                    .bind("before", before.orElse(null))
                    .bind("limit", limit + 1);
            return complete(
                    tx,
                    tenant,
                    bound(query, tenant, filter).map((row, _) -> Row.read(row)).list());
        });
        return Page.of(contacts, limit, ContactView::id);
    }

    /// At most `most` of those that were made after `after`, oldest first: for going through all of them.
    public List<ContactView> walk(TenantId tenant, Filter filter, Optional<ContactId> after, int most) {
        return database.tenant(tenant, tx -> {
            Query query = tx.query(CONTACT + FITS + """
                       AND (:after::uuid IS NULL OR c.id > :after::uuid)
                     ORDER BY c.id
                     LIMIT :limit
                    """)
                    .bind("after", after.map(ContactId::value).orElse(null))
                    .bind("limit", most);
            return complete(
                    tx,
                    tenant,
                    bound(query, tenant, filter).map((row, _) -> Row.read(row)).list());
        });
    }

    /// The names of all custom fields that contacts have.
    public List<String> fieldNames(TenantId tenant) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT DISTINCT f.name FROM contact c, json_object_keys(c.fields::json) AS f (name)
                         WHERE c.tenant_id = :tenant AND c.fields <> '{}' ORDER BY f.name
                        """).bind("tenant", tenant).mapTo(String.class).list());
    }

    private static Query bound(Query query, TenantId tenant, Filter filter) {
        return query.bind("tenant", tenant)
                .bind("tag", filter.tag().orElse(null))
                .bind("search", filter.search().orElse(null))
                .bind("digits", filter.search().flatMap(ContactReader::digits).orElse(null));
    }

    /// Of something that looks like a part of a number.
    private static Optional<String> digits(String search) {
        String digits = search.replaceAll("[\\s().+\\-]", "");
        return Optional.of(digits).filter(text -> text.matches("\\d{3,15}"));
    }

    private record Row(
            ContactId id,
            Parties.Party party,
            ContactView.Noted noted,
            Optional<Instant> lastInboundAt,
            Instant createdAt,
            Instant updatedAt) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    new ContactId(Rows.uuid(row, "contact_id")),
                    Persons.read(row).orElseThrow(),
                    new ContactView.Noted(
                            Rows.texts(row, "tags"),
                            Details.fields(row.getString("fields")),
                            Rows.maybeText(row, "note"),
                            Rows.maybeInstant(row, "opted_out_at")),
                    Rows.maybeInstant(row, "last_inbound_at"),
                    Rows.instant(row, "created_at"),
                    Rows.instant(row, "updated_at"));
        }
    }

    private static List<ContactView> complete(Tx tx, TenantId tenant, List<Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<ContactId> contacts = rows.stream().map(Row::id).toList();
        Map<ContactId, List<IdentityView>> names = IdentityView.of(tx, tenant, contacts);
        Map<ContactId, List<Consent>> consents = ConsentRows.newest(tx, tenant, contacts);
        return rows.stream()
                .map(row -> new ContactView(
                        row.id(),
                        row.party(),
                        names.getOrDefault(row.id(), List.of()),
                        row.noted(),
                        consents.getOrDefault(row.id(), List.of()),
                        row.lastInboundAt(),
                        row.createdAt(),
                        row.updatedAt()))
                .toList();
    }
}
