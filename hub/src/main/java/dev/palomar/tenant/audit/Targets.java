package dev.palomar.tenant.audit;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.model.id.Id;
import dev.palomar.model.id.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the things are called today that lines of a log are about. The log itself holds ids alone: a name may change,
/// and a person's may be erased.
public final class Targets {

    private record Known(Deed.Target target, UUID id) {}

    private final Database database;

    public Targets(Database database) {
        this.database = database;
    }

    /// The names of those that are still there and have one. A person who is in the tenant no longer has none.
    public Map<Deed.Target, String> names(TenantId tenant, Collection<Deed.Target> targets) {
        List<Known> known = targets.stream()
                .distinct()
                .flatMap(target -> Id.valueOf(target.id()).map(id -> new Known(target, id)).stream())
                .toList();
        Map<Deed.Target, String> names = new HashMap<>();
        if (known.isEmpty()) {
            return names;
        }
        // People belong to the platform, which a tenant's own transaction does not see.
        database.worker(tx -> tx.query("""
                SELECT u.n, CASE u.kind
                    WHEN 'device' THEN (SELECT d.name FROM device d WHERE d.tenant_id = :tenant AND d.id = u.id)
                    WHEN 'apiKey' THEN (SELECT k.name FROM api_key k WHERE k.tenant_id = :tenant AND k.id = u.id)
                    WHEN 'endpoint' THEN (SELECT e.url FROM endpoint e WHERE e.tenant_id = :tenant AND e.id = u.id)
                    WHEN 'label' THEN (SELECT l.name FROM label l WHERE l.tenant_id = :tenant AND l.id = u.id)
                    WHEN 'quickReply' THEN (SELECT '/' || q.shortcut FROM quick_reply q
                                             WHERE q.tenant_id = :tenant AND q.id = u.id)
                    WHEN 'user' THEN (SELECT p.name FROM person p
                                       WHERE p.id = u.id AND (p.superadmin OR EXISTS (
                                            SELECT FROM membership m
                                             WHERE m.tenant_id = :tenant AND m.person_id = p.id)))
                    WHEN 'contact' THEN (SELECT coalesce(c.name, c.username, substr(min(i.key), 7))
                                           FROM contact c
                                           LEFT JOIN contact_identity i
                                                  ON i.tenant_id = c.tenant_id AND i.contact_id = c.id
                                                 AND starts_with(i.key, 'phone:')
                                          WHERE c.tenant_id = :tenant AND c.id = u.id
                                          GROUP BY c.name, c.username)
                    WHEN 'conversation' THEN (SELECT coalesce(c.name, c.username, g.subject, substr(min(i.key), 7))
                                                FROM conversation v
                                                LEFT JOIN contact c
                                                       ON c.tenant_id = v.tenant_id AND c.id = v.contact_id
                                                LEFT JOIN contact_identity i
                                                       ON i.tenant_id = c.tenant_id AND i.contact_id = c.id
                                                      AND starts_with(i.key, 'phone:')
                                                LEFT JOIN chat_group g
                                                       ON g.tenant_id = v.tenant_id AND g.device_id = v.device_id
                                                      AND v.contact_id IS NULL AND g.id = substr(v.chat, 7)
                                               WHERE v.tenant_id = :tenant AND v.id = u.id
                                               GROUP BY c.name, c.username, g.subject)
                    ELSE (SELECT t.name FROM tenant t WHERE t.id = u.id AND t.id = :tenant)
                    END AS name
                  FROM unnest(:kinds::text[], :ids::uuid[]) WITH ORDINALITY AS u (kind, id, n)
                """)
                .bind("tenant", tenant)
                .bindArray("kinds", String.class, (Object[])
                        known.stream().map(one -> one.target().kind()).toArray(String[]::new))
                .bindArray("ids", UUID.class, (Object[])
                        known.stream().map(Known::id).toArray(UUID[]::new))
                .map((row, _) -> {
                    int n = row.getInt("n") - 1;
                    Rows.maybeText(row, "name")
                            .ifPresent(name -> names.put(known.get(n).target(), name));
                    return true;
                })
                .list());
        return names;
    }
}
