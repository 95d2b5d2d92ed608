package dev.palomar.conversation.work;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.event.Actor;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.event.Event;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.RunId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Optional;

/// Who answers in a conversation: the reply agent or people. Whatever is done is done in the caller's transaction and
/// holds the conversation until that ends: nobody takes over between looking and what the caller does then. What the
/// caller wrote to the log before must be flushed. Everything throws [dev.palomar.model.Rejection.NotFound] when the
/// tenant has no such conversation.
public final class Handling {

    private final Journal journal;
    private final InstantSource clock;

    public Handling(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /// [AgentMode#AUTO] or [AgentMode#HUMAN]: whether the agent is on at all is not known here.
    public AgentMode mode(Tx tx, TenantId tenant, ConversationId conversation) {
        return Hold.of(tx, journal, tenant, conversation).facts().mode();
    }

    /// From now on people answer. `reason` is a word for receivers and statistics; empty when somebody just did it.
    /// Whether anything changed.
    @CanIgnoreReturnValue
    public boolean takeOver(Tx tx, TenantId tenant, ConversationId conversation, Actor by, Optional<String> reason) {
        return change(
                tx, tenant, conversation, AgentMode.HUMAN, new Why(by, reason, Optional.empty(), Optional.empty()));
    }

    /// The reply agent gives the conversation to people at the end of a turn. `summary` says what the customer wants.
    /// Whether anything changed.
    @CanIgnoreReturnValue
    public boolean handOver(
            Tx tx, TenantId tenant, ConversationId conversation, String reason, Optional<String> summary, RunId run) {
        return change(
                tx,
                tenant,
                conversation,
                AgentMode.HUMAN,
                new Why(Actor.AGENT, Optional.of(reason), summary, Optional.of(run)));
    }

    /// From now on the agent may answer. Whether anything changed.
    @CanIgnoreReturnValue
    public boolean release(Tx tx, TenantId tenant, ConversationId conversation, Actor by, Optional<String> reason) {
        return change(
                tx, tenant, conversation, AgentMode.AUTO, new Why(by, reason, Optional.empty(), Optional.empty()));
    }

    private record Why(Actor by, Optional<String> reason, Optional<String> summary, Optional<RunId> run) {}

    /// Whoever takes over again has it from now on: what was so before the agent was on counts no more.
    private boolean change(Tx tx, TenantId tenant, ConversationId conversation, AgentMode mode, Why why) {
        Hold hold = Hold.of(tx, journal, tenant, conversation);
        boolean changed = hold.facts().mode() != mode;
        tx.update("""
                UPDATE conversation SET agent_mode = :mode, agent_mode_at = :now
                 WHERE tenant_id = :tenant AND id = :conversation
                """)
                .bind("mode", mode.word())
                .bind("now", Timestamp.from(clock.instant()))
                .bind("tenant", tenant)
                .bind("conversation", conversation)
                .execute();
        if (changed) {
            Hold.Facts facts = hold.facts();
            hold.tell(new Event.ConversationHandedOver(
                    facts.person(), facts.chat(), mode, why.reason(), why.by(), why.summary(), why.run()));
        }
        return changed;
    }

    static Event handedOver(Hold.Facts facts, AgentMode mode, Actor by, Optional<String> reason) {
        return new Event.ConversationHandedOver(facts.person(), facts.chat(), mode, reason, by);
    }
}
