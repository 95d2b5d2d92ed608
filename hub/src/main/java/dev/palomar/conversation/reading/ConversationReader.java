package dev.palomar.conversation.reading;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Finds conversations, the one with the latest message first.
public final class ConversationReader {

    /// Which conversations to list; what is empty does not matter. `search` is a part of a name or a number.
    public record Filter(Optional<DeviceId> device, Optional<ContactId> contact, Optional<String> search) {

        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Where a page ends: the next one goes on below it.
    public record Position(Instant lastMessageAt, ConversationId id) {

        public static Position of(ConversationView conversation) {
            return new Position(conversation.lastMessageAt(), conversation.id());
        }
    }

    private static final String CONVERSATION = """
        SELECT v.id, v.device_id, v.chat, v.window_until, v.window_origin, v.unread, v.last_message_at, v.created_at,
               v.last_preview, g.subject, g.description, json_array_length(g.members::json) AS size, m.id AS last_id, m.inbound, m.type, m.sent_at, o.status, c.id AS contact_id,
               c.name AS contact_name, c.username AS contact_username,
               ARRAY(SELECT i.key FROM contact_identity i
                      WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id ORDER BY i.key) AS contact_keys
          FROM conversation v
          LEFT JOIN message m ON m.tenant_id = v.tenant_id AND m.id = v.last_message_id
          LEFT JOIN outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id
          LEFT JOIN contact c ON c.tenant_id = v.tenant_id AND c.id = v.contact_id
          LEFT JOIN chat_group g ON g.tenant_id = v.tenant_id AND g.device_id = v.device_id
                                AND v.contact_id IS NULL AND g.id = substr(v.chat, 7)
         WHERE v.tenant_id = :tenant
        """;

    private final Database database;
    private final InstantSource clock;

    public ConversationReader(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The conversation, or the one that it became part of. Throws [Rejection.NotFound] when the tenant has none such.
    public ConversationView get(TenantId tenant, ConversationId conversation) {
        return database.tenant(
                        tenant,
                        tx -> find(tx, tenant, conversation)
                                .or(() -> Former.now(tx, tenant, conversation, ConversationId::new)
                                        .flatMap(now -> find(tx, tenant, now))))
                .orElseThrow(() -> new Rejection.NotFound("conversation"));
    }

    private Optional<ConversationView> find(Tx tx, TenantId tenant, ConversationId conversation) {
        return tx.query(CONVERSATION + " AND v.id = :conversation")
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .map((row, _) -> view(row))
                .findOne();
    }

    /// Who is in the group, by name; nobody where it is no group, or not known.
    public List<MemberView> members(TenantId tenant, ConversationId conversation) {
        return database.tenant(tenant, tx -> MemberRows.ofGroup(tx, tenant, conversation));
    }

    /// At most `limit`, below `after`.
    public List<ConversationView> list(TenantId tenant, Filter filter, Optional<Position> after, int limit) {
        return database.tenant(
                tenant,
                tx -> tx.query(CONVERSATION + """
                       AND (:device::uuid IS NULL OR v.device_id = :device::uuid)
                       AND (:contact::uuid IS NULL OR v.contact_id = :contact::uuid)
                       AND (:search::text IS NULL OR position(lower(:search) IN lower(c.name)) > 0
                            OR position(lower(:search) IN lower(g.subject)) > 0
                            OR EXISTS (SELECT FROM contact_identity i
                                        WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id
                                          AND position(lower(:search) IN lower(i.key)) > 0))
                       AND (:at::timestamptz IS NULL OR (v.last_message_at, v.id) < (:at::timestamptz, :id::uuid))
                     ORDER BY v.last_message_at DESC, v.id DESC
                     LIMIT :limit
                    """)
                        .bind("tenant", tenant)
                        .bind("device", filter.device().map(DeviceId::value).orElse(null))
                        .bind("contact", filter.contact().map(ContactId::value).orElse(null))
                        .bind("search", filter.search().orElse(null))
                        .bind(
                                "at",
                                after.map(Position::lastMessageAt)
                                        .map(Timestamp::from)
                                        .orElse(null))
                        .bind(
                                "id",
                                after.map(Position::id)
                                        .map(ConversationId::value)
                                        .orElse(null))
                        .bind("limit", limit)
                        .map((row, _) -> view(row))
                        .list());
    }

    private ConversationView view(ResultSet row) throws SQLException {
        Optional<Parties.Party> contact = Persons.read(row);
        Optional<Instant> until = Rows.maybeInstant(row, "window_until");
        return new ConversationView(
                new ConversationId(Rows.uuid(row, "id")),
                new DeviceId(Rows.uuid(row, "device_id")),
                contact,
                Persons.chat(row.getString("chat"), contact),
                new ConversationView.Window(
                        until.filter(clock.instant()::isBefore).isPresent(),
                        until,
                        Rows.maybeText(row, "window_origin").map(ConversationReader::origin)),
                row.getInt("unread"),
                group(row, contact.isEmpty()),
                last(row),
                Rows.instant(row, "last_message_at"),
                Rows.instant(row, "created_at"));
    }

    private static Optional<ConversationView.Group> group(ResultSet row, boolean isGroup) throws SQLException {
        return isGroup
                ? Optional.of(new ConversationView.Group(
                        Rows.maybeText(row, "subject"), Rows.maybeText(row, "description"), Rows.maybeInt(row, "size")))
                : Optional.empty();
    }

    private static String origin(String stored) {
        return stored.equals("customer") ? "message" : stored;
    }

    private static Optional<ConversationView.Preview> last(ResultSet row) throws SQLException {
        Optional<MessageId> id = Rows.id(row, "last_id", MessageId::new);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ConversationView.Preview(
                id.get(),
                row.getBoolean("inbound"),
                row.getString("type"),
                Rows.maybeText(row, "status"),
                row.getString("last_preview"),
                Rows.instant(row, "sent_at")));
    }
}
