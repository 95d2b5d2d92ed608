package dev.palomar.conversation.reading;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is shown with messages and is said by others: the message that one answers, and what people think of one.
final class Surroundings {

    private record Name(DeviceId device, WireId wireId) {}

    /// Whoever reacts a second time has changed their mind.
    private record Reacted(Target target, Optional<ContactId> who, MessageView.Reaction reaction) {}

    private final Map<Name, MessageView.Quoted> quoted;
    private final Map<Target, Map<Optional<ContactId>, MessageView.Reaction>> reactions;

    private Surroundings(
            Map<Name, MessageView.Quoted> quoted,
            Map<Target, Map<Optional<ContactId>, MessageView.Reaction>> reactions) {
        this.quoted = quoted;
        this.reactions = reactions;
    }

    static Surroundings of(Tx tx, TenantId tenant, List<MessageView> messages) {
        return messages.isEmpty()
                ? new Surroundings(Map.of(), Map.of())
                : new Surroundings(quoted(tx, tenant, messages), reactions(tx, tenant, messages));
    }

    List<MessageView> show(List<MessageView> messages) {
        return messages.stream()
                .map(message -> message.with(
                        answered(message).flatMap(name -> Optional.ofNullable(quoted.get(name))),
                        message.wireId()
                                .map(wireId -> reactions.get(new Target(message.conversation(), wireId)))
                                .map(all -> all.values().stream()
                                        .filter(reaction -> !reaction.emoji().isEmpty())
                                        .toList())
                                .orElse(List.of())))
                .toList();
    }

    private static Optional<Name> answered(MessageView message) {
        return message.context()
                .flatMap(context -> Json.string(context, "id"))
                .map(id -> new Name(message.device(), new WireId(id)));
    }

    private static Map<Name, MessageView.Quoted> quoted(Tx tx, TenantId tenant, List<MessageView> messages) {
        Map<Name, MessageView.Quoted> found = new HashMap<>();
        List<Name> names = messages.stream()
                .flatMap(message -> answered(message).stream())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return found;
        }
        tx.query("""
                SELECT n.device_id, n.wire_id, m.id, m.inbound, m.type, m.preview
                  FROM unnest(:devices::uuid[], :names::text[]) AS n (device_id, wire_id)
                 CROSS JOIN LATERAL (
                       SELECT id FROM message
                        WHERE tenant_id = :tenant AND device_id = n.device_id AND wire_id = n.wire_id
                       UNION ALL
                       SELECT message_id FROM outbox
                        WHERE tenant_id = :tenant AND device_id = n.device_id AND wire_id = n.wire_id
                        LIMIT 1) AS a
                  JOIN message m ON m.tenant_id = :tenant AND m.id = a.id
                """)
                .bind("tenant", tenant)
                .bindArray(
                        "devices",
                        UUID.class,
                        names.stream().map(name -> name.device().value()).toArray())
                .bindArray(
                        "names",
                        String.class,
                        names.stream().map(name -> name.wireId().value()).toArray())
                .map((row, _) -> found.put(
                        new Name(new DeviceId(Rows.uuid(row, "device_id")), new WireId(row.getString("wire_id"))),
                        new MessageView.Quoted(
                                new MessageId(Rows.uuid(row, "id")),
                                row.getBoolean("inbound"),
                                row.getString("type"),
                                row.getString("preview"))))
                .list();
        return found;
    }

    private static Map<Target, Map<Optional<ContactId>, MessageView.Reaction>> reactions(
            Tx tx, TenantId tenant, List<MessageView> messages) {
        Map<Target, Map<Optional<ContactId>, MessageView.Reaction>> found = new HashMap<>();
        Target.bind(tx.query("""
                SELECT DISTINCT ON (m.conversation_id, m.about, m.inbound, m.sender_id)
                       m.conversation_id, m.content, m.sent_at, m.inbound, c.id AS contact_id,
                       c.name AS contact_name, c.username AS contact_username,
                       ARRAY(SELECT i.key FROM contact_identity i
                              WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id ORDER BY i.key) AS contact_keys
                  FROM %s
                  JOIN message m ON m.tenant_id = :tenant AND m.conversation_id = t.conversation_id
                                AND m.about = t.wire_id
                  JOIN conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
                  LEFT JOIN outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id
                  LEFT JOIN contact c ON c.tenant_id = m.tenant_id AND m.inbound
                                     AND c.id = %s
                 WHERE m.type = 'reaction'
                   AND (o.status IS NULL OR o.status IN ('sent', 'delivered', 'read', 'played'))
                 ORDER BY m.conversation_id, m.about, m.inbound, m.sender_id, m.id DESC
                """.formatted(Target.ROWS, Persons.WHO_WROTE)).bind("tenant", tenant), Target.of(messages))
                .map((row, _) -> reacted(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(reacted -> reacted.reaction().at()))
                .forEach(reacted -> found.computeIfAbsent(reacted.target(), _ -> new LinkedHashMap<>())
                        .put(reacted.who(), reacted.reaction()));
        return found;
    }

    private static Optional<Reacted> reacted(ResultSet row) throws SQLException {
        if (!(ContentJson.read(Json.readObject(row.getString("content")))
                instanceof MessageContent.Reaction reaction)) {
            return Optional.empty();
        }
        Optional<Parties.Party> person = Persons.read(row);
        Instant at = Rows.instant(row, "sent_at");
        return Optional.of(new Reacted(
                new Target(new ConversationId(Rows.uuid(row, "conversation_id")), reaction.to()),
                person.flatMap(Parties.Party::contact),
                new MessageView.Reaction(reaction.emoji(), person, at)));
    }
}
