package dev.palomar.transport.web.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import dev.palomar.transport.web.store.KeyChange;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class TimersTest {

    private static final ObjectNode ANA = Json.object().put("lid", "777@lid");

    private final Timers timers = new Timers();

    private void heard(String said) {
        ObjectNode event = Json.object().put("type", "inbound");
        ObjectNode all = Json.readObject(said.replace('\'', '"'));
        all.set(
                "chat",
                Json.readObject("{\"jid\":\"777@lid\",\"pn\":\"5491155550101@s.whatsapp.net\",\"lid\":\"777@lid\"}"));
        event.set("said", all);
        timers.hear(event, new KeyChange());
    }

    @Test
    void what_people_write_says_after_how_long_messages_of_the_chat_disappear() {
        assertThat(timers.of(ANA)).isEmpty();
        heard("{'ephemeralSeconds':86400,'message':{'extendedTextMessage':{'text':'hola'}}}");
        assertThat(timers.of(ANA)).contains(86_400);
        assertThat(timers.of(Json.object().put("pn", "5491155550101@s.whatsapp.net")))
                .contains(86_400);

        heard("{'message':{'reactionMessage':{'text':'👍'}}}");
        heard("{'message':{'protocolMessage':{'type':'REVOKE'}}}");
        assertThat(timers.of(ANA)).as("these say nothing about it").contains(86_400);
        heard("{'message':{'conversation':'desde ahora queda'}}");
        assertThat(timers.of(ANA)).isEmpty();
    }

    @Test
    void the_setting_of_a_chat_or_a_group_is_believed() {
        heard("{'message':{'protocolMessage':{'type':'EPHEMERAL_SETTING','ephemeralExpiration':604800}}}");
        assertThat(timers.of(ANA)).contains(604_800);
        heard("{'message':{'protocolMessage':{'type':'EPHEMERAL_SETTING','ephemeralExpiration':0}}}");
        assertThat(timers.of(ANA)).isEmpty();

        timers.hear(
                Json.readObject("{\"type\":\"groups\",\"groups\":[{\"jid\":\"1@g.us\",\"ephemeralSeconds\":7776000}]}"),
                new KeyChange());
        assertThat(timers.of(Json.object().put("jid", "1@g.us"))).contains(7_776_000);
    }

    @Test
    void a_line_that_is_opened_anew_knows_what_was_kept_and_nothing_else() {
        heard("{'ephemeralSeconds':86400,'message':{'extendedTextMessage':{'text':'hola'}}}");
        timers.begin(Map.of("1@g.us", 604_800));
        assertThat(timers.of(ANA)).isEmpty();
        assertThat(timers.of(Json.object().put("jid", "1@g.us"))).contains(604_800);
    }
}
