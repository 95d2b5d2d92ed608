package dev.palomar.outbound;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Transport;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells people that what they wrote was read, or that somebody is writing an answer.
public final class ReadMarks {

    private record Said(
            DeviceId device, TransportKind transport, ConversationId conversation, int slot, WireId wireId) {}

    private final Database database;
    private final Journal journal;
    private final Map<TransportKind, Transport> transports;
    private final InstantSource clock;

    public ReadMarks(
            Database database, Journal journal, Map<TransportKind, Transport> transports, InstantSource clock) {
        this.database = database;
        this.journal = journal;
        this.transports = Map.copyOf(transports);
        this.clock = clock;
    }

    /// The message and all before it count as read, here and on the person's phone. Throws [Rejection.Conflict] for a
    /// message of our own, and [Rejection.WhatsAppFailed] when WhatsApp did not take it.
    public void read(TenantId tenant, MessageId message) {
        tell(tenant, message, false);
    }

    /// As [#read], and the person sees that an answer is being written.
    public void typing(TenantId tenant, MessageId message) {
        tell(tenant, message, true);
    }

    private void tell(TenantId tenant, MessageId message, boolean typing) {
        Said said = database.tenant(tenant, tx -> find(tx, tenant, message));
        Transport transport = Optional.ofNullable(transports.get(said.transport()))
                .orElseThrow(() -> new Rejection.NotPossible(
                        "not-supported", "id", "This hub is not set up for numbers of transport " + said.transport()));
        transport.session(tenant, said.device()).markRead(said.wireId(), typing).ifPresent(why -> {
            throw new Rejection.WhatsAppFailed("whatsapp-refused", why);
        });
        database.tenant(tenant, tx -> keep(tx, tenant, said, message));
    }

    private static Said find(Tx tx, TenantId tenant, MessageId message) {
        return tx.query("""
                SELECT m.device_id, m.conversation_id, m.inbound, m.wire_id, d.transport, v.slot
                  FROM message m
                  JOIN device d ON d.tenant_id = m.tenant_id AND d.id = m.device_id
                  JOIN conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
                 WHERE m.tenant_id = :tenant AND m.id = :message
                """)
                .bind("tenant", tenant)
                .bind("message", message)
                .map((row, _) -> {
                    Optional<String> wireId = Rows.maybeText(row, "wire_id");
                    if (!row.getBoolean("inbound") || wireId.isEmpty()) {
                        throw new Rejection.Conflict(
                                "wrong-state", "Only a message that came in can be marked as read.");
                    }
                    return new Said(
                            new DeviceId(Rows.uuid(row, "device_id")),
                            TransportKind.read(row.getString("transport")).orElseThrow(),
                            new ConversationId(Rows.uuid(row, "conversation_id")),
                            row.getInt("slot"),
                            new WireId(wireId.get()));
                })
                .findOne()
                .orElseThrow(() -> new Rejection.NotFound("message"));
    }

    /// What came in meanwhile stays unread: nothing is recorded while the conversation's slot is held.
    private int keep(Tx tx, TenantId tenant, Said said, MessageId message) {
        journal.open(tx, List.of(said.slot()));
        return tx.update("""
                UPDATE conversation c
                   SET read_up_to = :message, read_at = :now,
                       unread = (SELECT count(*) FROM message m
                                  WHERE m.tenant_id = c.tenant_id AND m.conversation_id = c.id AND m.id > :message
                                    AND m.inbound AND NOT m.backfilled
                                    AND m.type NOT IN ('reaction', 'edit', 'revoke'))
                 WHERE c.tenant_id = :tenant AND c.id = :conversation
                   AND (c.read_up_to IS NULL OR c.read_up_to < :message)
                """)
                .bind("message", message)
                .bind("now", Timestamp.from(clock.instant()))
                .bind("tenant", tenant)
                .bind("conversation", said.conversation())
                .execute();
    }
}
