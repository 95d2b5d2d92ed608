package dev.palomar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.testing.Core;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Somebody who wrote a moment ago writes again, and meanwhile they are not who or where they were.
class WhereaboutsTest {

    private static final String CARLA = "+5491155550101";
    private static final String BRUNO = "+5491155550102";

    private final Core core = new Core();

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void the_second_message_is_recorded_with_the_name_that_somebody_has_given_them_meanwhile() {
        twice();
        change("UPDATE contact SET name = 'Carla del taller', name_kept = true");

        core.receive(CARLA, "wamid.3", "¿Y hoy?");

        assertThat(name("wamid.3")).isEqualTo("Carla del taller");
        assertThat(name("wamid.2")).isEqualTo("Carla");
    }

    @Test
    void somebody_who_was_erased_and_writes_again_is_somebody_new() {
        twice();
        String before = core.test.texts("SELECT id FROM conversation").getFirst();
        change("DELETE FROM conversation");
        change("DELETE FROM contact");

        core.receive(CARLA, "wamid.3", "¿Se acuerdan?");

        assertThat(core.test.texts("SELECT conversation_id FROM message WHERE wire_id = 'wamid.3'"))
                .hasSize(1)
                .doesNotContain(before);
        assertThat(core.test.count("SELECT count(*) FROM event WHERE type = 'conversation.opened'"))
                .isEqualTo(2);
    }

    @Test
    void whoever_has_the_number_now_is_who_writes() {
        twice();
        core.receive(BRUNO, "wamid.b", "Hola");
        change("UPDATE contact_identity SET contact_id = (SELECT contact_id FROM contact_identity"
                + " WHERE key LIKE '%0102') WHERE key LIKE '%0101'");

        core.receive(CARLA, "wamid.3", "Soy yo");

        assertThat(core.test.texts("SELECT wire_id FROM message WHERE conversation_id ="
                        + " (SELECT conversation_id FROM message WHERE wire_id = 'wamid.b') ORDER BY id"))
                .containsExactly("wamid.b", "wamid.3");
    }

    @Test
    void everything_is_told_once_and_numbered_without_a_gap_whatever_changed_between() {
        twice();
        change("UPDATE contact SET name = 'Otra', name_kept = true");
        core.receive(CARLA, "wamid.3", "Tres");
        core.receive(CARLA, "wamid.3", "Tres");
        core.receive(CARLA, "wamid.4", "Cuatro");

        assertThat(core.test.texts("SELECT e.sequence || ' ' || coalesce(m.wire_id, e.type) FROM event e"
                        + " LEFT JOIN message m ON m.id = e.message_id AND e.type = 'message.received'"
                        + " ORDER BY e.sequence"))
                .containsExactly("1 conversation.opened", "2 wamid.1", "3 wamid.2", "4 wamid.3", "5 wamid.4");
        assertThat(core.test.texts("SELECT unread || ' unread' FROM conversation"))
                .containsExactly("4 unread");
    }

    @Test
    void news_of_messages_alone_look_for_nobody() {
        assertThat(new Whereabouts().guess(List.of())).isEmpty();
    }

    /// The second time it is known where they are.
    private void twice() {
        core.receive(CARLA, "wamid.1", "Hola");
        core.receive(CARLA, "wamid.2", "¿Están?");
    }

    private void change(String sql) {
        core.test.database().owner(statements -> statements.execute(sql));
    }

    private String name(String wireId) {
        return core.test
                .texts("SELECT convert_from(normalized, 'UTF8')::json #>> '{from,name}' FROM event e"
                        + " JOIN message m ON m.id = e.message_id WHERE m.wire_id = '" + wireId + "'")
                .getFirst();
    }
}
