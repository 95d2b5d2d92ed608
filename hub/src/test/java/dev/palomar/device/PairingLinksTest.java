package dev.palomar.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairingLinksTest {

    @Test
    void a_link_opens_its_device_until_it_runs_out_and_nothing_while_the_company_is_suspended() {
        try (DeviceWorld world = new DeviceWorld()) {
            DeviceId device = world.devices
                    .create(world.ana, new NewDevice("Caja", TransportKind.WEB, List.of(), Optional.empty()))
                    .id();
            PairingLinks links = new PairingLinks(world.test.database(), world.clock, new Random(1));
            PairingLinks.Fresh fresh = links.make(world.ana, device, Duration.ofMinutes(15));

            world.pass(Duration.ofMinutes(14));
            assertThat(links.open(fresh.token()).device()).isEqualTo(device);

            standing(world, "suspended");
            assertThatThrownBy(() -> links.open(fresh.token())).isInstanceOf(Rejection.NotFound.class);
            standing(world, "active");
            assertThat(links.open(fresh.token()).device()).isEqualTo(device);

            world.pass(Duration.ofMinutes(1));
            assertThatThrownBy(() -> links.open(fresh.token())).isInstanceOf(Rejection.NotFound.class);
            assertThatThrownBy(() -> links.open(new Secret("another"))).isInstanceOf(Rejection.NotFound.class);
            assertThat(world.test
                            .database()
                            .<Integer>worker(tx ->
                                    PairingLinks.tidy(tx, world.clock.instant().plusSeconds(1))))
                    .isEqualTo(1);
        }
    }

    private static void standing(DeviceWorld world, String state) {
        world.test
                .database()
                .worker(tx -> tx.update("UPDATE tenant SET state = :state WHERE id = :id")
                        .bind("state", state)
                        .bind("id", world.ana)
                        .execute());
    }
}
