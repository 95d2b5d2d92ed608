package dev.palomar.privacy;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// By what everything about one person is found.
///
/// @param contacts       the contact, and those that became part of it
/// @param conversations  the chats with the person alone, and those that became part of them
/// @param keys           names of now and of before, as in `contact_identity`
/// @param until          whatever has a later id is of somebody new, even under the same names
public record Subject(TenantId tenant, List<UUID> contacts, List<UUID> conversations, List<String> keys, UUID until) {

    public Subject {
        contacts = List.copyOf(contacts);
        conversations = List.copyOf(conversations);
        keys = List.copyOf(keys);
    }

    static Subject find(Tx tx, TenantId tenant, ContactId contact, UUID until) {
        List<UUID> contacts = new ArrayList<>(List.of(contact.value()));
        contacts.addAll(former(tx, tenant, contacts));
        List<UUID> conversations = new ArrayList<>(ids(
                tx,
                tenant,
                "SELECT id FROM conversation WHERE tenant_id = :tenant AND contact_id = ANY (:of)",
                contacts));
        conversations.addAll(former(tx, tenant, conversations));
        List<String> keys = tx.query("""
                SELECT key FROM contact_identity WHERE tenant_id = :tenant AND contact_id = ANY (:of)
                 UNION
                SELECT key FROM former_identity WHERE tenant_id = :tenant AND contact_id = ANY (:of)
                """)
                .bind("tenant", tenant)
                .bindArray("of", UUID.class, contacts)
                .mapTo(String.class)
                .list();
        return new Subject(tenant, contacts, conversations, keys, until);
    }

    private static List<UUID> former(Tx tx, TenantId tenant, List<UUID> now) {
        return ids(tx, tenant, "SELECT old_id AS id FROM merged WHERE tenant_id = :tenant AND new_id = ANY (:of)", now);
    }

    private static List<UUID> ids(Tx tx, TenantId tenant, String sql, List<UUID> of) {
        return tx.query(sql)
                .bind("tenant", tenant)
                .bindArray("of", UUID.class, of)
                .map((row, _) -> Rows.uuid(row, "id"))
                .list();
    }

    /// What WhatsApp calls the person, without the kind: digits, LIDs, user ids.
    List<String> names() {
        return keys.stream()
                .filter(key -> !key.startsWith("name:"))
                .map(key -> key.substring(key.indexOf(':') + 1))
                .map(name -> name.startsWith("+") ? name.substring(1) : name)
                .distinct()
                .toList();
    }

    /// Texts that only what is about the person holds: their names at WhatsApp, and the ids of their contacts.
    List<String> marks() {
        List<String> marks = new ArrayList<>(names());
        contacts.forEach(contact -> marks.add(new ContactId(contact).text()));
        return marks;
    }

    String text() {
        ObjectNode json = Json.object();
        write(json.putArray("contacts"), contacts);
        write(json.putArray("conversations"), conversations);
        ArrayNode names = json.putArray("keys");
        keys.forEach(names::add);
        return Json.text(json);
    }

    private static void write(ArrayNode into, List<UUID> ids) {
        ids.forEach(id -> into.add(id.toString()));
    }

    static Subject read(TenantId tenant, String text, UUID until) {
        ObjectNode json = Json.readObject(text);
        return new Subject(tenant, uuids(json, "contacts"), uuids(json, "conversations"), texts(json, "keys"), until);
    }

    private static List<UUID> uuids(ObjectNode json, String name) {
        return texts(json, name).stream().map(UUID::fromString).toList();
    }

    private static List<String> texts(ObjectNode json, String name) {
        List<String> texts = new ArrayList<>();
        Json.elements(json, name).forEach(element -> texts.add(element.asString()));
        return texts;
    }

    /// Ids of the tenant's rows of a table, whoever they are about, in their order after `from`; at most `most`.
    List<UUID> page(Tx tx, String table, Optional<UUID> from, int most) {
        return tx.query("SELECT id FROM " + table + " WHERE tenant_id = :tenant AND id > :from ORDER BY id LIMIT :most")
                .bind("tenant", tenant)
                .bind("from", from.orElse(new UUID(0, 0)))
                .bind("most", most)
                .map((row, _) -> Rows.uuid(row, "id"))
                .list();
    }
}
