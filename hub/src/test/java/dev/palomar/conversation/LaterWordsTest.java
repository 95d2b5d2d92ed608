package dev.palomar.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.conversation.reading.MessageFilter;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.MessageView;
import dev.palomar.model.Identity;
import dev.palomar.model.MediaKind;
import dev.palomar.model.MediaSource;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.testing.Core;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What later messages say about an earlier one is shown with that one.
class LaterWordsTest {

    private static final String CARLA = "+5491155550311";
    private static final String DIEGO = "+5491155550312";
    private static final List<String> OPTIONS = List.of("Rosas", "Lirios", "Nada");

    private final Core core = new Core();
    private int number;

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void a_poll_stands_by_everybodys_last_vote_however_many_messages_came_after_it() {
        said(CARLA, "wamid.poll", new MessageContent.Poll("¿Qué prefieren?", OPTIONS, 0));
        votes(CARLA, "wamid.poll", "Rosas", "Lirios");
        assertThat(poll()).containsExactly("Rosas 1", "Lirios 1", "Nada 0");
        for (int i = 0; i < 120; i++) {
            core.receive(CARLA, "wamid.t" + i, "y otra cosa");
        }
        votes(CARLA, "wamid.poll", "Lirios");
        assertThat(poll()).containsExactly("Rosas 0", "Lirios 1", "Nada 0");
        votes(CARLA, "wamid.poll");
        assertThat(poll()).as("taken back").containsExactly("Rosas 0", "Lirios 0", "Nada 0");
    }

    @Test
    void a_vote_that_could_not_be_read_and_one_for_another_poll_count_for_nothing() {
        said(CARLA, "wamid.poll", new MessageContent.Poll("¿Qué prefieren?", OPTIONS, 1));
        said(CARLA, "wamid.other", new MessageContent.Poll("¿Y cuándo?", List.of("Rosas", "Hoy"), 1));
        votes(CARLA, "wamid.poll", "Nada");
        votes(CARLA, "wamid.other", "Rosas");
        said(CARLA, "wamid.unread", new MessageContent.PollVote(new WireId("wamid.poll"), Optional.empty()));
        votes(DIEGO, "wamid.poll", "Rosas");
        assertThat(poll()).containsExactly("Rosas 0", "Lirios 0", "Nada 1");
    }

    @Test
    void an_edited_message_says_what_it_says_now() {
        core.receive(CARLA, "wamid.1", "a las tres");
        said(
                CARLA,
                "wamid.2",
                new MessageContent.Edit(new WireId("wamid.1"), new MessageContent.Text("a las 4", false)));
        said(
                CARLA,
                "wamid.3",
                new MessageContent.Edit(new WireId("wamid.1"), new MessageContent.Text("a las 5", false)));
        MessageView edited = read("wamid.1");
        assertThat(edited.content().preview()).isEqualTo("a las 5");
        assertThat(edited.editedAt()).isPresent();
        assertThat(read("wamid.3").content()).isInstanceOf(MessageContent.Edit.class);
    }

    @Test
    void the_caption_of_a_file_is_edited_and_the_file_stays() {
        said(CARLA, "wamid.1", picture("la vidriera"));
        said(CARLA, "wamid.2", new MessageContent.Edit(new WireId("wamid.1"), new MessageContent.Unsupported("x")));
        assertThat(read("wamid.1").content().preview()).isEqualTo("la vidriera");
        said(CARLA, "wamid.3", new MessageContent.Edit(new WireId("wamid.1"), picture("la vidriera nueva")));
        assertThat(read("wamid.1").content()).isEqualTo(picture("la vidriera nueva"));
    }

    private static MessageContent.Media picture(String caption) {
        return new MessageContent.Media(
                MediaKind.IMAGE,
                new MediaSource.Link(URI.create("https://example.com/vidriera.png")),
                Optional.of(caption),
                Optional.empty(),
                false);
    }

    private MessageView read(String wireId) {
        MessageReader reader = new MessageReader(core.test.database());
        return reader.list(Core.ANA, MessageFilter.ALL, Optional.empty(), 200).items().stream()
                .filter(message -> message.wireId().equals(Optional.of(new WireId(wireId))))
                .findFirst()
                .orElseThrow();
    }

    /// How the first poll stands.
    private List<String> poll() {
        return read("wamid.poll").votes().orElseThrow().stream()
                .map(votes -> votes.option() + " " + votes.count())
                .toList();
    }

    private void votes(String phone, String poll, String... options) {
        said(
                phone,
                "wamid.vote" + ++number,
                new MessageContent.PollVote(new WireId(poll), Optional.of(List.of(options))));
    }

    private void said(String phone, String wireId, MessageContent content) {
        core.intake.accept(List.of(new Arrival(
                Core.ANA,
                Core.SALES,
                new Signal.Message(
                        new WireId(wireId),
                        Identity.of(new PhoneNumber(phone)),
                        Optional.of("Carla"),
                        Optional.empty(),
                        false,
                        core.clock.instant(),
                        content,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Payload.of("{}")))));
    }
}
