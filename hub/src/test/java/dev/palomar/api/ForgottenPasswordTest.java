package dev.palomar.api;

import static dev.palomar.api.World.PASSWORD;
import static dev.palomar.api.World.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import dev.palomar.alert.mail.MailServer;
import dev.palomar.alert.mail.Postman;
import dev.palomar.api.account.ForgottenRoutes;
import dev.palomar.api.http.Resource;
import dev.palomar.tenant.people.ForgottenPasswords;
import dev.palomar.testing.Calm;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgottenPasswordTest {

    private static final String JUAN = "juan@example.com";
    private static final String NEW = "staple of another kind";
    private static final Pattern LINK = Pattern.compile("https://hub\\.example\\.com/new-password#token=([\\w-]{43})");

    private GreenMail post;
    private ForgottenPasswords forgotten;
    private World world;
    private ApiServer hub;
    private String uno;

    @BeforeEach
    void start() {
        post = Calm.mailServer(0);
        post.start();
        world = new World(new ApiServer(this::resources, "https://hub.example.com", Set.of(), Optional.empty()));
        hub = world.hub;
        uno = world.tenant("uno");
        world.person(uno, "ana@example.com", "tenantAdmin");
        world.person(uno, JUAN, "agent");
    }

    @AfterEach
    void stop() {
        forgotten.close();
        world.close();
        post.stop();
    }

    private List<Resource> resources(ApiServer api) {
        Postman postman = new Postman(
                MailServer.parse("smtp+plain://127.0.0.1:" + post.getSmtp().getPort(), "palomar@example.com"));
        forgotten = new ForgottenPasswords(
                api.test.database(),
                Optional.of(
                        (to, subject, text) -> postman.send(List.of(to.value()), subject, text, api.clock.instant())),
                URI.create("https://hub.example.com/"),
                api.audit,
                api.clock,
                api.random);
        List<Resource> all = new ArrayList<>(ApiServer.ofTheHub(api));
        all.removeIf(ForgottenRoutes.class::isInstance);
        all.add(new ForgottenRoutes(forgotten));
        return all;
    }

    @Test
    void a_link_comes_by_mail_and_gives_a_new_password_once() {
        String session = world.bearer(JUAN);
        assertThat(ask(JUAN, "es").status()).isEqualTo(202);
        MimeMessage mail = mails(1).getFirst();

        assertThat(recipient(mail)).isEqualTo(JUAN);
        assertThat(text(mail)).contains("Hola, Name of juan@example.com:").contains("127.0.0.1");
        String token = token(mail);
        assertThat(world.login(JUAN).status())
                .as("until then the old one works")
                .isEqualTo(200);
        assertThat(accept(token, "short").status()).isEqualTo(422);
        assertThat(accept(token, NEW).status()).isEqualTo(200);
        assertThat(accept(token, NEW).status()).isEqualTo(410);
        assertThat(world.login(JUAN).status()).isEqualTo(401);
        assertThat(hub.get("/v1/auth/me", "Authorization", session).status()).isEqualTo(401);
        assertThat(hub.test.count("SELECT count(*) FROM audit WHERE action = 'user.passwordReset'"))
                .isEqualTo(1);
    }

    @Test
    void the_answer_is_the_same_whether_or_not_somebody_has_the_address() {
        Answered known = ask(JUAN, "en");
        Answered unknown = ask("nobody@example.com", "en");

        assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(202);
        assertThat(unknown.text()).isEqualTo(known.text());
        assertThat(text(mails(1).getFirst())).contains("Hello Name of juan@example.com,");
        ask("ana@example.com", "en");
        assertThat(mails(2)).hasSize(2);
    }

    @Test
    void a_link_is_good_for_an_hour() {
        ask(JUAN, "es");
        String token = token(mails(1).getFirst());
        hub.clock.forward(Duration.ofHours(1));

        assertThat(accept(token, NEW).status()).isEqualTo(410);
    }

    @Test
    void nobody_can_flood_somebody_with_mail_or_end_the_link_they_wait_for() {
        for (int asked = 0; asked < 8; asked++) {
            assertThat(ask(JUAN, "es").status()).isEqualTo(202);
        }
        ask("ana@example.com", "es");
        List<MimeMessage> all = mails(4);
        assertThat(all.stream().filter(mail -> recipient(mail).equals(JUAN))).hasSize(3);

        assertThat(accept(token(all.getFirst()), NEW).status()).isEqualTo(200);
        assertThat(accept(token(all.get(1)), PASSWORD).status())
                .as("once one was used, none is good")
                .isEqualTo(410);
    }

    @Test
    void asking_for_one_address_after_the_other_is_slowed_down() {
        int refused = 0;
        for (int asked = 0; asked < 40; asked++) {
            refused += ask("person" + asked + "@example.com", "es").status() == 429 ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(5);
        assertThat(post.getReceivedMessages()).isEmpty();
    }

    @Test
    void the_link_leads_to_the_hubs_own_address_whatever_the_request_calls_it() {
        hub.post(
                "/v1/auth/forgotten-password",
                json("email", JUAN),
                "X-Forwarded-Host",
                "evil.example.org",
                "Origin",
                "https://evil.example.org");

        assertThat(text(mails(1).getFirst()))
                .contains("https://hub.example.com/new-password#token=")
                .doesNotContain("evil");
    }

    @Test
    void the_database_knows_only_a_hash_of_it_and_somebody_without_a_company_gets_none() {
        String juan = hub.get("/v1/users?q=juan", "Authorization", world.admin, "X-Tenant-Id", uno)
                .at("data/0/id");
        ask(JUAN, "es");
        String token = token(mails(1).getFirst());
        assertThat(hub.test.count("SELECT count(*) FROM one_time_link WHERE purpose = 'password'"))
                .isEqualTo(1);
        assertThat(hub.test.count("SELECT count(*) FROM one_time_link WHERE position('" + token
                        + "' in encode(token_hash, 'escape')) > 0"))
                .isZero();

        hub.send(
                "PATCH",
                "/v1/users/" + juan,
                "{\"state\":\"disabled\"}",
                "Authorization",
                world.admin,
                "X-Tenant-Id",
                uno);
        ask(JUAN, "es");
        ask("ana@example.com", "es");
        assertThat(mails(2).stream().map(ForgottenPasswordTest::recipient)).containsExactly(JUAN, "ana@example.com");
    }

    @Test
    void what_the_mail_server_does_not_take_is_forgotten_and_the_answer_is_the_same() {
        post.stop();
        assertThat(ask(JUAN, "es").status()).isEqualTo(202);
        post = Calm.mailServer(0);
        post.start();
        assertThat(hub.get("/v1/auth/options").json().get("passwordByMail").asBoolean())
                .isTrue();
    }

    @Test
    void a_hub_without_a_mail_server_says_whom_to_ask() {
        try (World silent = new World()) {
            assertThat(silent.hub
                            .get("/v1/auth/options")
                            .json()
                            .get("passwordByMail")
                            .asBoolean())
                    .isFalse();
            Answered refused = silent.hub.post("/v1/auth/forgotten-password", json("email", JUAN));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("no-mail");
            assertThat(refused.at("detail")).contains("Ask your administrator");
        }
    }

    private Answered ask(String email, String language) {
        return hub.post("/v1/auth/forgotten-password", json("email", email, "language", language));
    }

    private Answered accept(String token, String password) {
        return hub.post("/v1/auth/invitation", json("token", token, "password", password));
    }

    private List<MimeMessage> mails(int count) {
        await().atMost(Calm.PATIENCE).until(() -> post.getReceivedMessages().length >= count);
        return Arrays.asList(post.getReceivedMessages());
    }

    private static String token(MimeMessage mail) {
        Matcher link = LINK.matcher(text(mail));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
