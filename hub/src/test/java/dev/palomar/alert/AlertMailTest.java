package dev.palomar.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import dev.palomar.alert.mail.MailServer;
import dev.palomar.alert.mail.Postman;
import dev.palomar.model.Json;
import dev.palomar.testing.Calm;
import dev.palomar.testing.FreePort;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertMailTest {

    private AlertWorld world;
    private GreenMail server;
    private AlertMail mail;

    @BeforeEach
    void open() {
        world = new AlertWorld();
        server = Calm.mailServer(FreePort.find());
        server.setUser("hub@example.com", "hub", "una clave + larga");
        server.start();
        mail = mail(server.getSmtp().getPort());
        world.settings.set(world.company, List.of("lucia@example.com"), Json.object());
    }

    @AfterEach
    void close() {
        server.stop();
        world.close();
    }

    private AlertMail mail(int port) {
        MailServer at =
                MailServer.parse("smtp+plain://hub:una%20clave%20%2B%20larga@127.0.0.1:" + port, "palomar@example.com");
        return new AlertMail(
                world.test.database(),
                new Postman(at),
                world.settings,
                new AlertMail.Operator(List.of("operador@example.com"), "en", URI.create("https://hub.example.com")),
                world.clock);
    }

    private void broken() {
        world.state("LOGGED_OUT", "{\"message\":\"se desvinculó\"}");
        round();
    }

    private void well() {
        world.state("ONLINE", "{}");
        round();
    }

    private void round() {
        world.watch.look();
        mail.send();
    }

    private List<String> subjects() {
        return Arrays.stream(server.getReceivedMessages())
                .map(AlertMailTest::subject)
                .toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (jakarta.mail.MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void a_company_hears_of_it_in_its_language_and_of_its_end() throws Exception {
        broken();

        MimeMessage first = server.getReceivedMessages()[0];
        assertThat(subject(first)).startsWith("[Palomar] Peluquería Sol: Ventas no funciona");
        assertThat(first.getContent().toString())
                .contains("Necesita atención:")
                .contains("https://hub.example.com/alerts");
        assertThat(first.getAllRecipients()[0].toString()).isEqualTo("lucia@example.com");
        world.clock.advance(Duration.ofHours(2));
        well();

        assertThat(subjects()).hasSize(2);
        assertThat(subjects().getLast()).contains("resuelto:");
    }

    @Test
    void an_alert_that_comes_and_goes_brings_one_mail_an_hour() {
        for (int minute = 0; minute < 50; minute += 5) {
            broken();
            well();
            world.clock.advance(Duration.ofMinutes(5));
        }
        assertThat(subjects()).hasSize(1);
        world.clock.advance(Duration.ofMinutes(15));
        round();
        round();

        assertThat(subjects()).hasSize(2);
    }

    @Test
    void what_the_mail_server_does_not_take_comes_later_and_once() {
        int port = server.getSmtp().getPort();
        server.stop();
        broken();
        round();
        assertThat(world.open().getFirst().mailedAt()).isEmpty();
        server = Calm.mailServer(port);
        server.setUser("hub@example.com", "hub", "una clave + larga");
        server.start();
        round();
        assertThat(subjects()).isEmpty();
        world.clock.advance(Duration.ofMinutes(2));
        round();
        round();

        assertThat(subjects()).hasSize(1);
        assertThat(world.open().getFirst().mailedAt()).isPresent();
    }

    @Test
    void several_alerts_of_a_company_share_a_mail_and_somebody_who_looks_after_one_stops_it() {
        world.sql("UPDATE tenant SET messages_per_day = 10");
        world.sql("INSERT INTO quota_use (tenant_id, day, device_id, messages) VALUES ('" + world.company.value()
                + "', ('" + world.clock.instant() + "'::timestamptz AT TIME ZONE 'UTC')::date,"
                + " '00000000-0000-0000-0000-000000000000', 9)");
        broken();
        assertThat(subjects())
                .singleElement()
                .satisfies(subject -> assertThat(subject).contains("2 alertas"));

        world.sql("UPDATE alert SET closed_at = now() - interval '1 day', mail_at = NULL, told = 'closed'");
        world.watch.look();
        for (Alert alert : world.open()) {
            world.alerts.acknowledge(world.company, alert.id(), Json.object().put("name", "Lucía"), Optional.empty());
        }
        mail.send();

        assertThat(subjects()).hasSize(1);
        assertThat(world.open())
                .allSatisfy(alert -> assertThat(alert.acknowledgedBy()).isPresent());
    }

    @Test
    void the_operator_is_told_in_the_operators_language_and_nobody_when_nobody_is_named() {
        world.freePercent = java.util.OptionalInt.of(2);
        world.settings.set(world.company, List.of(), Json.object());
        broken();

        assertThat(subjects())
                .singleElement()
                .satisfies(subject -> assertThat(subject).startsWith("[Palomar] Only 2 %"));
    }
}
