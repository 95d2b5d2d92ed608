package dev.palomar.transport.web.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.DeviceState;
import dev.palomar.model.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ToldTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void a_number_that_whatsapp_banned_is_not_knocked_with_again() {
        assertThat(ending(closed(406)))
                .isInstanceOfSatisfying(
                        Closing.Stop.class,
                        stop -> assertThat(code(stop.state())).isEqualTo("banned"));
        assertThat(ending(closed(403)))
                .isInstanceOfSatisfying(
                        Closing.Stop.class,
                        stop -> assertThat(code(stop.state())).isEqualTo("blocked"));
    }

    @Test
    void a_number_that_whatsapp_banned_for_a_while_waits_for_the_end_of_it_and_says_until_when() {
        Closing.Later later = later(closed(402).put("until", "2026-11-22T06:30:00.123Z"));

        assertThat(later.pause()).isEqualTo(Duration.between(NOW, Instant.parse("2026-11-22T06:30:00.123Z")));
        assertThat(later.state()).isInstanceOfSatisfying(DeviceState.Broken.class, broken -> {
            assertThat(broken.code()).isEqualTo("banned-for-a-while");
            assertThat(broken.what()).contains("until 2026-11-22T06:30:00Z");
        });
    }

    @Test
    void a_ban_without_an_end_and_one_that_is_over_do_not_make_the_line_hurry() {
        assertThat(later(closed(402)).pause()).isEqualTo(Duration.ofHours(6));
        assertThat(later(closed(402).put("until", "2026-11-20T11:00:00Z")).pause())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_line_that_only_broke_is_opened_again() {
        assertThat(ending(closed(428))).isInstanceOf(Closing.Again.class);
    }

    private static Closing.Later later(ObjectNode frame) {
        return (Closing.Later) ending(frame);
    }

    private static Closing ending(ObjectNode frame) {
        return ((Told.Ended) Told.read(frame, true, NOW)).closing();
    }

    private static ObjectNode closed(int code) {
        return Json.object().put("state", "closed").put("code", code).put("reason", "Connection Failure");
    }

    private static String code(DeviceState state) {
        return ((DeviceState.Broken) state).code();
    }
}
