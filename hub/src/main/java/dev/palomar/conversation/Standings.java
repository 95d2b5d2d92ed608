package dev.palomar.conversation;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.event.MessageFacts;
import dev.palomar.model.event.Parties;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/// Where messages of ours stand before they are moved on, and what is told about them.
public final class Standings {

    /// One of them. Changed in memory, and written by [Statuses].
    static final class Standing {
        final DeviceId device;
        final MessageFacts facts;
        final ArrayNode history;
        MessageStatus status;
        Optional<WireId> wireId;
        Optional<SendError> error;
        boolean changed;

        Standing(ResultSet row) throws SQLException {
            this.device = new DeviceId(Rows.uuid(row, "device_id"));
            this.status = MessageStatus.read(row.getString("status")).orElseThrow();
            this.history = (ArrayNode) Json.read(row.getString("history"));
            this.wireId = Rows.maybeText(row, "wire_id").map(WireId::new);
            this.error = SendError.read(row.getString("error"));
            Recipient recipient = Recipient.read(row.getString("recipient"));
            this.facts = new MessageFacts(
                    new MessageId(Rows.uuid(row, "message_id")),
                    wireId,
                    false,
                    new Parties.Party(
                            recipient.identity(),
                            Rows.maybeText(row, "name"),
                            Rows.id(row, "contact_id", ContactId::new)),
                    Rows.maybeText(row, "phone").map(PhoneNumber::new),
                    recipient.chat(),
                    Rows.instant(row, "sent_at"),
                    ContentJson.read(Json.readObject(row.getString("content"))),
                    Rows.maybeText(row, "context").map(Json::readObject),
                    Rows.maybeText(row, "client_reference"));
        }

        MessageFacts facts() {
            return new MessageFacts(
                    facts.id(),
                    wireId,
                    facts.inbound(),
                    facts.person(),
                    facts.business(),
                    facts.chat(),
                    facts.sentAt(),
                    facts.content(),
                    facts.context(),
                    facts.clientReference());
        }
    }

    private final Map<MessageId, Standing> standings;

    private Standings(Map<MessageId, Standing> standings) {
        this.standings = standings;
    }

    @Nullable
    Standing find(MessageId message) {
        return standings.get(message);
    }

    Standing get(MessageId message) {
        return Objects.requireNonNull(find(message));
    }

    /// Those of `messages` that are there. The slots of their conversations are locked.
    ///
    /// One row each, by its key: without statistics, in the first minutes of a database, PostgreSQL would otherwise
    /// begin at the wrong end and read whole tables.
    public static Supplier<Standings> ask(Tx tx, Map<MessageId, TenantId> messages) {
        if (messages.isEmpty()) {
            return () -> new Standings(Map.of());
        }
        List<Map.Entry<MessageId, TenantId>> rows = List.copyOf(messages.entrySet());
        return tx.ask(
                """
                SELECT o.message_id, o.device_id, o.status, o.history, o.wire_id, o.error, o.recipient,
                       o.client_reference, m.content, m.context, m.sent_at, v.contact_id, c.name, d.phone
                  FROM unnest(?::uuid[], ?::uuid[]) AS u (tenant_id, message_id)
                 CROSS JOIN LATERAL (SELECT * FROM outbox s
                                      WHERE s.tenant_id = u.tenant_id AND s.message_id = u.message_id LIMIT 1) o
                 CROSS JOIN LATERAL (SELECT * FROM message s
                                      WHERE s.tenant_id = u.tenant_id AND s.id = u.message_id LIMIT 1) m
                 CROSS JOIN LATERAL (SELECT * FROM conversation s
                                      WHERE s.tenant_id = u.tenant_id AND s.id = o.conversation_id LIMIT 1) v
                  JOIN device d ON d.tenant_id = o.tenant_id AND d.id = o.device_id
                  LEFT JOIN contact c ON c.tenant_id = v.tenant_id AND c.id = v.contact_id
                """,
                columns -> columns.add("uuid", rows, row -> row.getValue().value())
                        .add("uuid", rows, row -> row.getKey().value()),
                found -> {
                    Map<MessageId, Standing> standings = new HashMap<>();
                    while (found.next()) {
                        standings.put(new MessageId(Rows.uuid(found, "message_id")), new Standing(found));
                    }
                    return new Standings(standings);
                });
    }
}
