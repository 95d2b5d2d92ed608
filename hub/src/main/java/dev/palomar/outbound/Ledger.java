package dev.palomar.outbound;

import dev.palomar.cluster.Node;
import dev.palomar.conversation.Place;
import dev.palomar.database.Database;
import dev.palomar.database.GroupCommit;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.MessageStatus;
import dev.palomar.model.event.Times;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Writes down which message is about to be called for, and what became of the call. Both by group commit, and both
/// only as long as this node owns the number's slot: a node that was thought dead writes nothing when it wakes up.
final class Ledger implements AutoCloseable {

    /// Whether a `device d` may send.
    static final String MAY_SEND = """
            AND d.connected AND NOT d.paused AND d.state NOT IN ('ERROR', 'OFFLINE', 'CREATED')
            AND (d.state <> 'RESTRICTED' OR d.transport = 'WEB')
            """;

    private static final int MOST_AT_ONCE = 300;

    /// A message about to be sent, under the lease of the number's slot.
    private record Claim(Due due, long epoch, Instant now) {}

    private final Database database;
    private final Node node;
    private final Settlement settlement;
    private final GroupCommit<Claim, Boolean> claims;
    private final GroupCommit<Settled, Boolean> settlements;

    Ledger(Database database, Journal journal, Node node, InstantSource clock) {
        this.database = database;
        this.node = node;
        this.settlement = new Settlement(journal, node.id(), clock);
        this.claims = new GroupCommit<>("claim", MOST_AT_ONCE, this::claim);
        this.settlements = new GroupCommit<>(
                "settle",
                new GroupCommit.Lanes<>(Place.HALVES, settled -> settled.due().slot() % Place.HALVES),
                MOST_AT_ONCE,
                this::settle);
    }

    /// Whether the message is now, on disk, the one being sent in its conversation. It is not when somebody canceled
    /// it, an earlier one of the conversation waits, the number may not send, or the slot is another node's. Asking
    /// again for the same attempt gets the same answer.
    boolean claim(Due due, long epoch, Instant now) {
        return claims.commit(new Claim(due, epoch, now));
    }

    /// Writes the outcome down. False when it is not ours to write any more.
    boolean settle(Settled settled) {
        return settlements.commit(settled);
    }

    /// As [#settle] without waiting.
    CompletableFuture<Boolean> settling(Settled settled) {
        return settlements.submit(settled);
    }

    @Override
    public void close() {
        claims.close();
        settlements.close();
    }

    private List<Boolean> settle(List<Settled> batch) {
        try {
            return database.worker(tx -> settlement.write(tx, batch));
        } catch (Settlement.Moved merged) {
            List<Settled> now = database.worker(tx -> Settlement.located(tx, batch));
            return database.worker(tx -> settlement.write(tx, now));
        }
    }

    private List<Boolean> claim(List<Claim> batch) {
        Set<MessageId> claimed = database.worker(tx -> claimed(tx, batch)).get();
        return batch.stream()
                .map(claim -> claimed.contains(claim.due().message()))
                .toList();
    }

    /// Known once it is committed: nobody decides by it before.
    ///
    /// Rows are found by their keys, and so is what is before them. As a rule nothing waited when PostgreSQL last
    /// looked, so it takes the index of what waits for empty: given the choice, it reads all of it for each row.
    private Supplier<Set<MessageId>> claimed(Tx tx, List<Claim> batch) {
        var _ = hold(
                tx,
                node.id(),
                batch.stream().map(claim -> claim.due().deviceSlot()).toList());
        return tx.ask(
                """
                UPDATE outbox o
                   SET status = 'sending', attempts = u.attempt,
                       history = CASE WHEN o.attempts = 0 THEN left(o.history, -1) || ',' || u.step || ']'
                                      ELSE o.history END
                  FROM unnest(?::uuid[], ?::uuid[], ?::int[], ?::smallint[], ?::bigint[], ?::text[])
                       AS u (tenant_id, message_id, attempt, slot, epoch, step)
                 WHERE o.tenant_id = u.tenant_id AND o.message_id = u.message_id
                   AND (SELECT l.owner FROM slot_lease l WHERE l.slot = u.slot AND l.epoch = u.epoch) = ?
                   AND o.attempts = CASE o.status WHEN 'queued' THEN u.attempt - 1 WHEN 'sending' THEN u.attempt END
                   AND (SELECT count(*) FROM device d
                         WHERE d.tenant_id = o.tenant_id AND d.id = o.device_id
                """ + MAY_SEND + """
                       ) = 1
                   AND (SELECT count(*) FROM (
                           SELECT FROM outbox p
                            WHERE p.device_id = o.device_id AND p.conversation_id = o.conversation_id
                              AND p.status IN ('queued', 'sending') AND p.message_id < o.message_id LIMIT 1) w) = 0
                RETURNING o.message_id
                """,
                columns -> columns.add(
                                "uuid", batch, claim -> claim.due().tenant().value())
                        .add("uuid", batch, claim -> claim.due().message().value())
                        .add("int4", batch, claim -> claim.due().attempts() + 1)
                        .add("int2", batch, claim -> claim.due().deviceSlot())
                        .add("int8", batch, Claim::epoch)
                        .add("text", batch, claim -> step(MessageStatus.SENDING, claim.now()))
                        .all(node.id()),
                rows -> {
                    Set<MessageId> claimed = new HashSet<>();
                    while (rows.next()) {
                        claimed.add(new MessageId(Rows.uuid(rows, "message_id")));
                    }
                    return claimed;
                });
    }

    /// One step of a message's history, as it is stored.
    static String step(MessageStatus status, Instant at) {
        return "{\"status\":\"" + status.word() + "\",\"at\":\"" + Times.text(at) + "\",\"error\":null}";
    }

    /// Those of `slots` that `owner` has, by their epochs. Nobody takes them over before the transaction ends.
    static Supplier<Set<Long>> hold(Tx tx, UUID owner, Collection<Integer> slots) {
        List<Integer> distinct = slots.stream().distinct().toList();
        return tx.ask("""
            SELECT slot, epoch FROM slot_lease WHERE owner = ? AND slot = ANY (?::smallint[]) ORDER BY slot FOR SHARE
            """, columns -> columns.all(owner).add("int2", distinct, slot -> slot), rows -> {
            Set<Long> held = new HashSet<>();
            while (rows.next()) {
                held.add(lease(rows.getInt("slot"), rows.getLong("epoch")));
            }
            return held;
        });
    }

    /// A slot and its epoch as one number.
    static long lease(int slot, long epoch) {
        return epoch << 8 | slot;
    }
}
