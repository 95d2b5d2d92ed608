package dev.palomar.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palomar.model.DeviceState;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.TransportKind;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.testing.Calm;
import dev.palomar.transport.cloud.CheckReport.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DevicesTest {

    private final DeviceWorld world = new DeviceWorld();
    private final Devices devices = world.devices;
    private final TenantId ana = world.ana;
    private final TenantId bruno = world.bruno;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_new_number_connects_by_itself_and_is_online_once_meta_confirms_it() {
        world.meta.put("good", new Verdict.Usable(PhoneNumber.read("+5491155550100"), "GREEN", true));
        Device created = world.create(ana, DeviceWorld.credentials("111", "good"));
        assertThat(created.state()).isEqualTo(new DeviceState.Connecting());
        assertThat(created.phone()).isEmpty();

        world.checks.start();

        await().atMost(Calm.PATIENCE).until(() -> devices.get(ana, created.id()).state() instanceof DeviceState.Online);
        Device online = devices.get(ana, created.id());
        assertThat(online.phone()).contains(new PhoneNumber("+5491155550100"));
        assertThat(online.quality()).isEqualTo("GREEN");
        assertThat(online.cloud().orElseThrow().phoneNumberId()).isEqualTo("111");
        assertThat(devices.history(ana, created.id()).stream()
                        .map(change -> change.state().word())
                        .toList())
                .first()
                .isEqualTo("ONLINE");
        assertThat(world.test.count("SELECT count(*) FROM event WHERE type = 'device.state'"))
                .isEqualTo(2);
    }

    @Test
    void a_token_that_meta_refuses_is_an_error_with_words_and_a_new_token_mends_it() {
        Device device = world.create(ana, DeviceWorld.credentials("111", "old"));
        world.checks.check(ana, device.id());
        assertThat(devices.get(ana, device.id()).state())
                .isEqualTo(new DeviceState.Broken("190", "Enter a new access token."));

        world.meta.put("new", new Verdict.Usable(PhoneNumber.read("+5491155550100"), "GREEN", true));
        Device changed = devices.setCloud(ana, device.id(), DeviceWorld.credentials("111", "new"));
        assertThat(changed.state()).isEqualTo(new DeviceState.Connecting());
        world.checks.check(ana, device.id());

        assertThat(devices.get(ana, device.id()).state()).isEqualTo(new DeviceState.Online());
    }

    @Test
    void while_meta_cannot_be_reached_a_number_is_connecting_and_is_asked_about_ever_less_often() {
        world.meta.put("t", new Verdict.Unreachable("no route"));
        Device device = world.create(ana, DeviceWorld.credentials("111", "t"));
        for (int i = 0; i < 3; i++) {
            world.checks.check(ana, device.id());
        }

        assertThat(devices.get(ana, device.id()).state()).isEqualTo(new DeviceState.Connecting());
        assertThat(world.test.count("SELECT extract(epoch FROM check_at)::bigint FROM cloud_number"))
                .isEqualTo(world.noon.plusSeconds(20).getEpochSecond());
        assertThat(CloudChecks.growing(40)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void pausing_and_stopping_are_different_and_both_can_be_undone() {
        Device device = world.online(ana, DeviceWorld.credentials("111", "t"), "+5491155550100");

        assertThat(devices.pause(ana, device.id()).state()).isEqualTo(new DeviceState.Paused());
        assertThat(devices.get(ana, device.id()).paused()).isTrue();
        assertThat(devices.activate(ana, device.id()).state()).isEqualTo(new DeviceState.Online());

        assertThat(devices.disconnect(ana, device.id()).state()).isEqualTo(new DeviceState.Offline());
        world.checks.check(ana, device.id());
        assertThat(devices.get(ana, device.id()).state()).isEqualTo(new DeviceState.Offline());
        assertThat(devices.connect(ana, device.id()).state()).isEqualTo(new DeviceState.Connecting());
        world.checks.check(ana, device.id());
        assertThat(devices.get(ana, device.id()).state()).isEqualTo(new DeviceState.Online());
    }

    @Test
    void a_paused_number_that_breaks_says_so_and_stays_paused() {
        Device device = world.online(ana, DeviceWorld.credentials("111", "t"), "+5491155550100");
        devices.pause(ana, device.id());

        devices.trouble(ana, device.id(), "190", false, "Enter a new access token.");

        Device broken = devices.get(ana, device.id());
        assertThat(broken.state()).isEqualTo(new DeviceState.Broken("190", "Enter a new access token."));
        assertThat(broken.paused()).isTrue();
        assertThat(devices.activate(ana, device.id()).state()).isInstanceOf(DeviceState.Broken.class);
    }

    @Test
    void a_number_that_somebody_has_already_is_refused_without_saying_whose_it_is() {
        Device first = world.create(ana, DeviceWorld.credentials("111", "t"));
        Device second = world.create(bruno, DeviceWorld.credentials("222", "t"));

        assertThatThrownBy(() -> world.create(bruno, DeviceWorld.credentials("111", "x")))
                .isInstanceOf(Rejection.Conflict.class)
                .hasMessageNotContaining("ana")
                .hasMessageNotContaining(first.id().text());
        assertThatThrownBy(() -> devices.setCloud(bruno, second.id(), DeviceWorld.credentials("111", "x")))
                .isInstanceOf(Rejection.Conflict.class);
        assertThat(devices.get(bruno, second.id()).cloud().orElseThrow().phoneNumberId())
                .isEqualTo("222");
        assertThat(world.numbers.of(bruno, second.id()).token()).isEqualTo(new Secret("t"));
    }

    @Test
    void another_tenants_device_does_not_exist() {
        DeviceId theirs = world.create(ana, DeviceWorld.credentials("111", "t")).id();

        assertThatThrownBy(() -> devices.get(bruno, theirs)).isInstanceOf(Rejection.NotFound.class);
        assertThatThrownBy(() -> devices.connect(bruno, theirs)).isInstanceOf(Rejection.NotFound.class);
        assertThatThrownBy(() -> devices.check(bruno, theirs)).isInstanceOf(Rejection.NotFound.class);
        assertThatThrownBy(() -> devices.delete(bruno, theirs, "Ventas")).isInstanceOf(Rejection.NotFound.class);
        assertThatThrownBy(() -> devices.setCloud(bruno, theirs, DeviceWorld.credentials("9", "t")))
                .isInstanceOf(Rejection.NotFound.class);
        assertThatThrownBy(() -> devices.change(
                        bruno, theirs, new DeviceChange(Optional.of("x"), Optional.empty(), Optional.empty())))
                .isInstanceOf(Rejection.NotFound.class);
        assertThatThrownBy(() -> world.numbers.of(bruno, theirs)).isInstanceOf(Rejection.NotFound.class);
        assertThat(devices.list(bruno, Devices.Filter.ALL, Optional.empty(), 50).devices())
                .isEmpty();
    }

    @Test
    void a_tenant_has_no_more_devices_than_it_may() {
        TenantId small = world.tenant("small", 1);
        world.create(small, DeviceWorld.credentials("111", "t"));

        assertThatThrownBy(() -> world.create(small, DeviceWorld.credentials("222", "t")))
                .isInstanceOfSatisfying(
                        Rejection.Conflict.class,
                        refused -> assertThat(refused.code()).isEqualTo("limit-reached"));
    }

    @Test
    void a_number_over_whatsapp_web_needs_no_credentials_and_a_cloud_number_does() {
        Device linked = devices.create(ana, new NewDevice("Ventas", TransportKind.WEB, List.of(), Optional.empty()));

        assertThat(linked.state()).isEqualTo(new DeviceState.Connecting());
        assertThat(linked.phone()).isEmpty();
        assertThatThrownBy(() -> new NewDevice("Ventas", TransportKind.CLOUD, List.of(), Optional.empty()))
                .isInstanceOf(Rejection.InvalidValue.class);
        assertThatThrownBy(() -> new NewDevice(
                        "Ventas", TransportKind.WEB, List.of(), Optional.of(DeviceWorld.credentials("111", "t"))))
                .isInstanceOf(Rejection.InvalidValue.class);
    }

    @Test
    void a_device_is_renamed_labelled_limited_listed_and_removed_by_its_name() {
        Device one = world.create(ana, DeviceWorld.credentials("111", "t"));
        world.create(ana, DeviceWorld.credentials("222", "t"));
        world.create(ana, DeviceWorld.credentials("333", "t"));

        Device changed = devices.change(
                ana,
                one.id(),
                new DeviceChange(
                        Optional.of("Soporte"),
                        Optional.of(List.of("sur")),
                        Optional.of(new DeviceChange.Quota(Optional.of(500)))));
        assertThat(changed.name()).isEqualTo("Soporte");
        assertThat(changed.labels()).containsExactly("sur");
        assertThat(changed.messagesPerDay()).contains(500);

        Devices.Page first = devices.list(ana, Devices.Filter.ALL, Optional.empty(), 2);
        assertThat(first.devices()).hasSize(2);
        Devices.Page rest = devices.list(ana, Devices.Filter.ALL, first.next(), 2);
        assertThat(rest.devices()).hasSize(1);
        assertThat(rest.next()).isEmpty();
        assertThat(devices.list(ana, new Devices.Filter(Optional.empty(), Optional.of("sopor")), Optional.empty(), 9)
                        .devices())
                .hasSize(1);
        assertThat(devices.list(ana, new Devices.Filter(Optional.of("ONLINE"), Optional.empty()), Optional.empty(), 9)
                        .devices())
                .isEmpty();

        assertThatThrownBy(() -> devices.delete(ana, one.id(), "Ventas")).isInstanceOf(Rejection.InvalidValue.class);
        devices.delete(ana, one.id(), "Soporte");
        assertThatThrownBy(() -> devices.get(ana, one.id())).isInstanceOf(Rejection.NotFound.class);
        assertThat(world.test.count("SELECT count(*) FROM cloud_number")).isEqualTo(2);
    }

    @Test
    void secrets_are_sealed_and_those_left_out_are_kept() {
        Device device = world.create(
                ana,
                new CloudCredentials(
                        "111",
                        Optional.of("777"),
                        Optional.of(new Secret("EAAG-token")),
                        new SecretChange.Set(new Secret("verify-me")),
                        new SecretChange.Set(new Secret("own-secret"))));

        devices.setCloud(
                ana,
                device.id(),
                new CloudCredentials(
                        "111", Optional.empty(), Optional.empty(), new SecretChange.Keep(), new SecretChange.Remove()));

        Device.Cloud cloud = devices.get(ana, device.id()).cloud().orElseThrow();
        assertThat(cloud.verifyTokenSet()).isTrue();
        assertThat(cloud.appSecretSet()).isFalse();
        assertThat(world.numbers.of(ana, device.id()).token()).isEqualTo(new Secret("EAAG-token"));
        assertThat(world.test.count("""
            SELECT count(*) FROM cloud_number WHERE position('EAAG'::bytea IN access_token) > 0
            """)).isZero();
    }

    @Test
    void credentials_that_cannot_be_right_are_told_apart_field_by_field() {
        assertThatThrownBy(() -> new CloudCredentials(
                        "12a",
                        Optional.of("x"),
                        Optional.of(new Secret("with blank")),
                        new SecretChange.Keep(),
                        new SecretChange.Set(new Secret(""))))
                .isInstanceOfSatisfying(
                        Rejection.InvalidValue.class,
                        refused -> assertThat(refused.faults())
                                .extracting(Rejection.Fault::field)
                                .containsExactly("phoneNumberId", "businessAccountId", "accessToken", "appSecret"));
    }
}
