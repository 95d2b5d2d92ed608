package dev.palomar.conversation;

import dev.palomar.conversation.Standings.Standing;
import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.WireId;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.SendError;
import dev.palomar.model.event.Times;
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
import tools.jackson.databind.node.ObjectNode;

/// Where outgoing messages stand. A status never goes back; each step is kept with its time, and announced.
public final class Statuses {

    /// A message by the name WhatsApp gave it.
    public record WireRef(TenantId tenant, DeviceId device, WireId wireId) {}

    /// A message by our own name, as WhatsApp gave it back to the number that sent it.
    public record OwnRef(TenantId tenant, DeviceId device, MessageId message) {}

    /// What is needed to change its status.
    public record Sent(TenantId tenant, MessageId message, ConversationId conversation, int slot) {}

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
        if (!changes.isEmpty()) {
            Map<MessageId, TenantId> messages = new LinkedHashMap<>();
            changes.forEach(change -> messages.put(change.message(), change.tenant()));
            change(tx, changes, Standings.ask(tx, messages).get()).announce(page);
        }
    }

    /// As [#apply], up to the events: those the answer writes. `standings` are those of all of `changes`.
    public static Changed change(Tx tx, List<StatusChange> changes, Standings standings) {
        List<StatusChange> told = new ArrayList<>();
        Threads threads = new Threads();
        for (StatusChange change : changes) {
            Standing standing = standings.find(change.message());
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
        private final Standings standings;
        private final Threads threads;

        private Changed(List<StatusChange> told, Standings standings, Threads threads) {
            this.told = told;
            this.standings = standings;
            this.threads = threads;
        }

        /// Writes the events of those that are news.
        public void announce(Journal.Page page) {
            for (StatusChange change : told) {
                page.write(draft(change, standings.get(change.message()), threads.number(change.conversation())));
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

    private static void save(Tx tx, List<StatusChange> changes, Standings standings) {
        Map<MessageId, TenantId> changed = new LinkedHashMap<>();
        for (StatusChange change : changes) {
            Standing standing = standings.find(change.message());
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
                        .add("text", rows, row -> standings.get(row).status.word())
                        .add("text", rows, row -> Json.text(standings.get(row).history))
                        .add(
                                "text",
                                rows,
                                row -> standings
                                        .get(row)
                                        .wireId
                                        .map(WireId::value)
                                        .orElse(null))
                        .add(
                                "text",
                                rows,
                                row -> standings
                                        .get(row)
                                        .error
                                        .map(error -> Json.text(error.json()))
                                        .orElse(null)));
    }

    private static @Nullable Object tenantOf(Map<MessageId, TenantId> changed, MessageId message) {
        TenantId tenant = changed.get(message);
        return tenant == null ? null : tenant.value();
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
