package dev.palomar.conversation.reading;

import dev.palomar.conversation.Colleagues;
import dev.palomar.conversation.Label;
import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.event.Parties;
import dev.palomar.model.event.PersonRef;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.LabelId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Finds conversations, the one with the latest message first.
public final class ConversationReader {

    /// Where a page ends: the next one goes on below it.
    public record Position(Instant lastMessageAt, ConversationId id) {

        public static Position of(ConversationView conversation) {
            return new Position(conversation.lastMessageAt(), conversation.id());
        }
    }

    private static final String CONVERSATION = """
            SELECT v.id, v.device_id, v.chat, v.window_until, v.unread, v.last_message_at, v.created_at,
                   v.free_until, v.state, v.assignee_id, v.agent_mode, v.agent_mode_at, d.transport, v.last_preview,
                   g.subject, g.description, json_array_length(g.members::json) AS size, m.id AS last_id, m.inbound,
                   m.type, m.sent_at, o.status, c.id AS contact_id, c.name AS contact_name, c.username AS contact_username,
                   ARRAY(SELECT i.key FROM contact_identity i
                          WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id ORDER BY i.key) AS contact_keys
              FROM conversation v
              JOIN device d ON d.tenant_id = v.tenant_id AND d.id = v.device_id
              LEFT JOIN message m ON m.tenant_id = v.tenant_id AND m.id = v.last_message_id
              LEFT JOIN outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id
              LEFT JOIN contact c ON c.tenant_id = v.tenant_id AND c.id = v.contact_id
              LEFT JOIN chat_group g ON g.tenant_id = v.tenant_id AND g.device_id = v.device_id
                                    AND v.contact_id IS NULL AND g.id = substr(v.chat, 7)
             WHERE v.tenant_id = :tenant
            """;

    /// A view that lacks the names of people, and what is needed to complete it.
    private record Bare(ConversationView view, Optional<PersonId> assignee, Optional<Instant> modeSince) {}

    private final Database database;
    private final Colleagues colleagues;
    private final Answering answering;
    private final InstantSource clock;

    public ConversationReader(Database database, InstantSource clock) {
        this(database, Answering.NOWHERE, clock);
    }

    public ConversationReader(Database database, Answering answering, InstantSource clock) {
        this.database = database;
        this.colleagues = new Colleagues(database);
        this.answering = answering;
        this.clock = clock;
    }

    /// The conversation, or the one that it became part of. Throws [Rejection.NotFound] when the tenant has none such.
    public ConversationView get(TenantId tenant, ConversationId conversation) {
        List<Bare> found = database.tenant(tenant, tx -> {
            List<Bare> here = read(tx, tenant, List.of(conversation));
            return here.isEmpty()
                    ? Former.now(tx, tenant, conversation, ConversationId::new)
                            .map(now -> read(tx, tenant, List.of(now)))
                            .orElse(here)
                    : here;
        });
        if (found.isEmpty()) {
            throw new Rejection.NotFound("conversation");
        }
        return complete(tenant, found).getFirst();
    }

    /// Who is in the group, by name; nobody where it is no group, or not known.
    public List<MemberView> members(TenantId tenant, ConversationId conversation) {
        return database.tenant(tenant, tx -> MemberRows.ofGroup(tx, tenant, conversation));
    }

    /// At most `limit`, below `after`.
    public List<ConversationView> list(
            TenantId tenant, ConversationFilter filter, Optional<Position> after, int limit) {
        List<ContactId> named = filter.search()
                .map(search -> Called.read(search).find(database, tenant, ConversationFinder.MOST_NAMED))
                .orElse(List.of());
        return complete(
                tenant,
                database.tenant(
                        tenant,
                        tx -> read(tx, tenant, new ConversationFinder(tx, tenant, filter, named).find(after, limit))));
    }

    private List<Bare> read(Tx tx, TenantId tenant, List<ConversationId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<ConversationId, List<Label>> labels = labels(tx, tenant, ids);
        return tx.query(CONVERSATION + " AND v.id = ANY (:ids) ORDER BY v.last_message_at DESC, v.id DESC")
                .bind("tenant", tenant)
                .bindArray("ids", UUID.class, (Object[]) Tx.uuids(ids))
                .map((row, _) -> bare(row, labels))
                .list();
    }

    private static Map<ConversationId, List<Label>> labels(Tx tx, TenantId tenant, List<ConversationId> ids) {
        Map<ConversationId, List<Label>> labels = new HashMap<>();
        tx.query("""
                SELECT c.conversation_id, l.id, l.name, l.color
                  FROM conversation_label c JOIN label l ON l.tenant_id = c.tenant_id AND l.id = c.label_id
                 WHERE c.tenant_id = :tenant AND c.conversation_id = ANY (:ids)
                 ORDER BY lower(l.name), l.id
                """)
                .bind("tenant", tenant)
                .bindArray("ids", UUID.class, (Object[]) Tx.uuids(ids))
                .map((row, _) -> labels.computeIfAbsent(
                                new ConversationId(Rows.uuid(row, "conversation_id")), _ -> new ArrayList<>())
                        .add(new Label(
                                new LabelId(Rows.uuid(row, "id")), row.getString("name"), row.getString("color"))))
                .list();
        return labels;
    }

    /// With what is known outside the tenant's own rows: what people are called, and where the agent is on.
    private List<ConversationView> complete(TenantId tenant, List<Bare> bare) {
        Map<PersonId, String> names = colleagues.names(
                bare.stream().flatMap(one -> one.assignee().stream()).toList());
        return bare.stream()
                .map(one -> one.view()
                        .with(
                                one.assignee().map(id -> new PersonRef(id, Optional.ofNullable(names.get(id)))),
                                mode(tenant, one)))
                .toList();
    }

    private AgentMode mode(TenantId tenant, Bare one) {
        Optional<Instant> on = answering.since(tenant, one.view().device());
        if (on.isEmpty()) {
            return AgentMode.OFF;
        }
        boolean taken = one.view().mode() == AgentMode.HUMAN
                && one.modeSince().filter(at -> !at.isBefore(on.get())).isPresent();
        return taken ? AgentMode.HUMAN : AgentMode.AUTO;
    }

    private Bare bare(ResultSet row, Map<ConversationId, List<Label>> labels) throws SQLException {
        return new Bare(
                view(row, labels), Rows.id(row, "assignee_id", PersonId::new), Rows.maybeInstant(row, "agent_mode_at"));
    }

    private ConversationView view(ResultSet row, Map<ConversationId, List<Label>> labels) throws SQLException {
        ConversationId id = new ConversationId(Rows.uuid(row, "id"));
        Optional<Parties.Party> contact = Persons.read(row);
        return new ConversationView(
                id,
                new DeviceId(Rows.uuid(row, "device_id")),
                contact,
                Persons.chat(row.getString("chat"), contact),
                row.getString("state").equals("open"),
                row.getString("transport").equals(TransportKind.WEB.name())
                        ? ConversationView.Window.UNLIMITED
                        : ConversationView.Window.of(
                                Rows.maybeInstant(row, "window_until"),
                                Rows.maybeInstant(row, "free_until"),
                                clock.instant()),
                Optional.empty(),
                labels.getOrDefault(id, List.of()),
                row.getInt("unread"),
                AgentMode.read(row.getString("agent_mode")),
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
