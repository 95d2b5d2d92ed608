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
    /// @param search  parts of a name, user name, tag or number, without regard to case and accents
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

    /// More than these are met soon on the way from the newest to the oldest.
    private static final int FEW = 3_000;

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
        return Page.of(find(tenant, filter, """
                           AND (:place::uuid IS NULL OR c.id < :place::uuid)
                         ORDER BY c.id DESC LIMIT :limit
                        """, before, limit + 1), limit, ContactView::id);
    }

    /// At most `most` of those that were made after `after`, oldest first: for going through all of them.
    public List<ContactView> walk(TenantId tenant, Filter filter, Optional<ContactId> after, int most) {
        return find(tenant, filter, """
                   AND (:place::uuid IS NULL OR c.id > :place::uuid)
                 ORDER BY c.id LIMIT :limit
                """, after.map(ContactId::value), most);
    }

    private List<ContactView> find(TenantId tenant, Filter filter, String part, Optional<UUID> place, int limit) {
        Optional<Called> called = filter.search().map(Called::read);
        Optional<List<ContactId>> few =
                called.map(one -> one.find(database, tenant, FEW + 1)).filter(found -> found.size() <= FEW);
        if (few.filter(List::isEmpty).isPresent()) {
            return List.of();
        }
        String search = few.isPresent()
                ? " AND c.id = ANY (:few)"
                : called.map(Called::fits).orElse("");
        String tagged = filter.tag().isPresent() ? " AND :tag = ANY (c.tags)" : "";
        return database.tenant(tenant, tx -> {
            Query query = tx.query(CONTACT + search + tagged + part)
                    .bind("tenant", tenant)
                    .bind("place", place.orElse(null))
                    .bind("limit", limit);
            filter.tag().ifPresent(tag -> query.bind("tag", tag));
            few.ifPresentOrElse(
                    ids -> query.bindArray("few", UUID.class, (Object[]) Tx.uuids(ids)),
                    () -> called.ifPresent(one -> one.bind(query)));
            return complete(tx, tenant, query.map((row, _) -> Row.read(row)).list());
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
