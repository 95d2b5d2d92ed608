package dev.palomar.conversation.reading;

import dev.palomar.conversation.Recipient;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.Parties;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.node.ArrayNode;

/// Reads messages with all that is shown of them.
final class MessageRows {

    private MessageRows() {}

    /// Newest first.
    static List<MessageView> read(Tx tx, TenantId tenant, Collection<MessageId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return whole(
                tx, tenant, select(tx, "m.id = ANY (:ids)").bindArray("ids", UUID.class, (Object[]) Tx.uuids(ids)));
    }

    /// As [#read] of messages that follow each other in a conversation, newest first. They stand together in the index
    /// of its messages; in that of all they are as far apart as what was said meanwhile.
    static List<MessageView> stretch(Tx tx, TenantId tenant, ConversationId conversation, List<MessageId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return whole(
                tx,
                tenant,
                select(tx, "m.conversation_id = :conversation AND m.id BETWEEN :oldest AND :newest")
                        .bind("conversation", conversation)
                        .bind("oldest", ids.getLast())
                        .bind("newest", ids.getFirst()));
    }

    private static Query select(Tx tx, String which) {
        return tx.query("""
                SELECT m.id, m.device_id, m.conversation_id, m.inbound, m.wire_id, m.content, m.context, m.sent_at,
                       m.recorded_at, m.backfilled, o.status, o.history, o.wire_id AS own_wire_id, o.error,
                       m.author, o.client_reference, o.retry_of, o.recipient, v.chat, v.read_at,
                       coalesce(m.id <= v.read_up_to, false) AS marked, d.phone, f.id AS file_id, f.mime_type, f.sha256,
                       f.bytes, f.filename, c.id AS contact_id, c.name AS contact_name, c.username AS contact_username,
                       ARRAY(SELECT i.key FROM contact_identity i
                              WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id ORDER BY i.key) AS contact_keys
                  FROM message m
                  JOIN conversation v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
                  JOIN device d ON d.tenant_id = m.tenant_id AND d.id = m.device_id
                  LEFT JOIN outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id
                  LEFT JOIN contact c ON c.tenant_id = v.tenant_id AND c.id = %s
                  LEFT JOIN media f ON f.tenant_id = m.tenant_id AND f.id = m.media_id
                 WHERE m.tenant_id = :tenant AND %s
                 ORDER BY m.id DESC
                """.formatted(Persons.WHO_WROTE, which));
    }

    private static List<MessageView> whole(Tx tx, TenantId tenant, Query rows) {
        List<MessageView> messages =
                rows.bind("tenant", tenant).map((row, _) -> view(row)).list();
        List<MessageView> shown = Surroundings.of(tx, tenant, messages).show(corrected(tx, tenant, messages));
        return Votes.counted(tx, tenant, shown);
    }

    private static MessageView view(ResultSet row) throws SQLException {
        Optional<Recipient> recipient = Rows.maybeText(row, "recipient").map(Recipient::read);
        Optional<Parties.Party> person = Persons.read(row)
                .or(() -> recipient
                        .map(Recipient::identity)
                        .filter(identity -> !identity.equals(Identity.NOBODY))
                        .map(identity -> new Parties.Party(identity, Optional.empty(), Optional.empty())));
        boolean inbound = row.getBoolean("inbound");
        boolean marked = inbound && row.getBoolean("marked");
        return new MessageView(
                new MessageId(Rows.uuid(row, "id")),
                inbound,
                Rows.maybeText(row, "wire_id")
                        .or(() -> text(row, "own_wire_id"))
                        .map(WireId::new),
                ContentJson.read(Json.readObject(row.getString("content"))),
                person,
                Rows.maybeText(row, "phone").map(PhoneNumber::new),
                Persons.chat(row.getString("chat"), person),
                new DeviceId(Rows.uuid(row, "device_id")),
                new ConversationId(Rows.uuid(row, "conversation_id")),
                Rows.maybeText(row, "context").map(Json::readObject),
                file(row),
                sent(row),
                Actor.read(row.getString("author")),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                row.getBoolean("backfilled"),
                Optional.empty(),
                Optional.empty(),
                marked ? Rows.maybeInstant(row, "read_at") : Optional.empty(),
                Rows.instant(row, "sent_at"),
                Rows.instant(row, "recorded_at"));
    }

    private static Optional<String> text(ResultSet row, String column) {
        try {
            return Rows.maybeText(row, column);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot read a message", failure);
        }
    }

    private static Optional<MessageView.File> file(ResultSet row) throws SQLException {
        Optional<MediaId> id = Rows.id(row, "file_id", MediaId::new);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        long bytes = row.getLong("bytes");
        return Optional.of(new MessageView.File(
                id.get(),
                Rows.maybeText(row, "mime_type"),
                Rows.maybeText(row, "sha256"),
                row.wasNull() ? Optional.empty() : Optional.of(bytes),
                Rows.maybeText(row, "filename")));
    }

    private static Optional<MessageView.Sent> sent(ResultSet row) throws SQLException {
        Optional<MessageStatus> status = Rows.maybeText(row, "status").flatMap(MessageStatus::read);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MessageView.Sent(
                status.get(),
                (ArrayNode) Json.read(row.getString("history")),
                SendError.read(row.getString("error")),
                Rows.maybeText(row, "client_reference"),
                Rows.id(row, "retry_of", MessageId::new)));
    }

    /// What somebody changed about one of their messages; nothing is left of it where they took it back.
    private record Correction(Target original, Optional<MessageContent> now, Instant at) {}

    private record Corrected(Optional<MessageContent> now, Optional<Instant> editedAt, Optional<Instant> revokedAt) {

        static Corrected by(Correction one) {
            return one.now().isPresent()
                    ? new Corrected(one.now(), Optional.of(one.at()), Optional.empty())
                    : new Corrected(Optional.empty(), Optional.empty(), Optional.of(one.at()));
        }

        Corrected then(Corrected later) {
            return new Corrected(
                    later.now().or(() -> now),
                    later.editedAt().or(() -> editedAt),
                    later.revokedAt().or(() -> revokedAt));
        }

        MessageView applied(MessageView message) {
            MessageContent said =
                    now.map(edited -> edited(message.content(), edited)).orElse(message.content());
            return message.with(said, editedAt, revokedAt);
        }
    }

    /// Edits and deletions are messages of their own; what they change is shown with what they changed. The last edit
    /// counts, and the last deletion.
    private static List<MessageView> corrected(Tx tx, TenantId tenant, List<MessageView> messages) {
        Map<Target, Corrected> corrections = new HashMap<>();
        Target.bind(tx.query("""
                SELECT DISTINCT ON (m.conversation_id, m.about, m.type) m.conversation_id, m.content, m.sent_at
                  FROM %s
                  JOIN message m ON m.tenant_id = :tenant AND m.conversation_id = t.conversation_id
                                AND m.about = t.wire_id
                  LEFT JOIN outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id
                 WHERE m.type IN ('edit', 'revoke')
                   AND (o.status IS NULL OR o.status IN ('sent', 'delivered', 'read', 'played'))
                 ORDER BY m.conversation_id, m.about, m.type, m.id DESC
                """.formatted(Target.ROWS)).bind("tenant", tenant), Target.of(messages))
                .map((row, _) -> correction(row))
                .list()
                .forEach(found ->
                        found.ifPresent(one -> corrections.merge(one.original(), Corrected.by(one), Corrected::then)));
        if (corrections.isEmpty()) {
            return messages;
        }
        return messages.stream()
                .map(message -> message.wireId()
                        .map(name -> corrections.get(new Target(message.conversation(), name)))
                        .map(one -> one.applied(message))
                        .orElse(message))
                .toList();
    }

    private static Optional<Correction> correction(ResultSet row) throws SQLException {
        ConversationId conversation = new ConversationId(Rows.uuid(row, "conversation_id"));
        Instant at = Rows.instant(row, "sent_at");
        return switch (ContentJson.read(Json.readObject(row.getString("content")))) {
            case MessageContent.Edit edit ->
                Optional.of(new Correction(new Target(conversation, edit.original()), Optional.of(edit.now()), at));
            case MessageContent.Revoke revoke ->
                Optional.of(new Correction(new Target(conversation, revoke.original()), Optional.empty(), at));
            case MessageContent _ -> Optional.empty();
        };
    }

    /// A file keeps what it is: only its caption can be changed. An edit that is not understood changes nothing.
    private static MessageContent edited(MessageContent before, MessageContent now) {
        return switch (now) {
            case MessageContent.Media changed
            when before instanceof MessageContent.Media file ->
                new MessageContent.Media(file.kind(), file.file(), changed.caption(), file.filename(), file.traits());
            case MessageContent.Unsupported _ -> before;
            case MessageContent _ -> now;
        };
    }
}
