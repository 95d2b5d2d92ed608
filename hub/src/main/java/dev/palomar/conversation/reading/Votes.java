package dev.palomar.conversation.reading;

import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.ContentJson;
import dev.palomar.model.Json;
import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// How polls stand. Of each person the last vote counts; one that WhatsApp did not let us read counts for nobody.
final class Votes {

    private record Poll(ConversationId conversation, WireId wireId) {}

    private Votes() {}

    /// The same messages; polls among them with their votes.
    static List<MessageView> counted(Tx tx, TenantId tenant, List<MessageView> messages) {
        List<MessageView> polls = messages.stream()
                .filter(message -> message.content() instanceof MessageContent.Poll)
                .toList();
        if (polls.isEmpty()) {
            return messages;
        }
        Map<Poll, Map<String, Integer>> votes = votes(tx, tenant, polls);
        return messages.stream()
                .map(message -> message.content() instanceof MessageContent.Poll poll
                        ? message.with(standing(poll, chosen(votes, message)))
                        : message)
                .toList();
    }

    private static Map<String, Integer> chosen(Map<Poll, Map<String, Integer>> votes, MessageView poll) {
        return poll.wireId()
                .map(name -> votes.get(new Poll(poll.conversation(), name)))
                .orElse(Map.of());
    }

    private static List<MessageView.Votes> standing(MessageContent.Poll poll, Map<String, Integer> chosen) {
        return poll.options().stream()
                .map(option -> new MessageView.Votes(option, chosen.getOrDefault(option, 0)))
                .toList();
    }

    private static Map<Poll, Map<String, Integer>> votes(Tx tx, TenantId tenant, List<MessageView> polls) {
        Map<Poll, Map<String, Integer>> counts = new HashMap<>();
        tx.query("""
                SELECT DISTINCT ON (conversation_id, content::jsonb #>> '{pollVote,poll_message_id}', inbound, sender_id)
                       conversation_id, content
                  FROM message
                 WHERE tenant_id = :tenant AND type = 'pollVote' AND conversation_id = ANY (:conversations)
                   AND id > :oldest
                   AND content::jsonb #>> '{pollVote,poll_message_id}' = ANY (:polls)
                   AND jsonb_typeof(content::jsonb #> '{pollVote,options}') = 'array'
                 ORDER BY conversation_id, content::jsonb #>> '{pollVote,poll_message_id}', inbound, sender_id, id DESC
                """)
                .bind("tenant", tenant)
                .bindArray(
                        "conversations",
                        UUID.class,
                        polls.stream()
                                .map(poll -> poll.conversation().value())
                                .distinct()
                                .toArray())
                .bind(
                        "oldest",
                        polls.stream()
                                .map(poll -> poll.id().value())
                                .min(Comparator.comparing(UUID::toString))
                                .orElseThrow())
                .bindArray(
                        "polls",
                        String.class,
                        polls.stream()
                                .flatMap(poll -> poll.wireId().stream())
                                .map(WireId::value)
                                .toArray())
                .map((row, _) -> count(row, counts))
                .list();
        return counts;
    }

    private static boolean count(ResultSet row, Map<Poll, Map<String, Integer>> counts) throws SQLException {
        if (!(ContentJson.read(Json.readObject(row.getString("content"))) instanceof MessageContent.PollVote vote)) {
            return false;
        }
        Map<String, Integer> ofPoll = counts.computeIfAbsent(
                new Poll(new ConversationId(Rows.uuid(row, "conversation_id")), vote.poll()), _ -> new HashMap<>());
        Optional<List<String>> options = vote.options();
        options.ifPresent(all -> all.stream().distinct().forEach(option -> ofPoll.merge(option, 1, Integer::sum)));
        return true;
    }
}
