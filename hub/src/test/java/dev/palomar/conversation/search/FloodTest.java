package dev.palomar.conversation.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FloodTest {

    private Instant now = Instant.parse("2026-11-27T10:00:00.500Z");
    private final Flood flood = new Flood(() -> now, 2);

    @Test
    void what_two_processors_bring_on_their_way_easily_is_no_flood() {
        for (int second = 0; second < 5; second++) {
            flood.came(800);
            assertThat(flood.isHere()).isFalse();
            now = now.plusSeconds(1);
        }
    }

    @Test
    void a_flood_is_one_until_a_second_after_its_last_busy_one() {
        flood.came(500);
        flood.came(500);
        assertThat(flood.isHere()).isTrue();

        now = now.plusSeconds(1);
        assertThat(flood.isHere()).isTrue();

        now = now.plusSeconds(1);
        assertThat(flood.isHere()).isFalse();
    }

    @Test
    void many_after_a_long_rest_are_counted_from_nothing() {
        flood.came(700);
        now = now.plusSeconds(60);
        flood.came(700);
        assertThat(flood.isHere()).isFalse();
    }
}
