package dev.palomar.conversation.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BackwardsTest {

    private static final TenantId TENANT = new TenantId(new UUID(1, 2));
    private static final int WANTED = 51;
    /// The last day of a block of 32.
    private static final long TODAY = 32L * 650 - 1;

    @Test
    void a_word_that_nobody_says_is_looked_for_in_five_parts_however_old_the_company_is() {
        assertThat(daysLookedInto(Backwards.Where.ANYWHERE, 0)).containsExactly(2L, 7L, 64L, 192L, Long.MAX_VALUE);
        assertThat(daysLookedInto(Backwards.Where.LARGE_CONVERSATIONS, 0))
                .containsExactly(4L, 64L, 192L, Long.MAX_VALUE);
    }

    @Test
    void a_word_that_is_said_every_day_is_looked_for_in_as_many_days_as_will_do() {
        Backwards back = new Backwards(TENANT, TODAY, Backwards.Where.ANYWHERE);
        assertThat(daysOf(back.next(0, WANTED))).isEqualTo(2);
        assertThat(daysOf(back.next(6, WANTED))).isEqualTo(7);
        // Three a day until now: the thirty that are missing are in ten days, and 1.3 times as many are ample.
        assertThat(daysOf(back.next(21, WANTED))).isEqualTo(7 + 13);
    }

    @Test
    void a_conversation_of_few_messages_is_looked_through_at_once() {
        assertThat(daysLookedInto(Backwards.Where.SMALL_CONVERSATIONS, 0)).containsExactly(Long.MAX_VALUE);
    }

    private static List<Long> daysLookedInto(Backwards.Where where, int found) {
        Backwards back = new Backwards(TENANT, TODAY, where);
        List<Long> days = new ArrayList<>();
        for (Optional<Backwards.Reach> next = back.next(found, WANTED);
                next.isPresent();
                next = back.next(found, WANTED)) {
            days.add(daysOf(next));
        }
        return days;
    }

    /// How many days lie between tomorrow and where the part begins.
    private static long daysOf(Optional<Backwards.Reach> reach) {
        UUID from = reach.orElseThrow().from();
        return from.equals(new UUID(0, 0)) ? Long.MAX_VALUE : TODAY + 1 - Marks.day(from);
    }
}
