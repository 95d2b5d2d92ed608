package dev.palomar.agent;

import dev.palomar.agent.run.Reason;
import dev.palomar.database.Tx;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.TenantId;
import java.util.Optional;

/// Who deals with a conversation: the agent, or people.
public interface Handling {

    /// Whether nobody has taken the conversation from the agent.
    boolean isAgents(Tx tx, TenantId tenant, ConversationId conversation);

    /// People go on from here, and the outside is told.
    ///
    /// @param summary  what whoever goes on should know, in the model's words
    void handOver(Tx tx, Turn turn, Situation situation, Reason reason, Optional<String> summary);
}
