package dev.palomar.outbound;

import dev.palomar.conversation.ReadMarkers;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.Identity;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Transport;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells people that what they wrote was read, or that somebody is writing an answer.
public final class ReadMarks {

    private record Said(
            DeviceId device, TransportKind transport, ConversationId conversation, int slot, WireId wireId) {

        ReadMarkers.Place place(TenantId tenant, MessageId message) {
            return new ReadMarkers.Place(tenant, conversation, slot, message);
        }
    }

    /// More than these are not marked one by one; the rest counts as read all the same.
    private static final int MOST_AT_ONCE = 100;

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
        Transport.Session session = transport.session(tenant, said.device());
        Optional<String> refused;
        if (transport.capabilities().personal()) {
            List<Transport.Received> unread = database.tenant(tenant, tx -> unread(tx, tenant, said, message));
            refused = session.markRead(unread, typing);
        } else {
            refused = session.markRead(said.wireId(), typing);
        }
        refused.ifPresent(why -> {
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

    /// The message, and those before it that were not marked yet, oldest first, with those who wrote them.
    private static List<Transport.Received> unread(Tx tx, TenantId tenant, Said said, MessageId message) {
        List<Transport.Received> newestFirst = tx.query("""
                SELECT m.wire_id, v.chat, ARRAY(SELECT i.key FROM contact_identity i
                                                 WHERE i.tenant_id = m.tenant_id
                                                   AND i.contact_id = CASE WHEN m.sender_id IS NULL THEN v.contact_id
                                                                           ELSE m.sender_id END) AS author
                  FROM message m JOIN conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
                 WHERE m.tenant_id = :tenant AND m.conversation_id = :conversation AND m.inbound
                   AND m.wire_id IS NOT NULL AND m.id <= :message
                   AND (m.id = :message OR v.read_up_to IS NULL OR m.id > v.read_up_to)
                 ORDER BY m.id DESC LIMIT :most
                """)
                .bind("tenant", tenant)
                .bind("conversation", said.conversation())
                .bind("message", message)
                .bind("most", MOST_AT_ONCE)
                .map((row, _) -> {
                    String chat = row.getString("chat");
                    return new Transport.Received(
                            new WireId(row.getString("wire_id")),
                            Identity.ofKeys(Rows.texts(row, "author")),
                            chat.startsWith("group:") ? Optional.of(chat.substring(6)) : Optional.empty());
                })
                .list();
        return newestFirst.reversed();
    }

    /// What came in meanwhile stays unread: nothing is recorded while the conversation's slot is held.
    private int keep(Tx tx, TenantId tenant, Said said, MessageId message) {
        journal.open(tx, List.of(said.slot()));
        return ReadMarkers.put(tx, said.place(tenant, message), clock.instant());
    }
}
