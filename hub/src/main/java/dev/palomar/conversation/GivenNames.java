package dev.palomar.conversation;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The `given_name` table: messages whose sender wanted Meta's name of them at once, before Meta had given one. They
/// were told one of ours in the form of Meta's, and are called by it wherever Meta's language is spoken.
public final class GivenNames {

    private static final String BEGINNING = "wamid.";

    private final Database database;

    public GivenNames(Database database) {
        this.database = database;
    }

    /// Our name of a message in the form of Meta's: `wamid.` and Base64.
    public static String of(MessageId message) {
        return BEGINNING + Base64.getEncoder().encodeToString(message.text().getBytes(StandardCharsets.US_ASCII));
    }

    /// The message that [#of] gave this name; empty for every other text.
    public static Optional<MessageId> read(String name) {
        if (!name.startsWith(BEGINNING)) {
            return Optional.empty();
        }
        try {
            byte[] inner = Base64.getDecoder().decode(name.substring(BEGINNING.length()));
            return MessageId.read(new String(inner, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /// The sender was told our name of `message`.
    public static void give(Tx tx, TenantId tenant, MessageId message) {
        tx.update("""
                INSERT INTO given_name (tenant_id, message_id) VALUES (:tenant, :message) ON CONFLICT DO NOTHING
                """).bind("tenant", tenant).bind("message", message).execute();
    }

    /// What the sender of `message` was told, if it was a name of ours.
    public Optional<String> given(TenantId tenant, MessageId message) {
        return database.tenant(
                tenant,
                tx -> tx.query("SELECT message_id FROM given_name WHERE tenant_id = :tenant AND message_id = :message")
                        .bind("tenant", tenant)
                        .bind("message", message)
                        .map((row, _) -> of(new MessageId(Rows.uuid(row, "message_id"))))
                        .findOne());
    }

    /// As [#given(TenantId, MessageId)], of the message that WhatsApp calls `wireId`.
    public Optional<String> given(TenantId tenant, DeviceId device, String wireId) {
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT g.message_id FROM outbox o
                          JOIN given_name g ON g.tenant_id = o.tenant_id AND g.message_id = o.message_id
                         WHERE o.tenant_id = :tenant AND o.device_id = :device AND o.wire_id = :wireId
                        """)
                        .bind("tenant", tenant)
                        .bind("device", device)
                        .bind("wireId", wireId)
                        .map((row, _) -> of(new MessageId(Rows.uuid(row, "message_id"))))
                        .findOne());
    }
}
