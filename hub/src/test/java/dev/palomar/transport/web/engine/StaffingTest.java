package dev.palomar.transport.web.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StaffingTest {

    private final Staffing staffing = new Staffing(75);

    @Test
    void one_process_waits_for_the_first_line() {
        assertThat(staffing.wanted(List.of())).isEqualTo(1);
        assertThat(staffing.wanted(List.of(0))).isEqualTo(1);
    }

    @Test
    void with_lines_there_are_two_so_that_a_crash_never_takes_all() {
        assertThat(staffing.wanted(List.of(1))).isEqualTo(2);
        assertThat(staffing.wanted(List.of(70, 70))).isEqualTo(2);
    }

    @Test
    void another_is_started_before_the_last_place_is_taken() {
        assertThat(staffing.wanted(List.of(74, 73))).isEqualTo(3);
        assertThat(staffing.wanted(List.of(75, 75, 75, 75))).isEqualTo(5);
    }
}
