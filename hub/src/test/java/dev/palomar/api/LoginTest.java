package dev.palomar.api;

import static dev.palomar.api.World.PASSWORD;
import static dev.palomar.api.World.json;
import static dev.palomar.api.World.refreshCookie;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.palomar.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginTest {

    private World world;
    private ApiServer hub;

    @BeforeEach
    void start() {
        world = new World();
        hub = world.hub;
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_hub_with_an_administrator_offers_no_setup_and_takes_none() {
        assertThat(hub.logins.offerSetup()).isEmpty();
        Answered again =
                hub.post("/v1/setup", json("token", "x", "email", "b@example.com", "password", PASSWORD, "name", "B"));

        assertThat(again.status()).isEqualTo(410);
        assertThat(hub.test.count("SELECT count(*) FROM person")).isEqualTo(1);
        assertThat(hub.test.count("SELECT count(*) FROM one_time_link")).isZero();
    }

    @Test
    void an_empty_hub_takes_its_own_word_only_and_a_decent_password() {
        try (ApiServer empty = ApiServer.hub()) {
            String first = empty.logins.offerSetup().orElseThrow().reveal();
            String second = empty.logins.offerSetup().orElseThrow().reveal();
            assertThat(second).isNotEqualTo(first);
            assertThat(setUp(empty, "guessed", PASSWORD).status()).isEqualTo(401);
            assertThat(setUp(empty, first, "short").status()).isEqualTo(422);
            assertThat(setUp(empty, first, "Password2026!").at("field")).isEqualTo("password");
            assertThat(setUp(empty, first, "1234567890").status()).isEqualTo(422);
            assertThat(setUp(empty, first, "Contraseña.2026").status()).isEqualTo(422);
            assertThat(setUp(empty, first, PASSWORD).status()).isEqualTo(201);
            assertThat(setUp(empty, second, PASSWORD).status()).isEqualTo(410);
        }
    }

    private static Answered setUp(ApiServer hub, String token, String password) {
        return hub.post(
                "/v1/setup", json("token", token, "email", "a@example.com", "password", password, "name", "Ana"));
    }

    @Test
    void an_unknown_person_and_a_wrong_password_are_answered_alike_and_as_slowly() {
        Answered wrong = login("root@example.com", "not the password");
        Answered unknown = login("nobody@example.com", "not the password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.problem()).isEqualTo("invalid-credentials");
        assertThat(unknown.text().replaceAll("\"requestId\":\"[^\"]*\"", ""))
                .isEqualTo(wrong.text().replaceAll("\"requestId\":\"[^\"]*\"", ""));
        long computing = quickest(() -> hub.passwords.matches(new Secret("not the password"), Optional.empty()));
        for (String email : List.of("root@example.com", "nobody@example.com")) {
            assertThat(quickest(() -> login(email, "not the password"))).isGreaterThan(computing / 2);
        }
        assertThat(login("not an address", "x").problem()).isEqualTo("invalid-credentials");
    }

    private long quickest(Runnable work) {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            hub.clock.forward(Duration.ofMinutes(2));
            long start = System.nanoTime();
            work.run();
            quickest = Math.min(quickest, System.nanoTime() - start);
        }
        return quickest;
    }

    @Test
    void failed_logins_make_the_next_one_wait_longer_each_time() {
        for (int i = 0; i < 5; i++) {
            assertThat(login("root@example.com", "wrong wrong wrong").status()).isEqualTo(401);
        }
        Answered early = login("root@example.com", PASSWORD);
        assertThat(early.status()).isEqualTo(429);
        assertThat(early.problem()).isEqualTo("too-many-logins");
        assertThat(early.header("Retry-After")).isEqualTo("1");

        hub.clock.forward(Duration.ofSeconds(1));
        assertThat(login("root@example.com", "wrong wrong wrong").status()).isEqualTo(401);
        assertThat(login("root@example.com", PASSWORD).header("Retry-After")).isEqualTo("2");

        hub.clock.forward(Duration.ofSeconds(2));
        assertThat(login("ROOT@example.com ", PASSWORD).status()).isEqualTo(200);
        assertThat(login("root@example.com", "wrong wrong wrong").status()).isEqualTo(401);
    }

    @Test
    void the_refresh_token_is_in_a_cookie_that_scripts_cannot_read() {
        assertThat(world.login("root@example.com").header("Set-Cookie"))
                .matches(
                        "palomar_refresh=pal_rt_[\\w-]{43}; Path=/v1/auth; HttpOnly; SameSite=Strict; Max-Age=2592000");
        try (ApiServer https = ApiServer.hub("https://hub.example.com", java.util.Set.of())) {
            World behind = new World(https);
            Answered answer = behind.login("root@example.com");
            assertThat(answer.header("Set-Cookie")).contains("; Secure; ");
            assertThat(answer.header("Strict-Transport-Security")).isNotEmpty();
            assertThat(answer.text()).doesNotContain("pal_rt_");
        }
    }

    @Test
    void a_session_goes_on_with_a_new_cookie_each_time() {
        String first = refreshCookie(world.login("root@example.com"));
        Answered next = hub.post("/v1/auth/refresh", "", "Cookie", first);

        assertThat(next.status()).isEqualTo(200);
        assertThat(refreshCookie(next)).isNotEqualTo(first);
        assertThat(me("Bearer " + next.at("access_token")).at("user/email")).isEqualTo("root@example.com");
        assertThat(hub.post("/v1/auth/refresh", "").status()).isEqualTo(401);
        assertThat(hub.post("/v1/auth/refresh", "", "Cookie", refreshCookie(next), "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_refresh_token_used_twice_ends_every_session_that_came_from_it() {
        String stolen = refreshCookie(world.login("root@example.com"));
        Answered thief = hub.post("/v1/auth/refresh", "", "Cookie", stolen);

        assertThat(hub.post("/v1/auth/refresh", "", "Cookie", stolen).status()).isEqualTo(401);
        assertThat(hub.post("/v1/auth/refresh", "", "Cookie", refreshCookie(thief))
                        .status())
                .isEqualTo(401);
        assertThat(me("Bearer " + thief.at("access_token")).status()).isEqualTo(401);
        assertThat(me(world.admin).status()).isEqualTo(200);
    }

    @Test
    void once_the_next_token_is_used_even_an_instant_repetition_ends_the_session() {
        String stolen = refreshCookie(world.login("root@example.com"));
        String second = refreshCookie(hub.post("/v1/auth/refresh", "", "Cookie", stolen));
        hub.clock.forward(Duration.ofMillis(100));
        String third = refreshCookie(hub.post("/v1/auth/refresh", "", "Cookie", second));

        assertThat(hub.post("/v1/auth/refresh", "", "Cookie", stolen, "Origin", "http://localhost")
                        .status())
                .isEqualTo(401);
        assertThat(hub.post("/v1/auth/refresh", "", "Cookie", third).status()).isEqualTo(401);
    }

    @Test
    void two_tabs_that_renew_at_once_do_not_log_each_other_out() {
        String cookie = refreshCookie(world.login("root@example.com"));
        Answered one = hub.post("/v1/auth/refresh", "", "Cookie", cookie);
        Answered other = hub.post("/v1/auth/refresh", "", "Cookie", cookie, "Origin", "http://localhost");

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("just-refreshed");
        assertThat(hub.post("/v1/auth/refresh", "", "Cookie", refreshCookie(one))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void logging_out_ends_the_session_at_once() {
        Answered login = world.login("root@example.com");
        Answered out = hub.post("/v1/auth/logout", "", "Cookie", refreshCookie(login));

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(me("Bearer " + login.at("access_token")).status()).isEqualTo(401);
        assertThat(hub.post("/v1/auth/refresh", "", "Cookie", refreshCookie(login))
                        .status())
                .isEqualTo(401);
        assertThat(hub.post("/v1/auth/logout", "").status()).isEqualTo(204);
    }

    @Test
    void a_new_password_ends_the_other_sessions_and_keeps_this_one() {
        String mine = world.bearer("root@example.com");
        Answered wrong = hub.post(
                "/v1/auth/password",
                json("currentPassword", "wrong", "newPassword", "staple of another kind"),
                "Authorization",
                mine);
        assertThat(wrong.at("field")).isEqualTo("currentPassword");
        Answered changed = hub.post(
                "/v1/auth/password",
                json("currentPassword", PASSWORD, "newPassword", "staple of another kind"),
                "Authorization",
                mine);

        assertThat(changed.status()).isEqualTo(204);
        assertThat(me(mine).status()).isEqualTo(200);
        assertThat(me(world.admin).status()).isEqualTo(401);
        assertThat(login("root@example.com", PASSWORD).status()).isEqualTo(401);
        assertThat(login("root@example.com", "staple of another kind").status()).isEqualTo(200);
    }

    @Test
    void an_access_token_lives_ten_minutes() {
        hub.clock.forward(Duration.ofSeconds(599));
        assertThat(me(world.admin).status()).isEqualTo(200);
        hub.clock.forward(Duration.ofSeconds(1));
        assertThat(me(world.admin).status()).isEqualTo(401);
    }

    @Test
    void a_token_with_another_algorithm_type_issuer_audience_or_key_is_none() throws Exception {
        JWTClaimsSet good = SignedJWT.parse(world.admin.substring(7)).getJWTClaimsSet();
        byte[] key = ApiServer.KEY.derive("access-token");

        assertThat(me(signed(JWSAlgorithm.HS256, "at+jwt", good, key)).status()).isEqualTo(200);
        assertThat(me("Bearer " + new PlainJWT(good).serialize()).status()).isEqualTo(401);
        assertThat(me(signed(JWSAlgorithm.HS256, "JWT", good, key)).status()).isEqualTo(401);
        assertThat(me(signed(JWSAlgorithm.HS512, "at+jwt", good, java.util.Arrays.copyOf(key, 64)))
                        .status())
                .isEqualTo(401);
        assertThat(me(signed(JWSAlgorithm.HS256, "at+jwt", good, new byte[32])).status())
                .isEqualTo(401);
        assertThat(me(signed(
                                JWSAlgorithm.HS256,
                                "at+jwt",
                                changed(good).audience("another").build(),
                                key))
                        .status())
                .isEqualTo(401);
        assertThat(me(signed(
                                JWSAlgorithm.HS256,
                                "at+jwt",
                                changed(good).issuer("another").build(),
                                key))
                        .status())
                .isEqualTo(401);
        assertThat(me(signed(
                                JWSAlgorithm.HS256,
                                "at+jwt",
                                changed(good).expirationTime(null).build(),
                                key))
                        .status())
                .isEqualTo(401);
        assertThat(me(signed(
                                JWSAlgorithm.HS256,
                                "at+jwt",
                                changed(good)
                                        .expirationTime(Date.from(Instant.EPOCH))
                                        .build(),
                                key))
                        .status())
                .isEqualTo(401);
        assertThat(me("Bearer nonsense").status()).isEqualTo(401);
        assertThat(me("Basic cm9vdDpyb290").status()).isEqualTo(401);
        assertThat(hub.get("/v1/auth/me").header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void credentials_in_the_query_are_never_looked_at() {
        assertThat(hub.get("/v1/auth/me?access_token=" + world.admin.substring(7))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void scripts_get_tokens_the_oauth_way() {
        Answered granted = token("grant_type=password&username=root%40example.com&password=a+horse+of+another+colour"
                + "&scope=all&client_id=x");
        assertThat(granted.status()).isEqualTo(200);
        assertThat(granted.header("Set-Cookie")).isEmpty();
        Answered next = token("grant_type=refresh_token&refresh_token=" + granted.at("refresh_token"));
        assertThat(me("Bearer " + next.at("access_token")).status()).isEqualTo(200);
        Answered reused = token("grant_type=refresh_token&refresh_token=" + granted.at("refresh_token"));
        assertThat(reused.at("error")).isEqualTo("invalid_grant");
        assertThat(me("Bearer " + next.at("access_token")).status()).isEqualTo(401);

        Answered wrong = token("grant_type=password&username=root%40example.com&password=wrong");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.at("error")).isEqualTo("invalid_grant");
        assertThat(token("grant_type=client_credentials").at("error")).isEqualTo("unsupported_grant_type");
        assertThat(token("grant_type=password").at("error")).isEqualTo("invalid_request");
        assertThat(token("grant_type=password&surprise=1").status()).isEqualTo(422);
        assertThat(hub.post("/v1/auth/token", "{}").status()).isEqualTo(415);
    }

    private Answered token(String form) {
        return hub.post("/v1/auth/token", form, "Content-Type", "application/x-www-form-urlencoded");
    }

    private Answered login(String email, String password) {
        return hub.post("/v1/auth/login", json("email", email, "password", password));
    }

    private Answered me(String authorization) {
        return hub.get("/v1/auth/me", "Authorization", authorization);
    }

    private static JWTClaimsSet.Builder changed(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims);
    }

    private static String signed(JWSAlgorithm algorithm, String type, JWTClaimsSet claims, byte[] key)
            throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).build(), claims);
        token.sign(new MACSigner(key));
        return "Bearer " + token.serialize();
    }
}
