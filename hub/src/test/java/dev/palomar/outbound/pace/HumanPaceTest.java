package dev.palomar.outbound.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.MessageContent;
import dev.palomar.model.WireId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A person's own number writes as a person does.
class HumanPaceTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final HumanPace PACE = HumanPace.STANDARD;

    @Test
    void a_longer_text_takes_longer_to_type_up_to_a_bound() {
        assertThat(PACE.typing(text(0))).isEqualTo(Duration.ofMillis(600));
        assertThat(PACE.typing(text(20))).isEqualTo(Duration.ofMillis(1_500));
        assertThat(PACE.typing(text(100))).isEqualTo(Duration.ofMillis(5_100));
        assertThat(PACE.typing(text(4_000))).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void nobody_types_a_reaction_or_a_deletion() {
        assertThat(PACE.typing(new MessageContent.Reaction(new WireId("x"), "👍")))
                .isZero();
        assertThat(PACE.typing(new MessageContent.Revoke(new WireId("x")))).isZero();
    }

    @Test
    void pauses_differ_stay_within_their_bounds_and_are_the_same_for_the_same_message() {
        IdSource ids = new IdSource(() -> NOON, new Random(7));
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            MessageId message = new MessageId(ids.get());
            pauses.add(PACE.pauseAfter(message));
            assertThat(PACE.pauseAfter(message)).isEqualTo(pauses.getLast());
        }
        assertThat(pauses).allMatch(pause -> pause.toMillis() >= 1_499 && pause.toMillis() <= 3_501);
        assertThat(pauses.stream().mapToLong(Duration::toMillis).average().orElseThrow())
                .isBetween(2_400.0, 2_600.0);
        assertThat(pauses.stream().distinct().count()).isGreaterThan(900);
    }

    @Test
    void a_day_of_writing_without_end_is_some_thousands_of_messages_and_not_more() {
        IdSource ids = new IdSource(() -> NOON, new Random(7));
        Instant free = NOON;
        int sent = 0;
        while (free.isBefore(NOON.plus(Duration.ofDays(1)))) {
            HumanPace.Turn turn = PACE.turn(free, NOON, text(60));
            assertThat(turn.begins()).isEqualTo(free);
            free = turn.sends().plus(PACE.pauseAfter(new MessageId(ids.get())));
            sent++;
        }
        assertThat(sent).isBetween(14_000, 16_000);
    }

    @Test
    void a_number_meets_more_people_each_day_until_it_is_no_longer_new() {
        List<Integer> days = new ArrayList<>();
        for (int day = -1; day < 13; day++) {
            days.add(PACE.newPeopleOn(day).orElseThrow());
        }
        assertThat(days).containsExactly(10, 10, 15, 25, 40, 60, 80, 100, 130, 160, 200, 200, 200, 200);
        assertThat(new HumanPace(Duration.ZERO, 0, Duration.ZERO, Duration.ZERO, List.of(), Duration.ZERO)
                        .newPeopleOn(3))
                .isEmpty();
    }

    private static MessageContent text(int length) {
        return new MessageContent.Text("x".repeat(length), false);
    }
}
