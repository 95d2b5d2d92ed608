package dev.palomar.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.PhoneNumber;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.transport.Signal;
import dev.palomar.transport.cloud.CheckReport;
import dev.palomar.transport.cloud.webhook.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookGateTest {

    private static final Secret OWN = new Secret("brunos-own-app");

    private final DeviceWorld world = new DeviceWorld();
    private final WebhookGate gate = world.gate;

    @AfterEach
    void close() {
        world.close();
    }

    private static String change(String number) {
        return """
            {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[{"from":"16505551234",
             "id":"wamid.1","timestamp":"1744344496","type":"text","text":{"body":"x"}}]}}
            """.formatted(number);
    }

    private static byte[] body(String... numbers) {
        return ("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":["
                        + Stream.of(numbers).map(WebhookGateTest::change).collect(Collectors.joining(","))
                        + "]}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private WebhookGate.Passage signed(Secret secret, byte[] body) {
        return gate.open(Optional.empty(), body, Optional.of(WebhookSignature.header(body, secret)));
    }

    private static CloudCredentials withOwnApp(String number) {
        return new CloudCredentials(
                number,
                Optional.of("77"),
                Optional.of(new Secret("token-" + number)),
                new SecretChange.Set(new Secret("brunos-verify")),
                new SecretChange.Set(OWN));
    }

    private static List<DeviceId> devices(WebhookGate.Passage passage) {
        return ((WebhookGate.Passage.Open) passage)
                .arrivals().stream().map(arrival -> arrival.device()).toList();
    }

    private static WebhookGate.Tally tally(WebhookGate.Passage passage) {
        return ((WebhookGate.Passage.Open) passage).tally();
    }

    @Test
    void the_platforms_app_speaks_for_the_numbers_that_use_it() {
        Device device = world.online(world.ana, DeviceWorld.credentials("111", "a"), "+5491155550100");

        WebhookGate.Passage passage = signed(DeviceWorld.PLATFORM_SECRET, body("111"));

        assertThat(devices(passage)).containsExactly(device.id());
        assertThat(((WebhookGate.Passage.Open) passage).arrivals().getFirst().tenant())
                .isEqualTo(world.ana);
        assertThat(((WebhookGate.Passage.Open) passage).arrivals().getFirst().signal())
                .isInstanceOf(Signal.Message.class);
    }

    @Test
    void nobody_is_believed_without_the_right_signature() {
        world.online(world.ana, DeviceWorld.credentials("111", "a"), "+5491155550100");
        byte[] body = body("111");
        byte[] changed = new String(body, StandardCharsets.UTF_8)
                .replace("\"x\"", "\"y\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(gate.open(Optional.empty(), body, Optional.empty())).isInstanceOf(WebhookGate.Passage.Shut.class);
        assertThat(gate.open(Optional.empty(), body, Optional.of("sha1=aa")))
                .isInstanceOf(WebhookGate.Passage.Shut.class);
        assertThat(signed(new Secret("guessed"), body)).isInstanceOf(WebhookGate.Passage.Shut.class);
        assertThat(gate.open(
                        Optional.empty(),
                        changed,
                        Optional.of(WebhookSignature.header(body, DeviceWorld.PLATFORM_SECRET))))
                .isInstanceOf(WebhookGate.Passage.Shut.class);
    }

    @Test
    void a_tenants_own_app_can_never_put_words_into_another_tenants_mouth() {
        Device anas = world.online(world.ana, DeviceWorld.credentials("111", "a"), "+5491155550100");
        Device brunos = world.online(world.bruno, withOwnApp("222"), "+5491155550200");

        WebhookGate.Passage passage = signed(OWN, body("111", "222"));

        assertThat(devices(passage)).containsExactly(brunos.id());
        assertThat(tally(passage).foreign()).isEqualTo(1);
        assertThat(devices(gate.open(
                        Optional.of(anas.id()),
                        body("111", "222"),
                        Optional.of(WebhookSignature.header(body("111", "222"), OWN)))))
                .containsExactly(brunos.id());
    }

    @Test
    void the_platforms_app_does_not_speak_for_a_number_with_an_app_of_its_own() {
        Device anas = world.online(world.ana, DeviceWorld.credentials("111", "a"), "+5491155550100");
        world.online(world.bruno, withOwnApp("222"), "+5491155550200");

        WebhookGate.Passage passage = signed(DeviceWorld.PLATFORM_SECRET, body("111", "222"));

        assertThat(devices(passage)).containsExactly(anas.id());
        assertThat(tally(passage).foreign()).isEqualTo(1);
    }

    @Test
    void a_number_that_somebody_only_claims_gets_nothing_from_the_platforms_app() {
        Device device = world.create(world.ana, DeviceWorld.credentials("111", "not-the-owners-token"));
        world.checks.check(world.ana, device.id());

        WebhookGate.Passage passage = signed(DeviceWorld.PLATFORM_SECRET, body("111"));
        assertThat(devices(passage)).isEmpty();
        assertThat(tally(passage).foreign()).isEqualTo(1);
    }

    @Test
    void what_comes_before_meta_has_said_whose_the_number_is_is_not_taken_and_not_lost_either() {
        Device known = world.online(world.bruno, DeviceWorld.credentials("222", "b"), "+5491155550200");
        Device device = world.create(world.ana, DeviceWorld.credentials("111", "a"));

        assertThat(signed(DeviceWorld.PLATFORM_SECRET, body("222", "111")))
                .isInstanceOf(WebhookGate.Passage.Early.class);

        world.meta.put("a", new CheckReport.Verdict.Usable(PhoneNumber.read("+5491155550100"), "GREEN", true));
        world.checks.check(world.ana, device.id());
        assertThat(devices(signed(DeviceWorld.PLATFORM_SECRET, body("222", "111"))))
                .containsExactly(known.id(), device.id());
    }

    @Test
    void unknown_numbers_are_ignored_and_counted_and_known_ones_in_the_same_body_are_not_lost() {
        Device device = world.online(world.ana, DeviceWorld.credentials("111", "a"), "+5491155550100");

        WebhookGate.Passage passage = signed(DeviceWorld.PLATFORM_SECRET, body("999", "111", "999"));
        signed(DeviceWorld.PLATFORM_SECRET, body("999"));

        assertThat(devices(passage)).containsExactly(device.id());
        assertThat(tally(passage).unknown()).isEqualTo(2);
        assertThat(world.test.count("SELECT updates FROM unknown_number WHERE phone_number_id = '999'"))
                .isEqualTo(3);
    }

    @Test
    void another_number_of_somebodys_own_app_is_ignored_and_counted_and_is_no_reason_for_meta_to_try_again() {
        world.online(world.ana, DeviceWorld.credentials("111", "a"), "+5491155550100");
        world.online(world.bruno, withOwnApp("222"), "+5491155550200");

        WebhookGate.Passage passage = signed(OWN, body("333"));

        assertThat(devices(passage)).isEmpty();
        assertThat(tally(passage).unknown()).isEqualTo(1);
        assertThat(signed(new Secret("nobodys-app"), body("333"))).isInstanceOf(WebhookGate.Passage.Shut.class);
        assertThat(signed(OWN, body("111"))).isInstanceOf(WebhookGate.Passage.Shut.class);
        assertThat(signed(OWN, body("111", "333"))).isInstanceOf(WebhookGate.Passage.Shut.class);
    }

    @Test
    void a_device_that_was_stopped_takes_nothing_and_one_that_is_paused_does() {
        Device device = world.online(world.ana, DeviceWorld.credentials("111", "a"), "+5491155550100");

        world.devices.pause(world.ana, device.id());
        assertThat(devices(signed(DeviceWorld.PLATFORM_SECRET, body("111")))).hasSize(1);
        world.devices.disconnect(world.ana, device.id());
        WebhookGate.Passage stopped = signed(DeviceWorld.PLATFORM_SECRET, body("111"));
        assertThat(devices(stopped)).isEmpty();
        assertThat(tally(stopped).stopped()).isEqualTo(1);
    }

    @Test
    void a_change_on_this_node_is_seen_at_once_and_one_on_another_node_within_seconds() throws Exception {
        CloudRoutes here = new CloudRoutes(world.test.database(), world.numbers, Duration.ofMillis(200));
        Device device = world.online(world.ana, DeviceWorld.credentials("111", "a"), "+5491155550100");
        assertThat(world.routes.byPhoneNumberId("111")).isPresent();
        assertThat(here.byPhoneNumberId("111")).isPresent();

        world.devices.delete(world.ana, device.id(), "Ventas");

        assertThat(world.routes.byPhoneNumberId("111")).isEmpty();
        Thread.sleep(250);
        assertThat(here.byPhoneNumberId("111")).isEmpty();
        assertThat(CloudRoutes.KEPT).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void news_of_an_account_reach_each_tenant_once_by_the_device_that_is_named() {
        Device first = world.online(world.bruno, withOwnApp("222"), "+5491155550200");
        Device second = world.online(world.bruno, withOwnApp("333"), "+5491155550300");
        String news = """
            {"entry":[{"id":"77","changes":[{"field":"%s","value":%s}]}]}""";

        assertThat(devices(signed(
                        OWN,
                        news.formatted("account_review_update", "{\"decision\":\"APPROVED\"}")
                                .getBytes(StandardCharsets.UTF_8))))
                .containsExactly(first.id());
        assertThat(devices(signed(
                        OWN,
                        news.formatted(
                                        "phone_number_quality_update",
                                        "{\"display_phone_number\":\"5491155550300\",\"event\":\"FLAGGED\"}")
                                .getBytes(StandardCharsets.UTF_8))))
                .containsExactly(second.id());
    }

    @Test
    void the_handshake_knows_the_platforms_verify_token_and_a_devices_at_its_own_and_the_shared_address() {
        Device device = world.online(world.bruno, withOwnApp("222"), "+5491155550200");
        Optional<DeviceId> own = Optional.of(device.id());

        assertThat(gate.handshake(Optional.empty(), "subscribe", "platform-verify", "42"))
                .contains("42");
        assertThat(gate.handshake(own, "subscribe", "brunos-verify", "42")).contains("42");
        assertThat(gate.handshake(Optional.empty(), "subscribe", "brunos-verify", "42"))
                .contains("42");
        assertThat(gate.handshake(Optional.empty(), "subscribe", "guessed", "42"))
                .isEmpty();
        assertThat(gate.handshake(own, "subscribe", "guessed", "42")).isEmpty();
        assertThat(gate.handshake(own, "unsubscribe", "brunos-verify", "42")).isEmpty();
        assertThat(gate.handshake(Optional.of(new DeviceId(new UUID(9, 9))), "subscribe", "brunos-verify", "42"))
                .isEmpty();
    }
}
