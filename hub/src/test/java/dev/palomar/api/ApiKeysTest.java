package dev.palomar.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ApiKeysTest {

    private World world;
    private ApiServer hub;
    private String uno;
    private String dos;

    @BeforeEach
    void start() {
        world = new World();
        hub = world.hub;
        uno = world.tenant("uno");
        dos = world.tenant("dos");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_key_is_shown_once_and_only_its_hash_is_kept() {
        Answered made = world.keyMade(uno, "users:manage messages:send");
        String key = made.at("key");

        assertThat(key).matches("pal_live_[0-9a-z]{26}_[0-9A-Za-z]{49}").startsWith(made.at("hint") + "_");
        assertThat(made.at("id").substring(4)).isEqualTo(made.at("hint").substring(9));
        Answered list = hub.get("/v1/api-keys", "Authorization", world.admin, "X-Tenant-Id", uno);
        assertThat(list.text()).contains(made.at("id")).doesNotContain(key);
        String secret = key.substring(key.lastIndexOf('_') + 1);
        assertThat(hub.test.count("SELECT count(*) FROM api_key k WHERE k::text LIKE '%" + secret + "%'"))
                .isZero();
        assertThat(hub.test.count("SELECT count(*) FROM audit a WHERE a::text LIKE '%" + secret + "%'"))
                .isZero();
    }

    @Test
    void a_key_works_in_both_headers_but_never_in_the_query() {
        String key = world.key(uno, "users:manage");

        assertThat(users("X-Api-Key", key).status()).isEqualTo(200);
        assertThat(users("Authorization", "Bearer " + key).status()).isEqualTo(200);
        assertThat(users("X-Api-Key", key, "Authorization", "Bearer " + key).status())
                .isEqualTo(200);
        assertThat(users("X-Api-Key", key, "Authorization", world.admin).status())
                .isEqualTo(401);
        assertThat(hub.get("/v1/users?api_key=" + key).status()).isEqualTo(401);
        assertThat(hub.get("/v1/users?x-api-key=" + key).status()).isEqualTo(401);
    }

    @Test
    void a_typing_mistake_is_told_before_the_database_is_asked() {
        String key = world.key(uno, "users:manage");
        char last = key.charAt(40) == 'a' ? 'b' : 'a';
        String typo = key.substring(0, 40) + last + key.substring(41);

        assertThat(users("X-Api-Key", typo).at("detail")).contains("checksum");
        assertThat(users("X-Api-Key", key.substring(0, key.length() - 1)).at("detail"))
                .contains("checksum");
        assertThat(users("X-Api-Key", "").status()).isEqualTo(401);
        assertThat(users("X-Api-Key", "pal_live_x_y").status()).isEqualTo(401);
    }

    @Test
    void a_key_is_for_its_own_tenant_whatever_the_header_says() {
        String key = world.key(uno, "users:manage");

        assertThat(users("X-Api-Key", key, "X-Tenant-Id", uno).status()).isEqualTo(200);
        assertThat(users("X-Api-Key", key, "X-Empresa-Id", uno).status()).isEqualTo(200);
        assertThat(users("X-Api-Key", key, "X-Tenant-Id", dos).problem()).isEqualTo("tenant-mismatch");
        assertThat(users("X-Api-Key", key, "X-Empresa-Id", dos).problem()).isEqualTo("tenant-mismatch");
        assertThat(users("X-Api-Key", key, "X-Tenant-Id", uno, "X-Empresa-Id", dos)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_key_does_what_its_scopes_say_and_nothing_else() {
        Answered refused = users("X-Api-Key", world.key(uno, "messages:send"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("detail")).contains("users:manage");
        assertThat(hub.get("/v1/auth/me", "X-Api-Key", world.key(uno, "users:manage"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_revoked_key_stops_within_two_seconds_and_revoking_twice_is_fine() {
        Answered made = world.keyMade(uno, "users:manage");
        assertThat(users("X-Api-Key", made.at("key")).status()).isEqualTo(200);

        assertThat(revoke(made.at("id"), uno).at("state")).isEqualTo("revoked");
        hub.clock.forward(Duration.ofSeconds(2));
        assertThat(users("X-Api-Key", made.at("key")).status()).isEqualTo(401);
        assertThat(revoke(made.at("id"), uno).status()).isEqualTo(200);
        assertThat(revoke(made.at("id"), dos).status()).isEqualTo(404);
        assertThat(revoke("key_x", uno).status()).isEqualTo(404);
    }

    @Test
    void a_key_expires_on_time() {
        ObjectNode body = Json.object().put("name", "K").put("expiresAt", "2026-11-20T12:01:00.000Z");
        body.withArray("scopes").add("users:manage");
        Answered made = create(body, world.admin);
        assertThat(users("X-Api-Key", made.at("key")).status()).isEqualTo(200);

        hub.clock.forward(Duration.ofMinutes(1));
        assertThat(users("X-Api-Key", made.at("key")).status()).isEqualTo(401);
        assertThat(hub.get("/v1/api-keys", "Authorization", world.admin, "X-Tenant-Id", uno)
                        .at("data/0/state"))
                .isEqualTo("expired");
        assertThat(create(body, world.admin).at("field")).isEqualTo("expiresAt");
    }

    @Test
    void the_last_use_is_noted_once_a_minute() {
        String key = world.key(uno, "keys:manage");
        hub.get("/v1/api-keys", "X-Api-Key", key);
        hub.clock.forward(Duration.ofSeconds(30));
        assertThat(lastUse(key)).isEqualTo("2026-11-20T12:00:00.000Z");
        hub.clock.forward(Duration.ofSeconds(31));
        assertThat(lastUse(key)).isEqualTo("2026-11-20T12:01:01.000Z");
    }

    private String lastUse(String key) {
        return hub.get("/v1/api-keys", "X-Api-Key", key).at("data/0/lastUsedAt");
    }

    @Test
    void nobody_gives_what_they_do_not_have() {
        world.person(uno, "ana@example.com", "tenantAdmin");
        String ana = world.bearer("ana@example.com");
        String key = world.key(uno, "keys:manage users:manage");

        assertThat(create(scopes("tenants:manage"), ana).status()).isEqualTo(403);
        assertThat(create(scopes("messages:send"), ana).status()).isEqualTo(201);
        assertThat(createWith(scopes("messages:send"), key).status()).isEqualTo(403);
        assertThat(createWith(scopes("users:manage"), key).status()).isEqualTo(201);
        assertThat(create(scopes("everything"), ana).at("errors/0/field")).isEqualTo("scopes[0]");
        assertThat(create(Json.object().put("name", "K"), ana).at("field")).isEqualTo("scopes");
    }

    @Test
    void a_key_for_some_devices_gives_no_others() {
        DeviceId mine = world.device(uno);
        DeviceId other = world.device(uno);
        DeviceId foreign = world.device(dos);
        ObjectNode body = scopes("keys:manage", "messages:send");
        body.withArray("deviceIds").add(mine.text());
        String key = create(body, world.admin).at("key");

        assertThat(createWith(devices(mine), key).status()).isEqualTo(201);
        assertThat(createWith(devices(other), key).status()).isEqualTo(403);
        assertThat(createWith(scopes("messages:send"), key).status()).isEqualTo(403);
        assertThat(create(devices(foreign), world.admin).at("field")).isEqualTo("deviceIds");
    }

    @Test
    void each_key_has_the_tenants_requests_a_minute() {
        String one = world.key(uno, "users:manage");
        String other = world.key(uno, "users:manage");
        hub.send("PATCH", "/v1/tenants/" + uno, "{\"limits\":{\"requestsPerMinute\":3}}", "Authorization", world.admin);
        Answered first = users("X-Api-Key", one);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"default\";q=3;w=60");
        assertThat(first.header("RateLimit")).startsWith("\"default\";r=2;t=");
        users("X-Api-Key", one);
        users("X-Api-Key", one);
        Answered last = users("X-Api-Key", one);

        assertThat(last.status()).isEqualTo(429);
        assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 20);
        assertThat(users("X-Api-Key", other).status()).isEqualTo(200);
        hub.clock.forward(Duration.ofSeconds(20));
        assertThat(users("X-Api-Key", one).status()).isEqualTo(200);
    }

    @Test
    void many_keys_of_one_tenant_do_not_lift_its_limit_and_do_not_touch_another_tenant() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            keys.add(world.key(uno, "users:manage"));
        }
        hub.send("PATCH", "/v1/tenants/" + uno, "{\"limits\":{\"requestsPerMinute\":1}}", "Authorization", world.admin);
        for (String key : keys.subList(0, 10)) {
            assertThat(users("X-Api-Key", key).status()).isIn(200, 429);
        }
        Answered refused = users("X-Api-Key", keys.getLast());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit-Policy")).startsWith("\"tenant\";q=10");
        assertThat(users("X-Api-Key", world.key(dos, "users:manage")).status()).isEqualTo(200);
    }

    private Answered users(String... headers) {
        return hub.get("/v1/users", headers);
    }

    private Answered revoke(String id, String tenant) {
        return hub.post("/v1/api-keys/" + id + "/revoke", "", "Authorization", world.admin, "X-Tenant-Id", tenant);
    }

    private Answered create(ObjectNode body, String bearer) {
        return hub.post("/v1/api-keys", body.toString(), "Authorization", bearer, "X-Tenant-Id", uno);
    }

    private Answered createWith(ObjectNode body, String key) {
        return hub.post("/v1/api-keys", body.toString(), "X-Api-Key", key);
    }

    private static ObjectNode scopes(String... scopes) {
        ObjectNode body = Json.object().put("name", "K");
        for (String scope : scopes) {
            body.withArray("scopes").add(scope);
        }
        return body;
    }

    private static ObjectNode devices(DeviceId device) {
        ObjectNode body = scopes("messages:send");
        body.withArray("deviceIds").add(device.text());
        return body;
    }
}
