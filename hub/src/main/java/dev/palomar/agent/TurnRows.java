package dev.palomar.agent;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.palomar.database.Tx;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.RunId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The `agent_turn` table.
final class TurnRows {

    /// Nobody waits longer than so many quiet times, however much they write.
    private static final int MOST_QUIET = 5;

    private TurnRows() {}

    /// A customer's message that is owed an answer.
    ///
    /// @param since  since when the agent answers on the number
    /// @param run    the id of the turn, should this message open one
    record Owed(
            TenantId tenant,
            DeviceId device,
            ConversationId conversation,
            MessageId message,
            Duration quiet,
            Instant since,
            RunId run) {}

    /// Adds the message to the turn of its conversation, or opens one. Empty when there is no such conversation any
    /// more.
    static Optional<Turn> owe(Tx tx, Owed owed, Instant now) {
        giveBack(tx, owed);
        return add(tx, owed, now).or(() -> open(tx, owed, now));
    }

    /// Whoever took the conversation over before the agent was on took it from nobody.
    private static void giveBack(Tx tx, Owed owed) {
        tx.update("""
                UPDATE conversation SET agent_mode = 'auto', agent_mode_at = NULL
                 WHERE tenant_id = :tenant AND id = :conversation AND agent_mode = 'human' AND agent_mode_at < :since
                """)
                .bind("tenant", owed.tenant())
                .bind("conversation", owed.conversation())
                .bind("since", Timestamp.from(owed.since()))
                .execute();
    }

    private static Optional<Turn> add(Tx tx, Owed owed, Instant now) {
        return tx.query("""
                UPDATE agent_turn t
                   SET version = t.version + 1, message_ids = t.message_ids || :message::uuid,
                       due_at = CASE WHEN t.attempts > 0 THEN greatest(t.due_at, :due)
                                     ELSE least(:due, greatest(t.opened_at + make_interval(secs => :most), :now)) END
                 WHERE t.tenant_id = :tenant
                   AND t.conversation_id = coalesce((SELECT m.new_id FROM merged m
                                                      WHERE m.tenant_id = :tenant AND m.old_id = :conversation),
                                                    :conversation)
                RETURNING t.*
                """)
                .bind("message", owed.message())
                .bind("due", Timestamp.from(now.plus(owed.quiet())))
                .bind("most", owed.quiet().toMillis() * MOST_QUIET / 1_000.0)
                .bind("now", Timestamp.from(now))
                .bind("tenant", owed.tenant())
                .bind("conversation", owed.conversation())
                .map((row, _) -> Turn.read(row))
                .findOne();
    }

    private static Optional<Turn> open(Tx tx, Owed owed, Instant now) {
        int runs = tx.update("""
                INSERT INTO agent_run (tenant_id, id, conversation_id, device_id, outcome, message_ids, started_at)
                SELECT v.tenant_id, :run, v.id, v.device_id, 'waiting', ARRAY[:message::uuid], :now
                  FROM conversation v
                 WHERE v.tenant_id = :tenant
                   AND v.id = coalesce((SELECT m.new_id FROM merged m
                                         WHERE m.tenant_id = :tenant AND m.old_id = :conversation), :conversation)
                """)
                .bind("run", owed.run())
                .bind("message", owed.message())
                .bind("now", Timestamp.from(now))
                .bind("tenant", owed.tenant())
                .bind("conversation", owed.conversation())
                .execute();
        if (runs == 0) {
            return Optional.empty();
        }
        return tx.query("""
                INSERT INTO agent_turn (tenant_id, conversation_id, device_id, slot, run_id, message_ids, opened_at, due_at)
                SELECT r.tenant_id, r.conversation_id, r.device_id, v.slot, r.id, r.message_ids, :now, :due
                  FROM agent_run r JOIN conversation v ON v.tenant_id = r.tenant_id AND v.id = r.conversation_id
                 WHERE r.tenant_id = :tenant AND r.id = :run
                RETURNING *
                """)
                .bind("now", Timestamp.from(now))
                .bind("due", Timestamp.from(now.plus(owed.quiet())))
                .bind("tenant", owed.tenant())
                .bind("run", owed.run())
                .map((row, _) -> Turn.read(row))
                .findOne();
    }

    static Optional<Turn> find(Tx tx, TenantId tenant, ConversationId conversation) {
        return tx.query("SELECT * FROM agent_turn WHERE tenant_id = :tenant AND conversation_id = :conversation")
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .map((row, _) -> Turn.read(row))
                .findOne();
    }

    /// Those in `slots` whose time has come, the longest waiting first, of all tenants but `others`.
    static List<Turn> due(Tx tx, Instant now, List<Integer> slots, List<TenantId> others, int most) {
        return tx.query("""
                SELECT * FROM agent_turn
                 WHERE due_at <= :now AND slot = ANY (:slots) AND tenant_id <> ALL (:others)
                 ORDER BY due_at LIMIT :most
                """)
                .bind("now", Timestamp.from(now))
                .bindArray("slots", Integer.class, slots)
                .bindArray("others", UUID.class, (Object[]) Tx.uuids(others))
                .bind("most", most)
                .map((row, _) -> Turn.read(row))
                .list();
    }

    /// Takes the turn away, so that nobody else ends it. False when somebody did, when the customer has
    /// written more, or when somebody is just adding that: whoever holds the row is not waited for.
    static boolean take(Tx tx, Turn turn) {
        return tx.update("""
                DELETE FROM agent_turn WHERE (tenant_id, conversation_id) IN (
                    SELECT tenant_id, conversation_id FROM agent_turn
                     WHERE tenant_id = :tenant AND conversation_id = :conversation AND run_id = :run
                       AND version = :version
                       FOR UPDATE SKIP LOCKED)
                """)
                        .bind("tenant", turn.tenant())
                        .bind("conversation", turn.conversation())
                        .bind("run", turn.run())
                        .bind("version", turn.version())
                        .execute()
                == 1;
    }

    /// As [#take], whatever the customer has written meanwhile.
    static boolean takeAnyway(Tx tx, Turn turn) {
        return tx.update("""
                DELETE FROM agent_turn WHERE (tenant_id, conversation_id) IN (
                    SELECT tenant_id, conversation_id FROM agent_turn
                     WHERE tenant_id = :tenant AND conversation_id = :conversation AND run_id = :run
                       FOR UPDATE SKIP LOCKED)
                """)
                        .bind("tenant", turn.tenant())
                        .bind("conversation", turn.conversation())
                        .bind("run", turn.run())
                        .execute()
                == 1;
    }

    /// The turn is answered, and what came meanwhile is owed another one. False as with [#take].
    static boolean goOn(Tx tx, Turn turn, RunId next, Instant now, Duration quiet) {
        Optional<Turn> held = tx.query("""
                SELECT * FROM agent_turn
                 WHERE tenant_id = :tenant AND conversation_id = :conversation AND run_id = :run AND version > :version
                   FOR UPDATE SKIP LOCKED
                """)
                .bind("tenant", turn.tenant())
                .bind("conversation", turn.conversation())
                .bind("run", turn.run())
                .bind("version", turn.version())
                .map((row, _) -> Turn.read(row))
                .findOne();
        if (held.isEmpty()) {
            return false;
        }
        List<UUID> more = held.get().messages().stream()
                .filter(message -> !turn.messages().contains(message))
                .toList();
        tx.update("""
                INSERT INTO agent_run (tenant_id, id, conversation_id, device_id, outcome, message_ids, started_at)
                VALUES (:tenant, :run, :conversation, :device, 'waiting', :messages, :now)
                """)
                .bind("tenant", turn.tenant())
                .bind("run", next)
                .bind("conversation", turn.conversation())
                .bind("device", turn.device())
                .bindArray("messages", UUID.class, more.toArray())
                .bind("now", Timestamp.from(now))
                .execute();
        tx.update("""
                UPDATE agent_turn SET run_id = :next, message_ids = :messages, attempts = 0, restarts = 0,
                                      opened_at = :now, due_at = :due
                 WHERE tenant_id = :tenant AND conversation_id = :conversation
                """)
                .bind("next", next)
                .bindArray("messages", UUID.class, more.toArray())
                .bind("now", Timestamp.from(now))
                .bind("due", Timestamp.from(now.plus(quiet)))
                .bind("tenant", turn.tenant())
                .bind("conversation", turn.conversation())
                .execute();
        return true;
    }

    /// The answer is thrown away; the turn begins anew. Nothing when it is not there any more.
    @CanIgnoreReturnValue
    static boolean restart(Tx tx, Turn turn, Instant due) {
        return goesOn(tx, turn, due, "restarts = restarts + 1, attempts = 0, due_at = greatest(due_at, :due)");
    }

    /// The turn could not be taken for a reason of our own; that says nothing of the model.
    @CanIgnoreReturnValue
    static boolean later(Tx tx, Turn turn, Instant due) {
        return goesOn(tx, turn, due, "due_at = :due");
    }

    /// The model did not answer; it is asked again at `due`.
    @CanIgnoreReturnValue
    static boolean again(Tx tx, Turn turn, Instant due) {
        return goesOn(tx, turn, due, "attempts = attempts + 1, due_at = :due");
    }

    private static boolean goesOn(Tx tx, Turn turn, Instant due, String changed) {
        return tx.update("UPDATE agent_turn SET " + changed + """
                 WHERE tenant_id = :tenant AND conversation_id = :conversation AND run_id = :run
                """)
                        .bind("due", Timestamp.from(due))
                        .bind("tenant", turn.tenant())
                        .bind("conversation", turn.conversation())
                        .bind("run", turn.run())
                        .execute()
                == 1;
    }
}
