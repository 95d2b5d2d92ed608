package dev.palomar.conversation.reading;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How polls stand. Of each person the last vote counts; one that WhatsApp did not let us read counts for nobody.
final class Votes {

    private Votes() {}

    /// The same messages; polls among them with their votes.
    static List<MessageView> counted(Tx tx, TenantId tenant, List<MessageView> messages) {
        List<MessageView> polls = messages.stream()
                .filter(message -> message.content() instanceof MessageContent.Poll)
                .toList();
        if (polls.isEmpty()) {
            return messages;
        }
        Map<Target, Map<String, Integer>> votes = votes(tx, tenant, polls);
        return messages.stream()
                .map(message -> message.content() instanceof MessageContent.Poll poll
                        ? message.with(standing(poll, chosen(votes, message)))
                        : message)
                .toList();
    }

    private static Map<String, Integer> chosen(Map<Target, Map<String, Integer>> votes, MessageView poll) {
        return poll.wireId()
                .map(name -> votes.get(new Target(poll.conversation(), name)))
                .orElse(Map.of());
    }

    private static List<MessageView.Votes> standing(MessageContent.Poll poll, Map<String, Integer> chosen) {
        return poll.options().stream()
                .map(option -> new MessageView.Votes(option, chosen.getOrDefault(option, 0)))
                .toList();
    }

    private static Map<Target, Map<String, Integer>> votes(Tx tx, TenantId tenant, List<MessageView> polls) {
        Map<Target, Map<String, Integer>> counts = new HashMap<>();
        Target.bind(tx.query("""
                SELECT DISTINCT ON (m.conversation_id, m.about, m.inbound, m.sender_id) m.conversation_id, m.content
                  FROM %s
                  JOIN message m ON m.tenant_id = :tenant AND m.conversation_id = t.conversation_id
                                AND m.about = t.wire_id
                 WHERE m.type = 'pollVote' AND jsonb_typeof(m.content::jsonb #> '{pollVote,options}') = 'array'
                 ORDER BY m.conversation_id, m.about, m.inbound, m.sender_id, m.id DESC
                """.formatted(Target.ROWS)).bind("tenant", tenant), Target.of(polls))
                .map((row, _) -> count(row, counts))
                .list();
        return counts;
    }

    private static boolean count(ResultSet row, Map<Target, Map<String, Integer>> counts) throws SQLException {
        if (!(ContentJson.read(Json.readObject(row.getString("content"))) instanceof MessageContent.PollVote vote)) {
            return false;
        }
        Map<String, Integer> ofPoll = counts.computeIfAbsent(
                new Target(new ConversationId(Rows.uuid(row, "conversation_id")), vote.poll()), _ -> new HashMap<>());
        Optional<List<String>> options = vote.options();
        options.ifPresent(all -> all.stream().distinct().forEach(option -> ofPoll.merge(option, 1, Integer::sum)));
        return true;
    }
}
