package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.conversation.reading.ThreadReader;
import dev.palomar.conversation.reading.ThreadReader.From;
import dev.palomar.conversation.reading.ThreadReader.Stretch;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A conversation of nine messages, and another one beside it.
class ThreadReadingTest {

    private static final TenantId OTHER = new TenantId(new UUID(8, 8));

    private final Office office = new Office();
    private final ThreadReader threads = new ThreadReader(office.test.database());
    private final List<MessageId> sent = new ArrayList<>();
    private MessageId elsewhere;
    private ConversationId conversation;

    @BeforeEach
    void talk() {
        for (int i = 0; i < 9; i++) {
            sent.add(office.send(Office.ANA, String.valueOf(i)));
        }
        elsewhere = office.send(Office.BRUNO, "otra");
        conversation = new MessageReader(office.test.database())
                .get(Office.ACME, sent.getFirst())
                .conversation();
    }

    @AfterEach
    void close() {
        office.close();
    }

    private Stretch read(From from, int limit) {
        return threads.read(Office.ACME, conversation, from, limit);
    }

    private static List<String> texts(Stretch stretch) {
        return stretch.messages().stream()
                .map(message -> message.json(_ -> "").at("/text/body").asString())
                .toList();
    }

    @Test
    void a_thread_begins_at_its_newest_message_and_goes_back_to_its_first() {
        Stretch newest = read(new From.Newest(), 5);
        assertThat(texts(newest)).containsExactly("8", "7", "6", "5", "4");
        assertThat(newest.newer()).isFalse();
        assertThat(newest.older()).isTrue();

        Stretch rest = read(new From.OlderThan(sent.get(4).value()), 5);
        assertThat(texts(rest)).containsExactly("3", "2", "1", "0");
        assertThat(rest.newer()).isTrue();
        assertThat(rest.older()).isFalse();
    }

    @Test
    void an_old_message_stands_in_the_middle_and_both_ways_lead_on() {
        Stretch middle = read(new From.Around(sent.get(4)), 5);
        assertThat(texts(middle)).containsExactly("6", "5", "4", "3", "2");
        assertThat(middle.older()).isTrue();
        assertThat(middle.newer()).isTrue();

        Stretch later = read(new From.NewerThan(sent.get(6).value()), 5);
        assertThat(texts(later)).containsExactly("8", "7");
        assertThat(later.newer()).isFalse();
        assertThat(later.older()).isTrue();
        assertThat(texts(read(new From.NewerThan(sent.get(2).value()), 2))).containsExactly("4", "3");
    }

    @Test
    void near_an_end_the_other_side_fills_the_page() {
        assertThat(texts(read(new From.Around(sent.getFirst()), 5))).containsExactly("4", "3", "2", "1", "0");
        assertThat(texts(read(new From.Around(sent.getLast()), 4))).containsExactly("8", "7", "6", "5");
        assertThat(texts(read(new From.Around(sent.get(3)), 1))).containsExactly("3");
        Stretch all = read(new From.Around(sent.get(3)), 50);
        assertThat(all.messages()).hasSize(9);
        assertThat(all.older() || all.newer()).isFalse();
    }

    @Test
    void a_message_of_another_conversation_is_not_found_in_this_one() {
        assertThatThrownBy(() -> read(new From.Around(elsewhere), 5)).isInstanceOf(Rejection.NotFound.class);
        assertThatThrownBy(() -> threads.read(OTHER, conversation, new From.Around(sent.getFirst()), 5))
                .isInstanceOf(Rejection.NotFound.class);
    }

    @Test
    void an_old_message_shows_what_became_of_it_however_much_was_edited_and_reacted_to_since() {
        office.crew.settle();
        about(sent.getFirst(), "edit", "{\"message\":{\"type\":\"text\",\"text\":{\"body\":\"cero\"}},", 1);
        about(sent.getFirst(), "reaction", "{\"emoji\":\"👍\",", 1);
        about(sent.getLast(), "edit", "{\"message\":{\"type\":\"text\",\"text\":{\"body\":\"ocho\"}},", 2_001);
        about(sent.getLast(), "reaction", "{\"emoji\":\"👎\",", 2_001);

        Stretch all = read(new From.Around(sent.get(4)), 9);
        assertThat(texts(all)).containsExactly("ocho", "7", "6", "5", "4", "3", "2", "1", "cero");
        assertThat(reactions(all.messages().getFirst())).containsExactly("👎");
        assertThat(reactions(all.messages().get(1))).isEmpty();
        assertThat(reactions(all.messages().getLast())).containsExactly("👍");
    }

    private static List<String> reactions(MessageView message) {
        return message.json(_ -> "")
                .at("/reactions")
                .valueStream()
                .map(reaction -> reaction.get("emoji").asString())
                .toList();
    }

    /// So many times that something was done about a message of this conversation.
    private void about(MessageId message, String type, String body, int times) {
        office.test
                .database()
                .worker(tx -> tx.update("""
                        INSERT INTO message (tenant_id, id, device_id, conversation_id, inbound, type, content, preview,
                                             sent_at, recorded_at, about)
                        SELECT m.tenant_id, uuidv7(), m.device_id, m.conversation_id, true, :type, CAST(:before AS text)
                               || CASE :type WHEN 'edit' THEN '"original_message_id":"' ELSE '"message_id":"' END
                               || o.wire_id || '"}}', '', m.sent_at, m.recorded_at, o.wire_id
                          FROM generate_series(1, :times), message m
                          JOIN outbox o ON o.tenant_id = m.tenant_id AND o.message_id = m.id
                         WHERE m.tenant_id = :tenant AND m.id = :message
                        """)
                        .bind("type", type)
                        .bind("before", "{\"type\":\"" + type + "\",\"" + type + "\":" + body)
                        .bind("times", times)
                        .bind("tenant", Office.ACME)
                        .bind("message", message)
                        .execute());
    }
}
