package dev.palomar.conversation;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.MessageFacts;
import dev.palomar.model.event.Parties;
import dev.palomar.model.event.SendError;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where outgoing messages stand. A status never goes back; each step is kept with its time, and announced.
public final class Statuses {

    /// A message by the name WhatsApp gave it.
    public record WireRef(TenantId tenant, DeviceId device, WireId wireId) {}

    /// A message by our own name, as WhatsApp gave it back to the number that sent it.
    public record OwnRef(TenantId tenant, DeviceId device, MessageId message) {}

    /// What is needed to change its status.
    public record Sent(TenantId tenant, MessageId message, ConversationId conversation, int slot) {}

    private static final class Standing {
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

    private Statuses() {}

    /// Those of our messages that WhatsApp calls so.
    public static Map<WireRef, Sent> find(Tx tx, List<WireRef> names) {
        Map<WireRef, Sent> found = new HashMap<>();
        if (names.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT o.tenant_id, o.device_id, o.wire_id, o.message_id, o.conversation_id, o.slot
                  FROM unnest(?::uuid[], ?::uuid[], ?::text[]) AS u (tenant_id, device_id, wire_id)
                  JOIN outbox o
                    ON o.tenant_id = u.tenant_id AND o.device_id = u.device_id AND o.wire_id = u.wire_id
                """)) {
            new Columns(statement)
                    .add("uuid", names, name -> name.tenant().value())
                    .add("uuid", names, name -> name.device().value())
                    .add("text", names, name -> name.wireId().value());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    TenantId tenant = new TenantId(Rows.uuid(rows, "tenant_id"));
                    found.put(
                            new WireRef(
                                    tenant,
                                    new DeviceId(Rows.uuid(rows, "device_id")),
                                    new WireId(rows.getString("wire_id"))),
                            new Sent(
                                    tenant,
                                    new MessageId(Rows.uuid(rows, "message_id")),
                                    new ConversationId(Rows.uuid(rows, "conversation_id")),
                                    rows.getInt("slot")));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot find messages by WhatsApp's names", failure);
        }
        return found;
    }

    /// Those of our messages, sent by that number, that WhatsApp has no name for yet as far as we know.
    public static Map<MessageId, Sent> findOurs(Tx tx, List<OwnRef> names) {
        Map<MessageId, Sent> found = new HashMap<>();
        if (names.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT o.tenant_id, o.message_id, o.conversation_id, o.slot
                  FROM unnest(?::uuid[], ?::uuid[], ?::uuid[]) AS u (tenant_id, device_id, message_id)
                  JOIN outbox o ON o.tenant_id = u.tenant_id AND o.message_id = u.message_id
                               AND o.device_id = u.device_id AND o.wire_id IS NULL
                """)) {
            new Columns(statement)
                    .add("uuid", names, name -> name.tenant().value())
                    .add("uuid", names, name -> name.device().value())
                    .add("uuid", names, name -> name.message().value());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    MessageId message = new MessageId(Rows.uuid(rows, "message_id"));
                    found.put(
                            message,
                            new Sent(
                                    new TenantId(Rows.uuid(rows, "tenant_id")),
                                    message,
                                    new ConversationId(Rows.uuid(rows, "conversation_id")),
                                    rows.getInt("slot")));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot find messages by our names", failure);
        }
        return found;
    }

    /// Applies `changes` in their order and writes the events of those that are news. The slots of their
    /// conversations are open in `page`. A change that would go back is only noted.
    public static void apply(Tx tx, Journal.Page page, List<StatusChange> changes) {
        change(tx, changes).announce(page);
    }

    /// As [#apply], up to the events: those the answer writes.
    public static Changed change(Tx tx, List<StatusChange> changes) {
        List<StatusChange> told = new ArrayList<>();
        Threads threads = new Threads();
        if (changes.isEmpty()) {
            return new Changed(told, Map.of(), threads);
        }
        Map<MessageId, Standing> standings = load(tx, changes);
        for (StatusChange change : changes) {
            Standing standing = standings.get(change.message());
            if (standing == null) {
                continue;
            }
            for (StatusChange step : steps(standing, change)) {
                if (advance(standing, step) && announced(step.status())) {
                    told.add(step);
                    threads.events(step.tenant(), step.conversation(), 1);
                }
            }
        }
        save(tx, changes, standings);
        threads.write(tx);
        return new Changed(told, standings, threads);
    }

    /// Statuses that were changed, and not announced yet.
    public static final class Changed {

        private final List<StatusChange> told;
        private final Map<MessageId, Standing> standings;
        private final Threads threads;

        private Changed(List<StatusChange> told, Map<MessageId, Standing> standings, Threads threads) {
            this.told = told;
            this.standings = standings;
            this.threads = threads;
        }

        /// Writes the events of those that are news.
        public void announce(Journal.Page page) {
            for (StatusChange change : told) {
                page.write(draft(change, of(standings, change.message()), threads.number(change.conversation())));
            }
        }
    }

    /// Whether receivers hear of it. What may or may not have been sent is shown and asked about, not announced as a
    /// failure: whoever sends again on a failure would send twice.
    private static boolean announced(MessageStatus status) {
        return switch (status) {
            case SENT, DELIVERED, READ, PLAYED, FAILED, EXPIRED, CANCELED -> true;
            case QUEUED, SENDING, UNKNOWN -> false;
        };
    }

    /// A receipt may be faster than WhatsApp's answer. What it reached was sent, and receivers hear of both.
    private static List<StatusChange> steps(Standing standing, StatusChange change) {
        boolean early = change.status().reached() && MessageStatus.SENT.follows(standing.status);
        return early ? List.of(change.sent(), change) : List.of(change);
    }

    private static boolean advance(Standing standing, StatusChange change) {
        if (change.wireId().isPresent() && !change.wireId().equals(standing.wireId)) {
            standing.wireId = change.wireId();
            standing.changed = true;
        }
        boolean back = change.status() == MessageStatus.QUEUED && standing.status == MessageStatus.SENDING;
        if (!back && !change.status().follows(standing.status)) {
            return false;
        }
        standing.status = change.status();
        standing.changed = true;
        standing.error = change.error();
        if (!back) {
            ObjectNode step = Json.object();
            step.put("status", change.status().word());
            step.put("at", Times.text(change.at()));
            step.set("error", change.error().map(SendError::json).orElse(null));
            standing.history.add(step);
        }
        return true;
    }

    /// One row each, by its key: without statistics, in the first minutes of a database, PostgreSQL would otherwise
    /// begin at the wrong end and read whole tables.
    private static Map<MessageId, Standing> load(Tx tx, List<StatusChange> changes) {
        Map<MessageId, StatusChange> distinct = new LinkedHashMap<>();
        changes.forEach(change -> distinct.put(change.message(), change));
        List<StatusChange> rows = List.copyOf(distinct.values());
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
                        columns -> columns.add(
                                        "uuid", rows, change -> change.tenant().value())
                                .add("uuid", rows, change -> change.message().value()),
                        found -> {
                            Map<MessageId, Standing> standings = new HashMap<>();
                            while (found.next()) {
                                standings.put(new MessageId(Rows.uuid(found, "message_id")), new Standing(found));
                            }
                            return standings;
                        })
                .get();
    }

    private static void save(Tx tx, List<StatusChange> changes, Map<MessageId, Standing> standings) {
        Map<MessageId, TenantId> changed = new LinkedHashMap<>();
        for (StatusChange change : changes) {
            Standing standing = standings.get(change.message());
            if (standing != null && standing.changed) {
                changed.put(change.message(), change.tenant());
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        List<MessageId> rows = List.copyOf(changed.keySet());
        tx.tell(
                """
                UPDATE outbox o SET status = u.status, history = u.history, wire_id = u.wire_id, error = u.error
                  FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                       AS u (tenant_id, message_id, status, history, wire_id, error)
                 WHERE o.tenant_id = u.tenant_id AND o.message_id = u.message_id
                """,
                columns -> columns.add("uuid", rows, row -> tenantOf(changed, row))
                        .add("uuid", rows, MessageId::value)
                        .add("text", rows, row -> of(standings, row).status.word())
                        .add("text", rows, row -> Json.text(of(standings, row).history))
                        .add(
                                "text",
                                rows,
                                row -> of(standings, row)
                                        .wireId
                                        .map(WireId::value)
                                        .orElse(null))
                        .add(
                                "text",
                                rows,
                                row -> of(standings, row)
                                        .error
                                        .map(error -> Json.text(error.json()))
                                        .orElse(null)));
    }

    private static @Nullable Object tenantOf(Map<MessageId, TenantId> changed, MessageId message) {
        TenantId tenant = changed.get(message);
        return tenant == null ? null : tenant.value();
    }

    private static Standing of(Map<MessageId, Standing> standings, MessageId message) {
        return java.util.Objects.requireNonNull(standings.get(message));
    }

    private static Draft draft(StatusChange change, Standing standing, long sequence) {
        MessageContent content = standing.facts.content();
        return new Draft(
                change.tenant(),
                change.slot(),
                change.conversation().value(),
                new Event.MessageStatusChanged(standing.facts(), change.status(), change.at(), change.error()),
                Optional.of(standing.device),
                Optional.of(change.conversation()),
                Optional.of(change.message()),
                MediaIds.of(content),
                Optional.empty(),
                OptionalLong.of(sequence),
                false,
                change.raw());
    }
}
