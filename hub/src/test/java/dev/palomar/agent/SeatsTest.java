package dev.palomar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.agent.Seats.Guest;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.TenantId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeatsTest {

    private static final TenantId LARGE = new TenantId(new UUID(1, 1));
    private static final TenantId SMALL = new TenantId(new UUID(1, 2));
    private static final TenantId OTHER = new TenantId(new UUID(1, 3));

    private final Seats seats = new Seats(3, 2, 3);

    @Test
    void who_finds_no_seat_is_the_next_and_waits_for_no_round() {
        seats.enter(guest(LARGE, 1));
        seats.enter(guest(LARGE, 2));
        assertThat(seats.enter(guest(LARGE, 3))).isFalse();
        assertThat(seats.enter(guest(LARGE, 4))).isFalse();

        assertThat(seats.leave(guest(LARGE, 1))).contains(guest(LARGE, 3));
        assertThat(seats.leave(guest(LARGE, 3))).contains(guest(LARGE, 4));
        assertThat(seats.leave(guest(LARGE, 2))).isEmpty();
        assertThat(seats.leave(guest(LARGE, 4))).isEmpty();
        assertThat(seats.taken()).isZero();
    }

    @Test
    void a_company_with_many_customers_leaves_seats_for_the_others() {
        for (int i = 0; i < 4; i++) {
            seats.enter(guest(LARGE, i));
        }

        assertThat(seats.enter(guest(SMALL, 1))).isTrue();
        assertThat(seats.taken()).isEqualTo(3);
    }

    @Test
    void companies_that_wait_take_turns() {
        seats.enter(guest(SMALL, 1));
        seats.enter(guest(LARGE, 1));
        seats.enter(guest(LARGE, 2));
        seats.enter(guest(LARGE, 3));
        seats.enter(guest(LARGE, 4));
        seats.enter(guest(OTHER, 1));
        seats.enter(guest(OTHER, 2));
        assertThat(seats.waiting()).containsExactly(LARGE, OTHER);

        assertThat(seats.leave(guest(LARGE, 1))).contains(guest(LARGE, 3));
        assertThat(seats.leave(guest(LARGE, 2))).contains(guest(OTHER, 1));
        assertThat(seats.leave(guest(SMALL, 1))).contains(guest(LARGE, 4));
        assertThat(seats.leave(guest(LARGE, 3))).contains(guest(OTHER, 2));
    }

    @Test
    void nobody_sits_twice_and_nobody_waits_twice() {
        seats.enter(guest(LARGE, 1));
        seats.enter(guest(LARGE, 2));
        seats.enter(guest(LARGE, 3));

        assertThat(seats.enter(guest(LARGE, 1))).isFalse();
        assertThat(seats.enter(guest(LARGE, 3))).isFalse();
        assertThat(seats.leave(guest(LARGE, 1))).contains(guest(LARGE, 3));
        assertThat(seats.leave(guest(LARGE, 2))).isEmpty();
    }

    @Test
    void of_one_company_not_more_wait_here_than_there_is_room_for() {
        for (int i = 0; i < 10; i++) {
            seats.enter(guest(LARGE, i));
        }

        int served = 0;
        for (int i = 0; i < 10; i++) {
            served += seats.leave(guest(LARGE, i)).isPresent() ? 1 : 0;
        }
        assertThat(served).isEqualTo(3);
        assertThat(seats.waiting()).isEmpty();
    }

    private static Guest guest(TenantId tenant, int number) {
        return new Guest(tenant, new ConversationId(new UUID(2, number)), number);
    }
}
