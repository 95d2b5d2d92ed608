package dev.palomar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Identity;
import dev.palomar.model.MessageContent;
import dev.palomar.model.Payload;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.WireId;
import dev.palomar.testing.Core;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Meta delivers at least once, in any mixture.
class RepetitionsTest {

    private static final String ANA = "+5491155550101";
    private static final String BRUNO = "+5491155550102";

    private final Core core = new Core();

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void what_comes_again_beside_news_is_recorded_once_and_the_news_are_told_in_their_order() {
        together(said("1", ANA));
        together(said("1", ANA), said("2", ANA), said("3", BRUNO), said("2", ANA));
        together(said("3", BRUNO), said("2", ANA), said("1", ANA));
        together(said("4", ANA));

        assertThat(core.test.texts("SELECT wire_id FROM message ORDER BY id"))
                .containsExactly("wamid.1", "wamid.2", "wamid.3", "wamid.4");
        assertThat(core.test.texts("SELECT sum(unread) || ' unread' FROM conversation"))
                .containsExactly("4 unread");
        assertThat(core.test.texts("SELECT e.sequence || ' ' || coalesce(m.wire_id, e.type) FROM event e"
                        + " LEFT JOIN message m ON m.id = e.message_id AND e.type = 'message.received'"
                        + " WHERE e.conversation_id = (SELECT conversation_id FROM message WHERE wire_id = 'wamid.1')"
                        + " ORDER BY e.sequence"))
                .containsExactly("1 conversation.opened", "2 wamid.1", "3 wamid.2", "4 wamid.4");
        assertThat(core.test.count("SELECT count(*) FROM event e JOIN slot_head h ON h.slot = e.slot"
                        + " WHERE e.seq >= h.next_seq"))
                .isZero();
        assertThat(core.test.count("SELECT count(*) FROM event")).isEqualTo(6);
    }

    /// In one transaction, as what Meta sends in one body often is.
    private void together(Arrival... arrivals) {
        core.intake.accept(0, Arrays.asList(arrivals), _ -> {});
    }

    private Arrival said(String name, String phone) {
        return new Arrival(
                Core.ANA,
                Core.SALES,
                new Signal.Message(
                        new WireId("wamid." + name),
                        Identity.of(new PhoneNumber(phone)),
                        Optional.of("Ana"),
                        Optional.empty(),
                        false,
                        core.clock.instant(),
                        new MessageContent.Text("hola " + name, false),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Payload.of("{}")));
    }
}
