package dev.palomar.conversation.picture;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Identity;
import dev.palomar.model.Payload;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `picture` table: one row for a conversation of a linked number, once somebody has written in it.
final class PictureRows {

    private PictureRows() {}

    /// A conversation in which somebody wrote.
    record Stirred(TenantId tenant, ConversationId conversation) {}

    /// A picture that is to be fetched.
    record Due(
            TenantId tenant, ConversationId conversation, DeviceId device, Identity person, Optional<String> group) {}

    /// Conversations of linked numbers get a row; a picture that was looked at before `old` is looked at again.
    static void want(Tx tx, Collection<Stirred> conversations, Instant now, Instant old) {
        tx.update("""
            INSERT INTO picture AS p (tenant_id, conversation_id, device_id, slot, due_at)
            SELECT v.tenant_id, v.id, v.device_id, l.slot, :now
              FROM unnest(:tenants, :conversations) AS s (tenant_id, id)
              JOIN conversation v ON v.tenant_id = s.tenant_id AND v.id = s.id
              JOIN web_line l ON l.tenant_id = v.tenant_id AND l.device_id = v.device_id
            ON CONFLICT (tenant_id, conversation_id) DO UPDATE SET due_at = :now
             WHERE p.due_at IS NULL AND p.looked_at < :old
            """)
                .bind("now", Timestamp.from(now))
                .bind("old", Timestamp.from(old))
                .bindArray(
                        "tenants",
                        UUID.class,
                        conversations.stream().map(one -> one.tenant().value()).toArray())
                .bindArray(
                        "conversations",
                        UUID.class,
                        conversations.stream()
                                .map(one -> one.conversation().value())
                                .toArray())
                .execute();
    }

    static void changed(Tx tx, TenantId tenant, DeviceId device, Identity person, Instant now) {
        tx.update("""
            UPDATE picture p SET due_at = :now
              FROM conversation v
             WHERE v.tenant_id = :tenant AND v.device_id = :device
               AND v.contact_id IN (SELECT i.contact_id FROM contact_identity i
                                     WHERE i.tenant_id = :tenant AND i.key = ANY (:keys))
               AND p.tenant_id = v.tenant_id AND p.conversation_id = v.id
            """)
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("device", device)
                .bindArray("keys", String.class, person.keys().toArray())
                .execute();
    }

    static void changed(Tx tx, TenantId tenant, DeviceId device, String group, Instant now) {
        tx.update("""
            UPDATE picture p SET due_at = :now
              FROM conversation v
             WHERE v.tenant_id = :tenant AND v.device_id = :device AND v.chat = 'group:' || :group
               AND p.tenant_id = v.tenant_id AND p.conversation_id = v.id
            """)
                .bind("now", Timestamp.from(now))
                .bind("tenant", tenant)
                .bind("device", device)
                .bind("group", group)
                .execute();
    }

    /// At most one of each number in `slots`; nobody else gets them before `until`.
    static List<Due> take(Tx tx, Collection<Integer> slots, Instant now, Instant until) {
        return tx.query("""
            UPDATE picture p SET due_at = :until
              FROM conversation v
             WHERE (p.tenant_id, p.conversation_id) IN (
                    SELECT DISTINCT ON (d.device_id) d.tenant_id, d.conversation_id
                      FROM picture d JOIN device n ON n.tenant_id = d.tenant_id AND n.id = d.device_id
                     WHERE d.due_at <= :now AND d.slot = ANY (:slots) AND n.state IN ('ONLINE', 'PAUSED', 'RESTRICTED')
                     ORDER BY d.device_id, d.due_at)
               AND v.tenant_id = p.tenant_id AND v.id = p.conversation_id
            RETURNING p.tenant_id, p.conversation_id, p.device_id, v.chat,
                      ARRAY(SELECT i.key FROM contact_identity i
                             WHERE i.tenant_id = v.tenant_id AND i.contact_id = v.contact_id) AS keys
            """)
                .bind("until", Timestamp.from(until))
                .bind("now", Timestamp.from(now))
                .bindArray("slots", Integer.class, slots.toArray())
                .map((row, _) -> {
                    String chat = row.getString("chat");
                    return new Due(
                            new TenantId(Rows.uuid(row, "tenant_id")),
                            new ConversationId(Rows.uuid(row, "conversation_id")),
                            new DeviceId(Rows.uuid(row, "device_id")),
                            Identity.ofKeys(Rows.texts(row, "keys")),
                            chat.startsWith("group:") ? Optional.of(chat.substring(6)) : Optional.empty());
                })
                .list();
    }

    /// It was looked at: this is the picture, or there is none.
    static void keep(Tx tx, Due of, Optional<Picture> picture, Instant now) {
        tx.update("""
            UPDATE picture SET content = :content, mime_type = :mimeType, version = :version, due_at = NULL,
                   looked_at = :now
             WHERE tenant_id = :tenant AND conversation_id = :conversation
            """)
                .bind("content", picture.map(one -> one.content().bytes()).orElse(null))
                .bind("mimeType", picture.map(Picture::mimeType).orElse(null))
                .bind("version", picture.map(Picture::version).orElse(null))
                .bind("now", Timestamp.from(now))
                .bind("tenant", of.tenant())
                .bind("conversation", of.conversation())
                .execute();
    }

    static Optional<Picture> find(Tx tx, TenantId tenant, ConversationId conversation) {
        return tx.query("""
            SELECT mime_type, content, version FROM picture
             WHERE tenant_id = :tenant AND conversation_id = :conversation AND content IS NOT NULL
            """)
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .map((row, _) -> new Picture(
                        row.getString("mime_type"), Payload.of(row.getBytes("content")), row.getString("version")))
                .findOne();
    }
}
