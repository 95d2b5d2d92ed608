package dev.palomar.outbound;

import dev.palomar.conversation.EarlyStatuses;
import dev.palomar.conversation.Standings;
import dev.palomar.conversation.StatusChange;
import dev.palomar.conversation.Statuses;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.PlainText;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Writes outcomes: the message's status with its event, when it is due again, the attempt; and the receipts that were
/// faster than the answer.
final class Settlement {

    private record Standing(String status, int attempts, ConversationId conversation, int slot) {}

    /// Messages belong to other conversations by now than when they were sent. Nothing was written.
    static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1;

        Moved() {
            super("conversations were merged", null, false, false);
        }
    }

    private final Journal journal;
    private final UUID owner;
    private final InstantSource clock;

    Settlement(Journal journal, UUID owner, InstantSource clock) {
        this.journal = journal;
        this.owner = owner;
        this.clock = clock;
    }

    /// Whether each was written. That WhatsApp took a message is written whoever owns the slot now: it is a fact, a
    /// status never goes back, and without WhatsApp's id no receipt would ever find the message. Everything else is
    /// the present owner's to say.
    List<Boolean> write(Tx tx, List<Settled> batch) {
        Instant now = clock.instant();
        Journal.Page page =
                journal.open(tx, batch.stream().map(one -> one.due().slot()).collect(Collectors.toSet()));
        Supplier<Set<Long>> held = Ledger.hold(
                tx, owner, batch.stream().map(one -> one.due().deviceSlot()).toList());
        Supplier<Map<MessageId, Standing>> locked = lock(tx, batch);
        Supplier<Standings> facts = Standings.ask(tx, moving(batch));
        Map<MessageId, Standing> standings = locked.get();
        Set<Long> leases = held.get();
        if (batch.stream().anyMatch(one -> hasMoved(one, standings))) {
            throw new Moved();
        }
        List<Settled> ours = new ArrayList<>();
        List<Settled> called = new ArrayList<>();
        List<Boolean> written = new ArrayList<>();
        for (Settled one : batch) {
            Standing standing = standings.get(one.due().message());
            boolean leased = leases.contains(Ledger.lease(one.due().deviceSlot(), one.epoch()));
            boolean valid = standing != null && (isTaken(one) || (leased && isAsWeLeftIt(one, standing)));
            written.add(valid);
            if (valid) {
                ours.add(one);
            }
            if (standing != null && (valid || (leased && isClaimed(one, standing)))) {
                one.call().ifPresent(_ -> called.add(one));
            }
        }
        attempts(tx, called);
        apply(tx, page, ours, facts.get(), now);
        page.flush();
        return written;
    }

    /// Those whose status is to change.
    private static Map<MessageId, TenantId> moving(List<Settled> batch) {
        return batch.stream()
                .filter(one -> one.next() instanceof Next.Settled)
                .map(Settled::due)
                .collect(Collectors.toMap(Due::message, Due::tenant, (one, _) -> one));
    }

    private static boolean hasMoved(Settled one, Map<MessageId, Standing> standings) {
        Standing standing = standings.get(one.due().message());
        return standing != null && !standing.conversation().equals(one.due().conversation());
    }

    /// The same in the conversations that they belong to by now.
    static List<Settled> located(Tx tx, List<Settled> batch) {
        Map<MessageId, Standing> standings = lock(tx, batch).get();
        return batch.stream()
                .map(one -> {
                    Standing standing = standings.get(one.due().message());
                    return standing == null ? one : one.in(standing.conversation(), standing.slot());
                })
                .toList();
    }

    /// WhatsApp took it.
    private static boolean isTaken(Settled one) {
        return one.next() instanceof Next.Settled settled && settled.wireId().isPresent();
    }

    /// A receipt may have been faster than the answer, and another node may have given its word.
    private static boolean isAsWeLeftIt(Settled one, Standing standing) {
        return one.call()
                .map(call -> standing.status().equals("sending") && standing.attempts() == call.number())
                .orElse(standing.status().equals("queued"));
    }

    /// Whether the claim for its call was written, whatever became of the message since.
    private static boolean isClaimed(Settled one, Standing standing) {
        return one.call().filter(call -> call.number() <= standing.attempts()).isPresent();
    }

    private static void apply(Tx tx, Journal.Page page, List<Settled> batch, Standings facts, Instant now) {
        List<StatusChange> changes = new ArrayList<>();
        List<Settled> again = new ArrayList<>();
        List<Statuses.WireRef> named = new ArrayList<>();
        for (Settled one : batch) {
            switch (one.next()) {
                case Next.Settled settled -> {
                    changes.add(change(one.due(), settled, now));
                    settled.wireId().ifPresent(wireId -> named.add(ref(one.due(), wireId)));
                }
                case Next.Again _ -> again.add(one);
            }
        }
        putBack(tx, again);
        if (named.isEmpty()) {
            Statuses.change(tx, changes, facts).announce(page);
            return;
        }
        lastOutbound(tx, batch, now);
        Statuses.Changed changed = Statuses.change(tx, changes, facts);
        Supplier<List<StatusChange>> early = EarlyStatuses.take(tx, named);
        changed.announce(page);
        Statuses.apply(tx, page, early.get());
    }

    private static StatusChange change(Due due, Next.Settled settled, Instant now) {
        return new StatusChange(
                due.tenant(),
                due.message(),
                due.conversation(),
                due.slot(),
                settled.status(),
                now,
                settled.error(),
                settled.wireId(),
                Optional.empty());
    }

    private static Statuses.WireRef ref(Due due, WireId wireId) {
        return new Statuses.WireRef(due.tenant(), due.device(), wireId);
    }

    private static Supplier<Map<MessageId, Standing>> lock(Tx tx, List<Settled> batch) {
        return tx.ask(
                """
                SELECT o.message_id, o.status, o.attempts, o.conversation_id, o.slot
                  FROM outbox o
                  JOIN unnest(?::uuid[], ?::uuid[]) AS u (tenant_id, message_id)
                    ON o.tenant_id = u.tenant_id AND o.message_id = u.message_id
                   FOR UPDATE OF o
                """,
                columns -> columns.add("uuid", batch, one -> one.due().tenant().value())
                        .add("uuid", batch, one -> one.due().message().value()),
                rows -> {
                    Map<MessageId, Standing> standings = new HashMap<>();
                    while (rows.next()) {
                        standings.put(
                                new MessageId(Rows.uuid(rows, "message_id")),
                                new Standing(
                                        rows.getString("status"),
                                        rows.getInt("attempts"),
                                        new ConversationId(Rows.uuid(rows, "conversation_id")),
                                        rows.getInt("slot")));
                    }
                    return standings;
                });
    }

    private static void putBack(Tx tx, List<Settled> again) {
        if (again.isEmpty()) {
            return;
        }
        tx.tell(
                """
                UPDATE outbox o SET status = 'queued', due_at = u.due_at
                  FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) AS u (tenant_id, message_id, due_at)
                 WHERE o.tenant_id = u.tenant_id AND o.message_id = u.message_id
                """,
                columns -> columns.add("uuid", again, one -> one.due().tenant().value())
                        .add("uuid", again, one -> one.due().message().value())
                        .add("timestamptz", again, one -> ((Next.Again) one.next()).at()));
    }

    private static void attempts(Tx tx, List<Settled> called) {
        if (called.isEmpty()) {
            return;
        }
        List<Settled.Call> calls =
                called.stream().map(one -> one.call().orElseThrow()).toList();
        tx.tell(
                """
                INSERT INTO send_attempt (tenant_id, message_id, number, started_at, duration_ms, outcome, detail)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::int[], ?::timestamptz[], ?::int[], ?::text[], ?::text[])
                ON CONFLICT (tenant_id, message_id, number) DO NOTHING
                """,
                columns -> columns.add("uuid", called, one -> one.due().tenant().value())
                        .add("uuid", called, one -> one.due().message().value())
                        .add("int4", calls, Settled.Call::number)
                        .add("timestamptz", calls, Settled.Call::startedAt)
                        .add("int4", calls, call ->
                                (int) Math.min(Integer.MAX_VALUE, call.took().toMillis()))
                        .add("text", calls, Settled.Call::outcome)
                        .add(
                                "text",
                                calls,
                                call -> call.detail().map(PlainText::clean).orElse(null)));
    }

    /// When each number last sent something, to a few seconds: it is for people to look at.
    private static void lastOutbound(Tx tx, List<Settled> batch, Instant now) {
        Map<DeviceId, TenantId> senders = new HashMap<>();
        batch.forEach(one -> senders.put(one.due().device(), one.due().tenant()));
        List<Map.Entry<DeviceId, TenantId>> rows = senders.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(DeviceId::value)))
                .toList();
        tx.tell(
                """
                UPDATE device d SET last_outbound_at = u.at
                  FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) AS u (tenant_id, id, at)
                 WHERE d.tenant_id = u.tenant_id AND d.id = u.id
                   AND (d.last_outbound_at IS NULL OR d.last_outbound_at < u.at - interval '5 seconds')
                """,
                columns -> columns.add("uuid", rows, row -> row.getValue().value())
                        .add("uuid", rows, row -> row.getKey().value())
                        .add("timestamptz", rows, _ -> now));
    }
}
