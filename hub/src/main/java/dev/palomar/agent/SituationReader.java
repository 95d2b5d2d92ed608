package dev.palomar.agent;

import dev.palomar.agent.rule.LoopBreaker;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.ConversationView;
import dev.palomar.conversation.reading.MessageFilter;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.database.Database;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.AgentMode;
import dev.palomar.model.id.IdSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what a turn is decided by, for its own tenant and conversation alone.
final class SituationReader {

    private final Database database;
    private final ConversationReader conversations;
    private final MessageReader messages;

    SituationReader(Database database, ConversationReader conversations, MessageReader messages) {
        this.database = database;
        this.conversations = conversations;
        this.messages = messages;
    }

    private record Facts(TransportKind transport, boolean able, long chatToday, long today) {}

    /// @param history   how many messages the model is shown
    /// @param midnight  since when answers are counted
    Situation read(Turn turn, int history, Instant midnight) {
        ConversationView conversation = conversations.get(turn.tenant(), turn.conversation());
        List<MessageView> latest = messages.list(
                        turn.tenant(),
                        MessageFilter.of(turn.conversation()),
                        Optional.empty(),
                        Math.max(history, LoopBreaker.LOOKS_AT)
                                + turn.messages().size())
                .items();
        Facts facts = database.worker(tx -> tx.query("""
                SELECT d.transport, d.connected AND NOT d.paused AS able,
                       (SELECT count(*) FROM agent_run r
                         WHERE r.tenant_id = :tenant AND r.conversation_id = :conversation AND r.outcome = 'answered'
                           AND r.id >= :midnight) AS chat_today,
                       (SELECT count(*) FROM agent_run r
                         WHERE r.tenant_id = :tenant AND r.outcome = 'answered' AND r.id >= :midnight) AS today
                  FROM device d WHERE d.tenant_id = :tenant AND d.id = :device
                """)
                .bind("tenant", turn.tenant())
                .bind("conversation", turn.conversation())
                .bind("midnight", IdSource.floor(midnight.toEpochMilli()))
                .bind("device", turn.device())
                .map((row, _) -> new Facts(
                        TransportKind.read(row.getString("transport")).orElseThrow(),
                        row.getBoolean("able"),
                        row.getLong("chat_today"),
                        row.getLong("today")))
                .one());
        return new Situation(
                conversation.mode() == AgentMode.AUTO,
                conversation.contact(),
                conversation.chat(),
                facts.transport(),
                facts.able(),
                conversation.window().closesAt(),
                facts.chatToday(),
                facts.today(),
                owedLast(turn, latest, history),
                owedLast(turn, latest, Math.max(history, LoopBreaker.LOOKS_AT)));
    }

    /// What is to be answered was said last, even if something of ours went out after it.
    static List<MessageView> owedLast(Turn turn, List<MessageView> newestFirst, int history) {
        Map<Boolean, List<MessageView>> owed = newestFirst.stream()
                .collect(Collectors.partitioningBy(
                        message -> turn.messages().contains(message.id().value())));
        List<MessageView> said = new ArrayList<>(owed.getOrDefault(true, List.of()));
        int room = Math.max(0, history - said.size());
        said.addAll(owed.getOrDefault(false, List.of()).stream().limit(room).toList());
        return said;
    }
}
