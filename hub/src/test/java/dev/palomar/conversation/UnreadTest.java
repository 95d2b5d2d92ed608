package dev.palomar.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.conversation.reading.MessageView;
import dev.palomar.conversation.reading.ThreadReader;
import dev.palomar.model.WireId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.testing.Core;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnreadTest {

    private static final String CARLA = "+5491155550321";

    private final Core core = new Core();
    private ThreadReader threads;

    @BeforeEach
    void open() {
        threads = new ThreadReader(core.test.database());
        for (int i = 1; i <= 100; i++) {
            core.receive(CARLA, "wamid." + i, "mensaje " + i);
        }
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void reading_goes_on_at_the_first_unread_message_however_far_back_it_is() {
        unread(70);
        ThreadReader.Stretch stretch = threads.read(Core.ANA, conversation(), new ThreadReader.From.FirstUnread(), 20);

        List<String> names = names(stretch);
        assertThat(names).hasSize(20).contains("wamid.31", "wamid.30", "wamid.32");
        assertThat(stretch.around().map(id -> nameOf(stretch, id.text()))).contains("wamid.31");
        assertThat(stretch.older()).isTrue();
        assertThat(stretch.newer()).isTrue();
    }

    @Test
    void where_everything_is_read_the_newest_page_comes() {
        unread(0);
        ThreadReader.Stretch stretch = threads.read(Core.ANA, conversation(), new ThreadReader.From.FirstUnread(), 20);

        assertThat(names(stretch).getFirst()).isEqualTo("wamid.100");
        assertThat(stretch.around()).isEmpty();
        assertThat(stretch.newer()).isFalse();
    }

    private void unread(int count) {
        core.test
                .database()
                .worker(tx -> tx.update("UPDATE conversation SET unread = :count")
                        .bind("count", count)
                        .execute());
    }

    private ConversationId conversation() {
        return new ConversationId(core.test
                .database()
                .worker(tx -> tx.query("SELECT id FROM conversation")
                        .mapTo(UUID.class)
                        .one()));
    }

    private static List<String> names(ThreadReader.Stretch stretch) {
        return stretch.messages().stream()
                .map(MessageView::wireId)
                .flatMap(Optional::stream)
                .map(WireId::value)
                .toList();
    }

    private static String nameOf(ThreadReader.Stretch stretch, String id) {
        return stretch.messages().stream()
                .filter(message -> message.id().text().equals(id))
                .map(MessageView::wireId)
                .flatMap(Optional::stream)
                .map(WireId::value)
                .findFirst()
                .orElse("");
    }
}
