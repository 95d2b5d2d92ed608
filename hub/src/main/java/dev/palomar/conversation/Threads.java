package dev.palomar.conversation;

import dev.palomar.database.Again;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Moves conversations on: the numbers of their events, the last message, what is unread, the window. One statement
/// for a whole batch; the slots of the conversations are locked.
public final class Threads {

    /// How long after a customer's message free text is allowed.
    public static final Duration WINDOW = Duration.ofHours(24);

    private static final class Step {
        final TenantId tenant;
        final ConversationId conversation;
        int events;
        int unread;
        Optional<MessageId> last = Optional.empty();
        Instant lastAt = Instant.EPOCH;
        String preview = "";
        Optional<Instant> inboundAt = Optional.empty();
        Optional<Instant> enteredAt = Optional.empty();
        Optional<Instant> sentAt = Optional.empty();
        boolean human;

        Step(TenantId tenant, ConversationId conversation) {
            this.tenant = tenant;
            this.conversation = conversation;
        }
    }

    private final Map<ConversationId, Step> steps = new LinkedHashMap<>();
    private final Map<ConversationId, Long> next = new HashMap<>();
    private final Set<ConversationId> reopened = new HashSet<>();
    private final Set<ConversationId> takenOver = new HashSet<>();
    private Supplier<Boolean> written = () -> true;

    /// `events` facts will be told about the conversation.
    public void events(TenantId tenant, ConversationId conversation, int events) {
        step(tenant, conversation).events += events;
    }

    /// A message is now the last of the conversation, unless one of a later second is there already: WhatsApp's times
    /// are whole seconds, and what is recorded later came later.
    public void last(TenantId tenant, ConversationId conversation, MessageId message, Instant at, String preview) {
        Step step = step(tenant, conversation);
        if (!at.isBefore(step.lastAt)) {
            step.last = Optional.of(message);
            step.lastAt = at;
            step.preview = preview;
        }
    }

    /// The customer wrote: that is unread and opens the window.
    public void inbound(TenantId tenant, ConversationId conversation, Instant at) {
        Step step = step(tenant, conversation);
        step.unread++;
        step.inboundAt = step.inboundAt.filter(before -> before.isAfter(at)).or(() -> Optional.of(at));
    }

    /// The customer came by an advertisement or a page button.
    public void entered(TenantId tenant, ConversationId conversation, Instant at) {
        step(tenant, conversation).enteredAt = Optional.of(at);
    }

    /// We wrote. Whoever came by an advertisement and is answered within a day may be written to for 72 hours without
    /// cost. When a person of the company did, they have taken over from the reply agent.
    public void answered(TenantId tenant, ConversationId conversation, Instant at, boolean person) {
        Step step = step(tenant, conversation);
        step.sentAt = Optional.of(at);
        step.human |= person;
    }

    private Step step(TenantId tenant, ConversationId conversation) {
        return steps.computeIfAbsent(conversation, id -> new Step(tenant, id));
    }

    /// Writes all of it. Afterwards [#number] gives out the numbers of the announced events, and of those that
    /// [#reopened] and [#takenOver] ask for, which are the first. These three throw [Again] when one of the
    /// conversations was merged into another meanwhile.
    public void write(Tx tx) {
        if (steps.isEmpty()) {
            return;
        }
        List<Step> rows = List.copyOf(steps.values());
        written = tx.ask(
                """
                UPDATE conversation c
                   SET sequence = c.sequence + u.events
                                  + CASE WHEN c.state = 'closed' AND u.unread > 0 THEN 1 ELSE 0 END
                                  + CASE WHEN c.agent_mode = 'auto' AND u.human THEN 1 ELSE 0 END,
                       unread = c.unread + u.unread,
                       state = CASE WHEN u.unread > 0 THEN 'open' ELSE c.state END,
                       last_message_id = CASE WHEN u.last_id IS NOT NULL AND u.last_at >= date_trunc('second', c.last_message_at)
                                              OR c.last_message_id IS NULL THEN u.last_id ELSE c.last_message_id END,
                       last_preview = CASE WHEN u.last_id IS NOT NULL AND u.last_at >= date_trunc('second', c.last_message_at)
                                           OR c.last_message_id IS NULL THEN u.preview ELSE c.last_preview END,
                       last_message_at = CASE WHEN u.last_id IS NULL THEN c.last_message_at
                                              WHEN c.last_message_id IS NULL THEN u.last_at
                                              ELSE greatest(c.last_message_at, u.last_at) END,
                       last_inbound_at = greatest(c.last_inbound_at, u.inbound_at),
                       window_until = greatest(c.window_until, u.window_until),
                       window_origin = CASE WHEN u.window_until > coalesce(c.window_until, '-infinity')
                                            THEN 'customer' ELSE c.window_origin END,
                       agent_mode = CASE WHEN u.human THEN 'human' ELSE c.agent_mode END,
                       agent_mode_at = CASE WHEN u.human THEN u.sent_at ELSE c.agent_mode_at END,
                       free_until = CASE WHEN u.sent_at >= c.entry_at AND u.sent_at < c.entry_at + interval '24 hours'
                                         THEN greatest(c.free_until, u.sent_at + interval '72 hours') ELSE c.free_until END,
                       entry_at = CASE WHEN u.entered_at IS NOT NULL THEN u.entered_at
                                       WHEN u.sent_at IS NULL THEN c.entry_at END
                  FROM unnest(?::uuid[], ?::uuid[], ?::int[], ?::int[], ?::uuid[], ?::timestamptz[], ?::text[],
                              ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::boolean[])
                       AS u (tenant_id, id, events, unread, last_id, last_at, preview, inbound_at, window_until,
                             entered_at, sent_at, human)
                 WHERE c.tenant_id = u.tenant_id AND c.id = u.id
                RETURNING c.id, old.sequence + 1 AS first, old.state <> new.state AS reopened,
                          old.agent_mode <> new.agent_mode AS taken_over
                """,
                columns -> columns.add("uuid", rows, row -> row.tenant.value())
                        .add("uuid", rows, row -> row.conversation.value())
                        .add("int4", rows, row -> row.events)
                        .add("int4", rows, row -> row.unread)
                        .add("uuid", rows, row -> row.last.map(MessageId::value).orElse(null))
                        .add("timestamptz", rows, row -> row.lastAt)
                        .add("text", rows, row -> row.preview)
                        .add("timestamptz", rows, row -> row.inboundAt.orElse(null))
                        .add(
                                "timestamptz",
                                rows,
                                row -> row.inboundAt.map(at -> at.plus(WINDOW)).orElse(null))
                        .add("timestamptz", rows, row -> row.enteredAt.orElse(null))
                        .add("timestamptz", rows, row -> row.sentAt.orElse(null))
                        .add("bool", rows, row -> row.human),
                updated -> {
                    while (updated.next()) {
                        note(updated);
                    }
                    if (next.size() < steps.size()) {
                        // became part of another one between being found and being locked
                        throw new Again("a conversation is not there any more");
                    }
                    return true;
                });
    }

    private void note(ResultSet updated) throws SQLException {
        ConversationId conversation = new ConversationId(Rows.uuid(updated, "id"));
        next.put(conversation, updated.getLong("first"));
        if (updated.getBoolean("reopened")) {
            reopened.add(conversation);
        }
        if (updated.getBoolean("taken_over")) {
            takenOver.add(conversation);
        }
    }

    /// Whether it was closed and is open now; true once. The fact has a number of its own.
    public boolean reopened(ConversationId conversation) {
        return written.get() && reopened.remove(conversation);
    }

    /// Whether the reply agent might have answered until now; true once. The fact has a number of its own.
    public boolean takenOver(ConversationId conversation) {
        return written.get() && takenOver.remove(conversation);
    }

    /// The next of the conversation's announced numbers.
    public long number(ConversationId conversation) {
        var _ = written.get();
        return next.merge(conversation, 1L, Long::sum) - 1;
    }
}
