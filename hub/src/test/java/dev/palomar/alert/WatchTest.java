package dev.palomar.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private AlertWorld world;

    @BeforeEach
    void open() {
        world = new AlertWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_number_that_needs_somebody_is_told_once_and_settled_when_it_works_again() {
        world.state("LOGGED_OUT", "{\"message\":\"It was unlinked at the phone.\"}");
        world.watch.look();
        world.watch.look();

        assertThat(world.open()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(AlertKind.DEVICE_NEEDS_PERSON);
            assertThat(alert.subject().name()).isEqualTo("Ventas");
            assertThat(alert.message("es-AR")).startsWith("Ventas no funciona").contains("unlinked");
            assertThat(alert.message("en")).startsWith("Ventas does not work");
        });
        world.state("ONLINE", "{}");
        world.watch.look();

        assertThat(world.open()).isEmpty();
        assertThat(world.closed()).hasSize(1);
        assertThat(world.told).containsExactly("alert.opened", "alert.closed");
    }

    @Test
    void a_line_that_comes_and_goes_without_being_online_has_been_offline_all_the_time() {
        for (int i = 0; i < 4; i++) {
            world.state("RECONNECTING", "{\"attempt\":1,\"message\":\"the line broke\"}");
            world.watch.look();
            assertThat(world.open()).isEmpty();
            world.clock.advance(Duration.ofMinutes(1));
            world.state("CONNECTING", "{}");
            world.clock.advance(Duration.ofSeconds(30));
        }
        world.watch.look();

        assertThat(world.open()).singleElement().extracting(Alert::kind).isEqualTo(AlertKind.DEVICE_OFFLINE);
    }

    @Test
    void what_comes_back_within_an_hour_is_the_same_alert_and_later_a_new_one() {
        world.state("ERROR", "{\"code\":\"x\",\"message\":\"broken\"}");
        world.watch.look();
        world.state("ONLINE", "{}");
        world.watch.look();
        world.clock.advance(Duration.ofMinutes(30));
        world.state("ERROR", "{\"code\":\"x\",\"message\":\"broken\"}");
        world.watch.look();

        assertThat(world.open()).singleElement().extracting(Alert::times).isEqualTo(2);
        world.state("ONLINE", "{}");
        world.watch.look();
        world.clock.advance(Duration.ofHours(2));
        world.state("ERROR", "{\"code\":\"x\",\"message\":\"broken\"}");
        world.watch.look();

        assertThat(world.open()).singleElement().extracting(Alert::times).isEqualTo(1);
        assertThat(world.closed()).hasSize(1);
    }

    @Test
    void a_token_that_meta_refuses_or_that_soon_ends_is_a_matter_of_its_own() {
        world.state("ERROR", "{\"code\":\"190\",\"message\":\"The access token has expired.\"}");
        world.watch.look();

        assertThat(world.open()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(AlertKind.TOKEN_DYING);
            assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(alert.message("es")).startsWith("Meta ya no acepta");
        });
        world.state("ONLINE", "{}");
        world.sql("INSERT INTO cloud_number (tenant_id, device_id, phone_number_id, access_token, token_expires_at,"
                + " updated_at) VALUES ('" + world.company.value() + "', '" + world.sales.value() + "', '1', ''::bytea,"
                + " '" + world.clock.instant().plus(Duration.ofDays(10)) + "', now())");
        world.watch.look();
        assertThat(world.open()).isEmpty();
        world.clock.advance(Duration.ofDays(4));
        world.watch.look();

        assertThat(world.open()).singleElement().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.WARNING);
            assertThat(alert.message("en")).contains("ends on");
        });
    }

    @Test
    void the_day_s_messages_are_told_from_four_fifths_on() {
        world.sql("UPDATE tenant SET messages_per_day = 100");
        quota(79);
        world.watch.look();
        assertThat(world.open()).isEmpty();
        quota(80);
        world.watch.look();

        assertThat(world.open()).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(AlertKind.QUOTA_NEAR);
            assertThat(alert.message("es")).isEqualTo("Peluquería Sol ya envió 80 de los 100 mensajes de hoy.");
        });
        quota(100);
        world.watch.look();
        assertThat(world.open()).singleElement().extracting(Alert::severity).isEqualTo(Severity.CRITICAL);
        world.clock.advance(Duration.ofDays(1));
        world.watch.look();
        assertThat(world.open()).isEmpty();
    }

    private void quota(int messages) {
        world.sql("INSERT INTO quota_use (tenant_id, day, device_id, messages) VALUES ('" + world.company.value()
                + "', ('" + world.clock.instant() + "'::timestamptz AT TIME ZONE 'UTC')::date,"
                + " '00000000-0000-0000-0000-000000000000', " + messages
                + ") ON CONFLICT (tenant_id, day, device_id, part) DO UPDATE SET messages = EXCLUDED.messages");
    }

    @Test
    void webhooks_that_fail_and_templates_that_meta_rejects_are_told() {
        world.sql("INSERT INTO endpoint (tenant_id, id, url, event_types, format, state, failing_since, last_error,"
                + " created_at) VALUES ('" + world.company.value() + "', gen_random_uuid(), 'https://crm.example/hook',"
                + " '{*}', 'palomar', 'enabled', '" + world.clock.instant().minus(Duration.ofMinutes(20))
                + "', 'HTTP 500', now())");
        world.sql("INSERT INTO template (tenant_id, id, business_account_id, wire_id, name, language, category, status,"
                + " reason, quality, named, components, created_at, changed_at, seen_at) VALUES ('"
                + world.company.value() + "', gen_random_uuid(), '1', '2', 'oferta', 'es', 'MARKETING', 'REJECTED',"
                + " 'PROMOTIONAL', 'UNKNOWN', false, '[]', now(), now(), now())");
        world.watch.look();

        assertThat(world.open())
                .extracting(Alert::kind)
                .containsExactlyInAnyOrder(AlertKind.ENDPOINT_FAILING, AlertKind.TEMPLATE_REJECTED);
        world.sql("UPDATE endpoint SET state = 'disabled', disabled_why = 'a person stopped it'");
        world.sql("UPDATE template SET status = 'APPROVED'");
        world.watch.look();
        assertThat(world.open()).isEmpty();
    }

    @Test
    void a_rule_that_a_company_switches_off_closes_its_alerts() {
        world.state("LOGGED_OUT", "{}");
        world.watch.look();
        world.settings.set(world.company, List.of(), Json.readObject("{\"deviceNeedsPerson\":{\"enabled\":false}}"));
        world.watch.look();

        assertThat(world.open()).isEmpty();
    }

    @Test
    void the_operator_is_told_of_the_disk_and_no_company_is() {
        world.freePercent = OptionalInt.of(4);
        world.watch.look();

        assertThat(world.list(Platform.NOBODY, true))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message("en")).contains("4 %"));
        assertThat(world.open()).isEmpty();
        assertThat(world.told).isEmpty();
        world.freePercent = OptionalInt.of(40);
        world.watch.look();
        assertThat(world.list(Platform.NOBODY, true)).isEmpty();
    }

    @Test
    void whoever_is_limited_to_other_numbers_sees_nothing_of_this_one() {
        world.state("LOGGED_OUT", "{}");
        world.watch.look();
        Alerts.Filter limited = new Alerts.Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Set.of(new dev.palomar.model.id.DeviceId(world.ids.get()))));

        assertThat(world.alerts
                        .list(world.company, limited, Optional.empty(), 10)
                        .items())
                .isEmpty();
    }
}
