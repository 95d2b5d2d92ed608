package dev.palomar.conversation;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/// How far the business has read a conversation.
public final class ReadMarkers {

    /// A message that came in, and where.
    public record Place(TenantId tenant, ConversationId conversation, int slot, MessageId message) {}

    private ReadMarkers() {}

    /// The message that WhatsApp calls so, if it came in over this number.
    public static Optional<Place> find(Tx tx, TenantId tenant, DeviceId device, WireId name) {
        return tx.query("""
                SELECT m.id, m.conversation_id, v.slot
                  FROM message m JOIN conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
                 WHERE m.tenant_id = :tenant AND m.device_id = :device AND m.wire_id = :name AND m.inbound
                 LIMIT 1
                """)
                .bind("tenant", tenant)
                .bind("device", device)
                .bind("name", name.value())
                .map((row, _) -> new Place(
                        tenant,
                        new ConversationId(Rows.uuid(row, "conversation_id")),
                        row.getInt("slot"),
                        new MessageId(Rows.uuid(row, "id"))))
                .findOne();
    }

    /// The message and all before it count as read. What came in meanwhile stays unread: the conversation's slot is
    /// locked.
    public static int put(Tx tx, Place place, Instant now) {
        return tx.update("""
                UPDATE conversation c
                   SET read_up_to = :message, read_at = :now,
                       unread = (SELECT count(*) FROM message m
                                  WHERE m.tenant_id = c.tenant_id AND m.conversation_id = c.id AND m.id > :message
                                    AND m.inbound AND NOT m.backfilled
                                    AND m.type NOT IN ('reaction', 'edit', 'revoke', 'system'))
                 WHERE c.tenant_id = :tenant AND c.id = :conversation
                   AND (c.read_up_to IS NULL OR c.read_up_to < :message)
                """)
                .bind("message", place.message())
                .bind("now", Timestamp.from(now))
                .bind("tenant", place.tenant())
                .bind("conversation", place.conversation())
                .execute();
    }
}
