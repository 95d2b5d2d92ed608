package dev.palomar.conversation.consent;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.ConsentId;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Author;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The `consent` table.
public final class ConsentRows {

    private ConsentRows() {}

    /// False when the same message said it before.
    static boolean insert(Tx tx, TenantId tenant, ContactId contact, Consent consent, Instant now) {
        return tx.update("""
                INSERT INTO consent (tenant_id, id, contact_id, purpose, state, source, proof, at, recorded_at, by_kind,
                                     by_id, by_name)
                VALUES (:tenant, :id, :contact, :purpose, :state, :source, :proof, :at, :now, :byKind, :byId, :byName)
                ON CONFLICT (tenant_id, contact_id, proof) WHERE source = 'keyword' DO NOTHING
                """)
                        .bind("tenant", tenant)
                        .bind("id", consent.id())
                        .bind("contact", contact)
                        .bind("purpose", consent.purpose())
                        .bind("state", consent.state().word())
                        .bind("source", consent.source())
                        .bind("proof", consent.proof().orElse(null))
                        .bind("at", Timestamp.from(consent.at()))
                        .bind("now", Timestamp.from(now))
                        .bind(
                                "byKind",
                                consent.by().map(author -> author.kind().word()).orElse(null))
                        .bind("byId", consent.by().flatMap(Author::id).orElse(null))
                        .bind("byName", consent.by().flatMap(Author::name).orElse(null))
                        .execute()
                == 1;
    }

    /// Writes at the contact what its newest word about advertising is.
    public static void conclude(Tx tx, TenantId tenant, ContactId contact, Instant now) {
        tx.update("""
                UPDATE contact c SET opted_out_at = (
                       SELECT CASE WHEN n.state = 'withdrawn' THEN n.at END FROM consent n
                        WHERE n.tenant_id = c.tenant_id AND n.contact_id = c.id AND n.purpose = :purpose
                        ORDER BY n.at DESC, n.id DESC LIMIT 1),
                       updated_at = :now
                 WHERE c.tenant_id = :tenant AND c.id = :contact
                """)
                .bind("purpose", Consent.MARKETING)
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("contact", contact)
                .execute();
    }

    /// The newest entry of each purpose, by contact.
    public static Map<ContactId, List<Consent>> newest(Tx tx, TenantId tenant, Collection<ContactId> contacts) {
        Map<ContactId, List<Consent>> found = new HashMap<>();
        tx.query("""
                SELECT DISTINCT ON (contact_id, purpose) * FROM consent
                 WHERE tenant_id = :tenant AND contact_id = ANY (:contacts)
                 ORDER BY contact_id, purpose, at DESC, id DESC
                """)
                .bind("tenant", tenant)
                .bindArray("contacts", UUID.class, (Object[]) Tx.uuids(contacts))
                .map((row, _) -> found.computeIfAbsent(
                                new ContactId(Rows.uuid(row, "contact_id")), _ -> new ArrayList<>())
                        .add(read(row)))
                .list();
        return found;
    }

    /// Newest first.
    static List<Consent> list(Tx tx, TenantId tenant, ContactId contact, Optional<UUID> before, int most) {
        return tx.query("""
                SELECT * FROM consent
                 WHERE tenant_id = :tenant AND contact_id = :contact AND (:before::uuid IS NULL OR id < :before::uuid)
                 ORDER BY id DESC LIMIT :most
                """)
                .bind("tenant", tenant)
                .bind("contact", contact)
                .bind("before", before.orElse(null))
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    private static Consent read(ResultSet row) throws SQLException {
        Optional<Author> by = Optional.empty();
        if (row.getString("by_kind") != null) {
            by = Optional.of(new Author(
                    Author.Kind.read(row.getString("by_kind")),
                    Rows.maybeText(row, "by_id"),
                    Rows.maybeText(row, "by_name"),
                    Optional.empty(),
                    Optional.empty()));
        }
        return new Consent(
                new ConsentId(Rows.uuid(row, "id")),
                row.getString("purpose"),
                Consent.State.read(row.getString("state")).orElseThrow(),
                row.getString("source"),
                Rows.maybeText(row, "proof"),
                Rows.instant(row, "at"),
                by);
    }
}
