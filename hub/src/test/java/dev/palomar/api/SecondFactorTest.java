package dev.palomar.api;

import static dev.palomar.api.World.PASSWORD;
import static dev.palomar.api.World.json;
import static dev.palomar.api.World.refreshCookie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.testing.Authenticator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SecondFactorTest {

    private static final String JUAN = "juan@example.com";

    private World world;
    private ApiServer hub;
    private String uno;
    private String juan;

    @BeforeEach
    void start() {
        world = new World();
        hub = world.hub;
        uno = world.tenant("uno");
        world.person(uno, "ana@example.com", "tenantAdmin");
        juan = world.person(uno, JUAN, "agent");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void once_it_is_on_a_password_alone_lets_nobody_in() {
        Authenticator app = on(JUAN);

        Answered alone = world.login(JUAN);
        assertThat(alone.status()).isEqualTo(401);
        assertThat(alone.problem()).isEqualTo("second-factor-required");
        assertThat(alone.header("Set-Cookie")).isEmpty();
        Answered wrong = login("000000");
        assertThat(wrong.problem()).isEqualTo("invalid-code");
        Answered right = login(app.code(hub.clock.instant()));
        assertThat(right.status()).isEqualTo(200);
        assertThat(right.json().at("/user/secondFactor").asBoolean()).isTrue();
    }

    @Test
    void whether_an_account_has_one_is_told_to_those_alone_who_know_the_password() {
        on(JUAN);

        Answered guessed =
                hub.post("/v1/auth/login", json("email", JUAN, "password", "not the password", "code", "123456"));
        Answered unknown = hub.post(
                "/v1/auth/login",
                json("email", "nobody@example.com", "password", "not the password", "code", "123456"));
        assertThat(guessed.problem()).isEqualTo("invalid-credentials");
        assertThat(withoutId(guessed)).isEqualTo(withoutId(unknown));
    }

    @Test
    void a_code_is_good_for_one_login_even_if_two_present_it_at_once() throws Exception {
        Authenticator app = on(JUAN);
        String code = app.code(hub.clock.instant());

        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Callable<Integer> attempt = () -> login(code).status();
            List<Future<Integer>> answers = both.invokeAll(List.of(attempt, attempt));
            assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(200, 401);
        }
        hub.clock.forward(Duration.ofSeconds(20));
        assertThat(login(code).problem()).isEqualTo("invalid-code");
        hub.clock.forward(Duration.ofSeconds(30));
        assertThat(login(app.code(hub.clock.instant())).status()).isEqualTo(200);
    }

    @Test
    void guessing_codes_with_a_stolen_password_becomes_hopelessly_slow_and_is_in_the_audit_log() {
        Authenticator app = on(JUAN);
        for (int guess = 0; guess < 5; guess++) {
            assertThat(login("00000" + guess).problem()).isEqualTo("invalid-code");
            assertThat(world.login(JUAN).problem())
                    .as("asking without a code does not begin anew")
                    .isIn("second-factor-required", "too-many-logins");
        }
        hub.clock.forward(Duration.ofMinutes(2));
        for (int guess = 0; guess < 20; guess++) {
            login("11111" + guess % 10);
            hub.clock.forward(Duration.ofMinutes(2));
        }
        Answered late = login(app.code(hub.clock.instant()));
        assertThat(late.problem()).isEqualTo("too-many-logins");
        assertThat(Integer.parseInt(late.header("Retry-After"))).isGreaterThan(120);
        assertThat(audited("login.codeFailed")).isPositive();

        hub.clock.forward(Duration.ofHours(1));
        assertThat(login(app.code(hub.clock.instant())).status()).isEqualTo(200);
    }

    @Test
    void a_recovery_code_lets_in_once_with_or_without_its_dashes() {
        String bearer = world.bearer(JUAN);
        Authenticator app = new Authenticator(begin(bearer).at("key"));
        JsonNode codes = confirm(bearer, app.code(hub.clock.instant())).json().get("recoveryCodes");
        assertThat(codes).hasSize(10);
        String first = codes.get(0).asString();

        assertThat(login(first.toUpperCase(java.util.Locale.ROOT).replace("-", " "))
                        .status())
                .isEqualTo(200);
        assertThat(login(first).problem()).isEqualTo("invalid-code");
        assertThat(state(bearer).at("recoveryCodesLeft")).isEqualTo("9");
        assertThat(hub.test.count("SELECT count(*) FROM recovery_code WHERE position('" + first.replace("-", "")
                        + "' in encode(code_hash, 'escape')) > 0"))
                .isZero();
    }

    @Test
    void switching_it_on_asks_for_the_password_and_for_a_code_of_the_new_key() {
        String bearer = world.bearer(JUAN);
        Answered stolen =
                hub.post("/v1/auth/second-factor", json("password", "not the password"), "Authorization", bearer);
        assertThat(stolen.at("field")).isEqualTo("password");
        assertThat(confirm(bearer, "123456").problem()).isEqualTo("wrong-state");
        Answered offer = begin(bearer);
        assertThat(offer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(offer.at("uri")).startsWith("otpauth://totp/Palomar%3Ajuan%40example.com?secret=" + offer.at("key"));
        assertThat(confirm(bearer, "000000").at("field")).isEqualTo("code");
        assertThat(world.login(JUAN).status()).isEqualTo(200);

        hub.clock.forward(Duration.ofMinutes(61));
        String later = world.bearer(JUAN);
        assertThat(confirm(later, new Authenticator(offer.at("key")).code(hub.clock.instant()))
                        .problem())
                .isEqualTo("wrong-state");
    }

    @Test
    void switching_it_on_ends_the_sessions_that_were_opened_without_it() {
        String thief = world.bearer(JUAN);
        Answered mine = world.login(JUAN);
        String bearer = "Bearer " + mine.at("access_token");
        Authenticator app = new Authenticator(begin(bearer).at("key"));
        confirm(bearer, app.code(hub.clock.instant()));

        assertThat(me(thief).status()).isEqualTo(401);
        assertThat(me(bearer).status()).isEqualTo(200);
        assertThat(hub.post("/v1/auth/refresh", "", "Cookie", refreshCookie(mine))
                        .status())
                .isEqualTo(200);
        assertThat(begin(bearer).problem()).isEqualTo("wrong-state");
    }

    @Test
    void switching_it_off_asks_for_the_password_and_a_code() {
        Authenticator app = on(JUAN);
        String bearer = "Bearer " + login(app.code(hub.clock.instant())).at("access_token");
        hub.clock.forward(Duration.ofSeconds(30));

        assertThat(off(bearer, "not the password", app.code(hub.clock.instant()))
                        .at("field"))
                .isEqualTo("password");
        assertThat(off(bearer, PASSWORD, "000000").at("field")).isEqualTo("code");
        assertThat(off(bearer, PASSWORD, app.code(hub.clock.instant())).status())
                .isEqualTo(204);
        assertThat(world.login(JUAN).status()).isEqualTo(200);
        assertThat(hub.test.count("SELECT count(*) FROM recovery_code")).isZero();
    }

    @Test
    void a_link_for_a_new_password_is_not_enough_for_an_account_with_a_second_factor() {
        Authenticator app = on(JUAN);
        String ana = world.bearer("ana@example.com");
        String url = hub.post("/v1/users/" + juan + "/reset-password", "", "Authorization", ana)
                .at("url");
        assertThat(url).startsWith("http://localhost/new-password#token=");
        String token = url.substring(url.indexOf('=') + 1);

        assertThat(accept(token, "").problem()).isEqualTo("second-factor-required");
        assertThat(accept(token, "000000").problem()).isEqualTo("invalid-code");
        assertThat(accept(token, app.code(hub.clock.instant())).status()).isEqualTo(200);
    }

    @Test
    void scripts_send_the_code_along_with_the_password() {
        Authenticator app = on(JUAN);
        String form = "grant_type=password&username=juan%40example.com&password=" + PASSWORD.replace(' ', '+');

        Answered without = token(form);
        assertThat(without.at("error")).isEqualTo("invalid_grant");
        assertThat(without.problem()).isEqualTo("second-factor-required");
        assertThat(token(form + "&code=" + app.code(hub.clock.instant())).status())
                .isEqualTo(200);
    }

    @Test
    void an_administrator_takes_it_away_from_somebody_of_theirs_and_every_session_ends() {
        Authenticator app = on(JUAN);
        String session = "Bearer " + login(app.code(hub.clock.instant())).at("access_token");
        String ana = world.bearer("ana@example.com");
        String dos = world.tenant("dos");
        world.person(dos, "eva@example.com", "tenantAdmin");
        String eva = world.bearer("eva@example.com");

        assertThat(reset(eva).status()).isEqualTo(404);
        assertThat(reset(session).status()).isEqualTo(403);
        assertThat(hub.get("/v1/users/" + juan, "Authorization", ana)
                        .json()
                        .get("secondFactor")
                        .asBoolean())
                .isTrue();
        assertThat(reset(ana).status()).isEqualTo(204);
        assertThat(me(session).status()).isEqualTo(401);
        assertThat(world.login(JUAN).status()).isEqualTo(200);
        assertThat(audited("user.secondFactorReset")).isEqualTo(1);
    }

    @Test
    void a_company_that_requires_it_keeps_people_without_out_until_they_have_one() {
        String ana = world.bearer("ana@example.com");
        assertThat(require(ana).problem()).isEqualTo("wrong-state");
        Authenticator app = on("ana@example.com");
        ana = "Bearer "
                + login("ana@example.com", app.code(hub.clock.instant())).at("access_token");
        assertThat(require(ana).status()).isEqualTo(200);
        hub.clock.forward(Duration.ofSeconds(3));
        String bearer = world.bearer(JUAN);

        Answered out = hub.get("/v1/tenant", "Authorization", bearer);
        assertThat(out.status()).isEqualTo(403);
        assertThat(out.problem()).isEqualTo("second-factor-missing");
        assertThat(hub.get("/v1/users", "Authorization", world.admin, "X-Tenant-Id", uno)
                        .problem())
                .isEqualTo("second-factor-missing");
        assertThat(me(bearer).json().at("/tenants/0/secondFactorRequired").asBoolean())
                .isTrue();
        Authenticator his = new Authenticator(begin(bearer).at("key"));
        confirm(bearer, his.code(hub.clock.instant()));
        assertThat(hub.get("/v1/tenant", "Authorization", bearer).status()).isEqualTo(200);
        assertThat(hub.get("/v1/tenant", "Authorization", ana).status()).isEqualTo(200);
    }

    @Test
    void the_key_is_not_readable_in_the_database() {
        String bearer = world.bearer(JUAN);
        String key = begin(bearer).at("key");

        assertThat(hub.test.count("SELECT count(*) FROM second_factor")).isEqualTo(1);
        assertThat(hub.test.count("SELECT count(*) FROM second_factor WHERE position('" + key
                        + "' in encode(secret, 'escape')) > 0"))
                .isZero();
    }

    @Test
    void a_person_sees_where_they_are_logged_in_and_ends_one_of_these() {
        String other = world.bearer(JUAN);
        Answered list = hub.get("/v1/auth/sessions", "Authorization", other);
        assertThat(list.json().get("data")).hasSize(1);
        hub.clock.forward(Duration.ofSeconds(1));
        String mine = "Bearer "
                + hub.post("/v1/auth/login", json("email", JUAN, "password", PASSWORD), "User-Agent", "Firefox of Juan")
                        .at("access_token");
        JsonNode both =
                hub.get("/v1/auth/sessions", "Authorization", mine).json().get("data");
        assertThat(both).hasSize(2);
        assertThat(both.get(0).get("browser").asString()).isEqualTo("Firefox of Juan");
        assertThat(both.get(0).get("current").asBoolean()).isTrue();

        String id = both.get(1).get("id").asString();
        assertThat(hub.delete("/v1/auth/sessions/" + id, "Authorization", world.admin)
                        .status())
                .as("somebody else's")
                .isEqualTo(404);
        assertThat(hub.delete("/v1/auth/sessions/" + id, "Authorization", mine).status())
                .isEqualTo(204);
        assertThat(me(other).status()).isEqualTo(401);
        assertThat(me(mine).status()).isEqualTo(200);
        assertThat(hub.delete("/v1/auth/sessions/" + id, "Authorization", mine).status())
                .isEqualTo(404);
    }

    @Test
    void a_sessions_browser_is_told_by_its_whole_name_with_the_comma_that_browsers_have_in_it() {
        String chromium =
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        String bearer = "Bearer "
                + hub.post("/v1/auth/login", json("email", JUAN, "password", PASSWORD), "User-Agent", chromium)
                        .at("access_token");
        assertThat(hub.get("/v1/auth/sessions", "Authorization", bearer)
                        .json()
                        .at("/data/0/browser")
                        .asString())
                .isEqualTo(chromium);
    }

    @Test
    void another_site_cannot_log_a_browser_in_with_a_form() {
        assertThat(hub.post("/v1/auth/login", "email=a&password=b", "Content-Type", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(415);
        assertThat(hub.post("/v1/auth/login", json("email", JUAN, "password", PASSWORD), "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
    }

    /// Switches it on and goes on half a minute: the code that did it is used up.
    private Authenticator on(String email) {
        String bearer = world.bearer(email);
        Authenticator app = new Authenticator(begin(bearer).at("key"));
        assertThat(confirm(bearer, app.code(hub.clock.instant())).status()).isEqualTo(200);
        hub.clock.forward(Duration.ofSeconds(30));
        return app;
    }

    private Answered begin(String bearer) {
        return hub.post("/v1/auth/second-factor", json("password", PASSWORD), "Authorization", bearer);
    }

    private Answered confirm(String bearer, String code) {
        return hub.post("/v1/auth/second-factor/confirm", json("code", code), "Authorization", bearer);
    }

    private Answered off(String bearer, String password, String code) {
        return hub.post(
                "/v1/auth/second-factor/disable", json("password", password, "code", code), "Authorization", bearer);
    }

    private Answered state(String bearer) {
        return hub.get("/v1/auth/second-factor", "Authorization", bearer);
    }

    private Answered require(String bearer) {
        return hub.send("PATCH", "/v1/tenant", "{\"secondFactorRequired\":true}", "Authorization", bearer);
    }

    private Answered reset(String bearer) {
        return hub.delete("/v1/users/" + juan + "/second-factor", "Authorization", bearer);
    }

    private Answered accept(String token, String code) {
        return hub.post(
                "/v1/auth/invitation",
                code.isEmpty()
                        ? json("token", token, "password", "staple of another kind")
                        : json("token", token, "password", "staple of another kind", "code", code));
    }

    private Answered token(String form) {
        return hub.post("/v1/auth/token", form, "Content-Type", "application/x-www-form-urlencoded");
    }

    private Answered login(String code) {
        return login(JUAN, code);
    }

    private Answered login(String email, String code) {
        return hub.post("/v1/auth/login", json("email", email, "password", PASSWORD, "code", code));
    }

    private Answered me(String authorization) {
        return hub.get("/v1/auth/me", "Authorization", authorization);
    }

    private long audited(String action) {
        return hub.test.count("SELECT count(*) FROM audit WHERE action = '" + action + "'");
    }

    private static String withoutId(Answered answer) {
        return answer.text().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }
}
