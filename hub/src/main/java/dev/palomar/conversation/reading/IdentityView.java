package dev.palomar.conversation.reading;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// A name by which WhatsApp knows a person, or knew them.
///
/// @param kind   phone, lid, userId or username
/// @param since  empty where it is not known
/// @param until  empty for a name of now
record IdentityView(String kind, String value, Optional<Instant> since, Optional<Instant> until) {

    ObjectNode json() {
        return Json.object()
                .put("kind", kind)
                .put("value", value)
                .put("since", since.map(Times::text).orElse(null))
                .put("until", until.map(Times::text).orElse(null));
    }

    /// Those of now first, then the latest.
    static Map<ContactId, List<IdentityView>> of(Tx tx, TenantId tenant, Collection<ContactId> contacts) {
        Map<ContactId, List<IdentityView>> found = new HashMap<>();
        tx.query("""
                SELECT contact_id, key, since, until FROM (
                    SELECT contact_id, key, since, NULL::timestamptz AS until FROM contact_identity
                     WHERE tenant_id = :tenant AND contact_id = ANY (:contacts)
                     UNION ALL
                    SELECT contact_id, key, since, until FROM former_identity
                     WHERE tenant_id = :tenant AND contact_id = ANY (:contacts)
                     UNION ALL
                    SELECT id, 'name:' || username, username_since, NULL FROM contact
                     WHERE tenant_id = :tenant AND id = ANY (:contacts) AND username IS NOT NULL) n
                 ORDER BY until DESC NULLS FIRST, array_position(ARRAY['phone', 'user', 'lid', 'name'], split_part(key, ':', 1)),
                          key
                """)
                .bind("tenant", tenant)
                .bindArray("contacts", UUID.class, (Object[]) Tx.uuids(contacts))
                .map((row, _) -> {
                    List<IdentityView> names =
                            found.computeIfAbsent(new ContactId(Rows.uuid(row, "contact_id")), _ -> new ArrayList<>());
                    IdentityView name = read(row);
                    if (names.stream().noneMatch(name::saysNothingBeside)) {
                        names.add(name);
                    }
                    return name;
                })
                .list();
        return found;
    }

    /// A user name is a key, too, of people of whom nothing else is known.
    private boolean saysNothingBeside(IdentityView other) {
        return kind.equals(other.kind) && value.equals(other.value) && until.equals(other.until);
    }

    private static IdentityView read(ResultSet row) throws SQLException {
        String key = row.getString("key");
        int colon = key.indexOf(':');
        String kind = switch (key.substring(0, colon)) {
            case "user" -> "userId";
            case "name" -> "username";
            case String same -> same;
        };
        return new IdentityView(
                kind, key.substring(colon + 1), Rows.maybeInstant(row, "since"), Rows.maybeInstant(row, "until"));
    }
}
