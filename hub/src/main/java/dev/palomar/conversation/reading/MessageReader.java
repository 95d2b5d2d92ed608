package dev.palomar.conversation.reading;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/// Finds messages of both directions, newest first. A page goes on below the id of the page before, so it costs the
/// same wherever it is.
public final class MessageReader {

    /// Ours carry WhatsApp's id in the outbox. The devices are named because the indexes begin with them.
    private static final String BY_WIRE_ID = """
             AND m.id IN (SELECT w.id FROM message w JOIN device d ON d.tenant_id = w.tenant_id AND d.id = w.device_id
                           WHERE d.tenant_id = :tenant AND w.tenant_id = :tenant AND w.wire_id = :wireId
                          UNION ALL
                          SELECT w.message_id FROM outbox w
                            JOIN device d ON d.tenant_id = w.tenant_id AND d.id = w.device_id
                           WHERE d.tenant_id = :tenant AND w.tenant_id = :tenant AND w.wire_id = :wireId)
            """;

    private final Database database;

    public MessageReader(Database database) {
        this.database = database;
    }

    /// Throws [Rejection.NotFound] when the tenant has no such message.
    public MessageView get(TenantId tenant, MessageId message) {
        return database.tenant(tenant, tx -> MessageRows.read(tx, tenant, List.of(message))).stream()
                .findFirst()
                .orElseThrow(() -> new Rejection.NotFound("message"));
    }

    public Page<MessageView> list(TenantId tenant, MessageFilter filter, Optional<UUID> before, int limit) {
        return database.tenant(tenant, tx -> {
            List<MessageId> ids = PartByPart.find(tx, tenant, filter, before, limit + 1)
                    .orElseGet(() -> find(tx, tenant, filter, before, limit + 1));
            Page<MessageId> found = Page.of(ids, limit, id -> id);
            return new Page<>(MessageRows.read(tx, tenant, found.items()), found.next());
        });
    }

    /// Those that are there, newest first.
    public List<MessageView> read(TenantId tenant, List<MessageId> ids) {
        return database.tenant(tenant, tx -> MessageRows.read(tx, tenant, ids));
    }

    /// The calls that were made to send a message, oldest first.
    public List<SendAttempt> attempts(TenantId tenant, MessageId message) {
        get(tenant, message);
        return database.tenant(
                tenant,
                tx -> tx.query("""
                        SELECT number, started_at, duration_ms, outcome, status, detail FROM send_attempt
                         WHERE tenant_id = :tenant AND message_id = :message ORDER BY number
                        """)
                        .bind("tenant", tenant)
                        .bind("message", message)
                        .map((row, _) -> new SendAttempt(
                                row.getInt("number"),
                                Rows.instant(row, "started_at"),
                                row.getInt("duration_ms"),
                                row.getString("outcome"),
                                Rows.maybeInt(row, "status"),
                                Rows.maybeText(row, "detail")))
                        .list());
    }

    /// How far a message of ours has come with each member of its group; nothing for a chat with one person.
    public List<MemberView> receipts(TenantId tenant, MessageId message) {
        get(tenant, message);
        return database.tenant(tenant, tx -> MemberRows.ofMessage(tx, tenant, message));
    }

    /// Only the conditions that were asked for are in the statement, so that each finds its index. Every part is a
    /// constant; what callers said is bound.
    private static List<MessageId> find(
            Tx tx, TenantId tenant, MessageFilter filter, Optional<UUID> before, int limit) {
        List<ConversationId> conversations = new ArrayList<>();
        filter.conversation().ifPresent(conversation -> {
            conversations.add(conversation);
            Former.now(tx, tenant, conversation, ConversationId::new).ifPresent(conversations::add);
        });
        if (filter.contact().isPresent()) {
            List<ConversationId> theirs = tx.query("""
                    SELECT id FROM conversation WHERE tenant_id = :tenant AND contact_id = :contact
                    """)
                    .bind("tenant", tenant)
                    .bind("contact", filter.contact().get())
                    .map((row, _) -> new ConversationId(Rows.uuid(row, "id")))
                    .list();
            if (filter.conversation().isEmpty()) {
                conversations.addAll(theirs);
            } else {
                conversations.retainAll(theirs);
            }
            if (conversations.isEmpty()) {
                return List.of();
            }
        }
        StringBuilder sql = new StringBuilder("SELECT m.id FROM message m");
        boolean ours = !filter.statuses().isEmpty() || filter.clientReference().isPresent();
        if (ours || filter.wireId().isPresent()) {
            sql.append(ours ? " JOIN" : " LEFT JOIN")
                    .append(" outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id");
        }
        sql.append(" WHERE m.tenant_id = :tenant");
        before.ifPresent(_ -> sql.append(" AND m.id < :before"));
        filter.since().ifPresent(_ -> sql.append(" AND m.id >= :since"));
        filter.until().ifPresent(_ -> sql.append(" AND m.id < :until"));
        filter.device().ifPresent(_ -> sql.append(" AND m.device_id = :device"));
        filter.inbound().ifPresent(_ -> sql.append(" AND m.inbound = :inbound"));
        filter.clientReference()
                .ifPresent(_ -> sql.append(" AND o.tenant_id = :tenant AND o.client_reference = :reference"));
        filter.wireId().ifPresent(_ -> sql.append(BY_WIRE_ID));
        if (!conversations.isEmpty()) {
            sql.append(" AND m.conversation_id = ANY (:conversations)");
        }
        if (!filter.types().isEmpty()) {
            sql.append(filter.types().size() == 1 ? " AND m.type = :types" : " AND m.type = ANY (:types)");
            if (!filter.types().contains("text")) {
                // The index of all others is for statements that name it so.
                sql.append(" AND m.type <> 'text'");
            }
        }
        if (!filter.statuses().isEmpty()) {
            sql.append(" AND o.tenant_id = :tenant AND o.status = ANY (:statuses)");
            if (PartByPart.areUnsettled(filter.statuses())) {
                sql.append(PartByPart.AMONG_UNSETTLED);
            }
        }
        Query query = tx.query(sql.append(" ORDER BY m.id DESC LIMIT :limit").toString())
                .bind("tenant", tenant)
                .bind("limit", limit);
        before.ifPresent(id -> query.bind("before", id));
        filter.since().ifPresent(since -> query.bind("since", floor(since)));
        filter.until().ifPresent(until -> query.bind("until", floor(until)));
        filter.device().ifPresent(device -> query.bind("device", device));
        filter.inbound().ifPresent(inbound -> query.bind("inbound", inbound));
        filter.clientReference().ifPresent(reference -> query.bind("reference", reference));
        filter.wireId().ifPresent(wireId -> query.bind("wireId", wireId));
        if (!conversations.isEmpty()) {
            query.bindArray("conversations", UUID.class, (Object[]) Tx.uuids(conversations));
        }
        if (filter.types().size() == 1) {
            query.bind("types", filter.types().getFirst());
        } else if (!filter.types().isEmpty()) {
            query.bindArray("types", String.class, filter.types());
        }
        if (!filter.statuses().isEmpty()) {
            query.bindArray(
                    "statuses",
                    String.class,
                    filter.statuses().stream().map(MessageStatus::word).toList());
        }
        return query.map((row, _) -> new MessageId(Rows.uuid(row, "id"))).list();
    }

    /// Ids begin with the time at which the hub learned of the message.
    private static UUID floor(Instant at) {
        return IdSource.floor(at.toEpochMilli());
    }
}
