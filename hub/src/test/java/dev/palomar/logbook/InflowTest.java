package dev.palomar.logbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Payload;
import dev.palomar.model.id.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InflowTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final DeviceId SALES = new DeviceId(new UUID(1, 1));
    private static final DeviceId WORKSHOP = new DeviceId(new UUID(1, 2));

    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final Inflow inflow = new Inflow(clock);

    private Optional<Line> comes(DeviceId device, int status, long millis) {
        return inflow.take(
                Optional.empty(),
                device,
                new Inflow.Body(
                        "webhook",
                        status,
                        status == 200 ? Line.Result.OK : Line.Result.REFUSED,
                        Optional.empty(),
                        "r-1",
                        now,
                        Duration.ofMillis(millis),
                        Optional.of(Payload.of("{\"object\":\"x\"}"))));
    }

    @Test
    void the_first_of_a_second_have_a_line_each_and_the_others_of_a_number_share_one() {
        for (int i = 0; i < 20; i++) {
            assertThat(comes(SALES, 200, 5)).hasValueSatisfying(line -> {
                assertThat(line.count()).isEqualTo(1);
                assertThat(line.request().get()).isPresent();
            });
        }
        for (int i = 0; i < 500; i++) {
            assertThat(comes(SALES, 200, i)).isEmpty();
            assertThat(comes(WORKSHOP, 401, 1)).isEmpty();
        }
        List<Line> gathered = inflow.gathered();

        assertThat(gathered).extracting(Line::count).containsExactly(500, 500);
        assertThat(gathered)
                .filteredOn(line -> line.device().equals(Optional.of(SALES)))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.took()).isEqualTo(Duration.ofMillis(499));
                    assertThat(line.request().get()).isEmpty();
                });
        assertThat(inflow.gathered()).isEmpty();
    }

    @Test
    void the_next_second_begins_anew() {
        for (int i = 0; i < 30; i++) {
            comes(SALES, 200, 1);
        }
        now = NOON.plusSeconds(1);

        assertThat(comes(SALES, 200, 1)).isPresent();
    }
}
