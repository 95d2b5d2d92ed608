package dev.palomar.conversation;

import dev.palomar.conversation.consent.ConsentRows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// What a contact has besides its chats: names of before, and what the company noted of the person.
final class Belongings {

    private Belongings() {}

    /// These names are not what they were from now on: they are kept as names of before of whoever has them, except
    /// for `keeper` and for contacts that become part of it.
    static void part(
            Tx tx, TenantId tenant, Collection<String> keys, List<ContactId> stay, boolean ownToo, Instant now) {
        tx.update("""
                INSERT INTO former_identity (tenant_id, contact_id, key, since, until)
                SELECT tenant_id, contact_id, key, since, :now FROM contact_identity
                 WHERE tenant_id = :tenant AND key = ANY (:keys) AND (:ownToo OR contact_id <> ALL (:stay))
                ON CONFLICT DO NOTHING
                """)
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bindArray("keys", String.class, List.copyOf(keys))
                .bind("ownToo", ownToo)
                .bindArray("stay", java.util.UUID.class, (Object[]) Tx.uuids(stay))
                .execute();
    }

    /// What `from` has goes to `keeper`. Where both say something the keeper's counts, a name that the company gave
    /// before one that it did not.
    static void hand(Tx tx, TenantId tenant, ContactId from, ContactId keeper, Instant now) {
        tx.update("""
                UPDATE contact c
                   SET name = CASE WHEN c.name_kept OR NOT o.name_kept THEN coalesce(c.name, o.name) ELSE o.name END,
                       name_kept = c.name_kept OR o.name_kept,
                       username = coalesce(c.username, o.username),
                       username_since = CASE WHEN c.username IS NULL THEN o.username_since ELSE c.username_since END,
                       tags = ARRAY(SELECT t FROM unnest(c.tags || o.tags) WITH ORDINALITY AS u (t, n)
                                     GROUP BY t ORDER BY min(n)),
                       fields = (o.fields::jsonb || c.fields::jsonb)::text,
                       note = nullif(concat_ws(E'\\n', c.note, o.note), ''),
                       updated_at = :now
                  FROM contact o
                 WHERE c.tenant_id = :tenant AND c.id = :keeper AND o.tenant_id = :tenant AND o.id = :from
                """)
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("keeper", keeper)
                .bind("from", from)
                .execute();
        for (String table : List.of("former_identity", "consent")) {
            tx.update("UPDATE " + table + " SET contact_id = :keeper WHERE tenant_id = :tenant AND contact_id = :from")
                    .bind("keeper", keeper)
                    .bind("tenant", tenant)
                    .bind("from", from)
                    .execute();
        }
        ConsentRows.conclude(tx, tenant, keeper, now);
    }
}
