package dev.palomar.conversation.reading;

import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/// A message as those name it that are about it: reactions, edits, deletions, votes.
record Target(ConversationId conversation, WireId wireId) {

    /// Rows of `t (conversation_id, wire_id)` in a statement that was given them by [#bind].
    static final String ROWS = "unnest(:conversations::uuid[], :names::text[]) AS t (conversation_id, wire_id)";

    /// Those of the messages that WhatsApp knows.
    static List<Target> of(List<MessageView> messages) {
        return messages.stream()
                .flatMap(message -> message.wireId().map(name -> new Target(message.conversation(), name)).stream())
                .distinct()
                .toList();
    }

    static Query bind(Query query, List<Target> targets) {
        return query.bindArray(
                        "conversations",
                        UUID.class,
                        targets.stream()
                                .map(target -> target.conversation().value())
                                .toArray())
                .bindArray(
                        "names",
                        String.class,
                        targets.stream().map(target -> target.wireId().value()).toArray());
    }
}
