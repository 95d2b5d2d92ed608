package dev.palomar.api;

import static dev.palomar.api.World.PASSWORD;
import static dev.palomar.api.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsersTest {

    private World world;
    private ApiServer hub;
    private String uno;
    private String dos;
    private String ana;

    /// Uno with its administrator Ana, and Dos with its administrator Bea.
    @BeforeEach
    void start() {
        world = new World();
        hub = world.hub;
        uno = world.tenant("uno");
        dos = world.tenant("dos");
        world.person(uno, "ana@example.com", "tenantAdmin");
        world.person(dos, "bea@example.com", "tenantAdmin");
        ana = world.bearer("ana@example.com");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void an_invitation_is_good_for_one_use_and_logs_the_person_in() {
        Answered invited = add(json("email", "Juan@Example.com", "name", "Juan", "role", "agent"));
        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.at("state")).isEqualTo("invited");
        assertThat(invited.at("email")).isEqualTo("juan@example.com");
        assertThat(invited.at("invitation/url")).startsWith("http://localhost/invitation#token=");
        assertThat(world.login("juan@example.com").status()).isEqualTo(401);

        String token = token(invited.at("invitation/url"));
        assertThat(accept(token, "password123").status()).isEqualTo(422);
        Answered accepted = accept(token, PASSWORD);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.at("tenants/0/id")).isEqualTo(uno);
        assertThat(accepted.at("user/name")).isEqualTo("Juancito");
        assertThat(accept(token, PASSWORD).status()).isEqualTo(410);
        assertThat(accept("made up", PASSWORD).status()).isEqualTo(410);
        assertThat(get(invited.at("id")).at("state")).isEqualTo("active");
    }

    @Test
    void an_invitation_runs_out_after_a_week() {
        Answered invited = add(json("email", "juan@example.com", "name", "Juan", "role", "agent"));
        hub.clock.forward(Duration.ofDays(7));

        assertThat(accept(token(invited.at("invitation/url")), PASSWORD).status())
                .isEqualTo(410);
    }

    @Test
    void a_link_for_a_new_password_ends_the_old_password_and_all_sessions() {
        String juan = world.person(uno, "juan@example.com", "agent");
        String session = world.bearer("juan@example.com");
        Answered link = hub.post("/v1/users/" + juan + "/reset-password", "", "Authorization", ana);
        assertThat(link.status()).isEqualTo(200);
        assertThat(world.login("juan@example.com").status()).isEqualTo(200);

        assertThat(accept(token(link.at("url")), "staple of another kind").status())
                .isEqualTo(200);
        assertThat(world.login("juan@example.com").status()).isEqualTo(401);
        assertThat(hub.get("/v1/auth/me", "Authorization", session).status()).isEqualTo(401);
    }

    @Test
    void the_last_administrator_can_be_neither_demoted_nor_disabled_nor_removed() {
        String id = idOf("ana@example.com");

        assertThat(change(id, json("role", "agent")).problem()).isEqualTo("wrong-state");
        assertThat(change(id, json("state", "disabled")).status()).isEqualTo(409);
        assertThat(hub.delete("/v1/users/" + id, "Authorization", ana).status()).isEqualTo(409);
        world.person(uno, "second@example.com", "tenantAdmin");
        assertThat(change(id, json("role", "agent")).status()).isEqualTo(200);
    }

    @Test
    void somebody_disabled_or_removed_is_out_at_once() {
        String juan = world.person(uno, "juan@example.com", "agent");
        String kim = world.person(uno, "kim@example.com", "tenantAdmin");
        String kims = world.bearer("kim@example.com");
        assertThat(hub.get("/v1/users", "Authorization", kims).status()).isEqualTo(200);

        change(kim, json("state", "disabled"));
        hub.clock.forward(Duration.ofSeconds(2));
        assertThat(hub.get("/v1/users", "Authorization", kims).status()).isEqualTo(403);
        assertThat(get(kim).at("state")).isEqualTo("disabled");
        change(kim, json("state", "active"));
        hub.clock.forward(Duration.ofSeconds(2));
        assertThat(hub.get("/v1/users", "Authorization", kims).status()).isEqualTo(200);

        assertThat(hub.delete("/v1/users/" + juan, "Authorization", ana).status())
                .isEqualTo(204);
        assertThat(get(juan).status()).isEqualTo(404);
        assertThat(world.login("juan@example.com").status()).isEqualTo(401);
        assertThat(hub.test.count("SELECT count(*) FROM person WHERE email = 'juan@example.com'"))
                .isZero();
    }

    @Test
    void agents_do_not_manage_people() {
        world.person(uno, "juan@example.com", "agent");
        Answered refused = hub.get("/v1/users", "Authorization", world.bearer("juan@example.com"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("detail")).contains("superadmin or tenantAdmin").contains("you are agent");
    }

    @Test
    void people_of_another_tenant_do_not_exist_and_naming_that_tenant_does_not_help() {
        String bea = idOf("bea@example.com");

        assertThat(get(bea).status()).isEqualTo(404);
        assertThat(change(bea, json("role", "agent")).status()).isEqualTo(404);
        assertThat(hub.delete("/v1/users/" + bea, "Authorization", ana).status())
                .isEqualTo(404);
        assertThat(hub.post("/v1/users/" + bea + "/reset-password", "", "Authorization", ana)
                        .status())
                .isEqualTo(404);
        assertThat(hub.get("/v1/users", "Authorization", ana).text()).doesNotContain("bea@");
        for (String header : new String[] {"X-Tenant-Id", "X-Empresa-Id"}) {
            assertThat(hub.get("/v1/users", "Authorization", ana, header, dos).problem())
                    .isEqualTo("tenant-mismatch");
        }
        assertThat(hub.get("/v1/users", "Authorization", ana, "X-Tenant-Id", uno, "X-Empresa-Id", dos)
                        .problem())
                .isEqualTo("tenant-mismatch");
        assertThat(hub.get("/v1/users", "Authorization", ana, "X-Tenant-Id", "nonsense")
                        .problem())
                .isEqualTo("tenant-mismatch");
        assertThat(hub.get("/v1/users?tenantId=" + dos, "Authorization", ana).status())
                .isEqualTo(422);
    }

    @Test
    void a_person_of_two_tenants_says_which_one_is_meant() {
        Answered joined = hub.post(
                "/v1/users",
                json("email", "ana@example.com", "name", "Other name", "role", "agent"),
                "Authorization",
                world.admin,
                "X-Tenant-Id",
                dos);
        assertThat(joined.status()).isEqualTo(201);
        assertThat(joined.json().get("invitation").isNull()).isTrue();
        assertThat(joined.at("name")).isEqualTo("Name of ana@example.com");

        assertThat(hub.get("/v1/users", "Authorization", ana).problem()).isEqualTo("tenant-required");
        assertThat(hub.get("/v1/users", "Authorization", ana, "X-Tenant-Id", uno)
                        .status())
                .isEqualTo(200);
        assertThat(hub.get("/v1/users", "Authorization", ana, "X-Tenant-Id", dos)
                        .status())
                .isEqualTo(403);
        assertThat(hub.get("/v1/auth/me", "Authorization", ana).json().get("tenants"))
                .hasSize(2);
    }

    @Test
    void a_tenants_administrator_cannot_take_over_an_account_that_belongs_elsewhere_too() {
        Answered grabbed = add(json("email", "bea@example.com", "name", "Bea", "role", "agent"));
        assertThat(grabbed.status()).isEqualTo(409);
        hub.post(
                "/v1/users",
                json("email", "bea@example.com", "name", "Bea", "role", "agent"),
                "Authorization",
                world.admin,
                "X-Tenant-Id",
                uno);
        String bea = idOf("bea@example.com");

        assertThat(hub.post("/v1/users/" + bea + "/reset-password", "", "Authorization", ana)
                        .status())
                .isEqualTo(409);
        assertThat(change(bea, json("name", "Renamed")).status()).isEqualTo(409);
        assertThat(change(bea, json("role", "tenantAdmin")).status()).isEqualTo(200);
        assertThat(hub.delete("/v1/users/" + bea, "Authorization", ana).status())
                .isEqualTo(204);
        assertThat(world.login("bea@example.com").status()).isEqualTo(200);
    }

    @Test
    void only_a_superadmin_makes_and_touches_superadmins_and_the_last_one_stays() {
        assertThat(add(json("email", "su@example.com", "name", "Su", "role", "superadmin"))
                        .status())
                .isEqualTo(403);
        String su = world.person(uno, "su@example.com", "superadmin");
        assertThat(get(su).at("role")).isEqualTo("superadmin");
        assertThat(change(su, json("role", "agent")).status()).isEqualTo(403);
        assertThat(hub.post("/v1/users/" + su + "/reset-password", "", "Authorization", ana)
                        .status())
                .isEqualTo(403);
        assertThat(hub.get("/v1/tenants", "Authorization", world.bearer("su@example.com"))
                        .status())
                .isEqualTo(200);
        assertThat(hub.get("/v1/users", "X-Api-Key", world.key(uno, "users:manage"))
                        .status())
                .isEqualTo(200);
        assertThat(hub.send(
                                "PATCH",
                                "/v1/users/" + su,
                                json("role", "agent"),
                                "X-Api-Key",
                                world.key(uno, "users:manage"))
                        .status())
                .isEqualTo(403);
        assertThat(hub.send(
                                "PATCH",
                                "/v1/users/" + su,
                                json("role", "agent"),
                                "Authorization",
                                world.admin,
                                "X-Tenant-Id",
                                uno)
                        .at("role"))
                .isEqualTo("agent");
    }

    @Test
    void the_same_person_is_added_once_and_bad_input_is_named() {
        assertThat(add(json("email", "ana@example.com", "name", "Ana", "role", "agent"))
                        .status())
                .isEqualTo(409);
        Answered wrong = add("{\"email\":\"no\",\"name\":\"\",\"role\":\"king\",\"password\":7,\"x\":1}");
        assertThat(wrong.json()
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString()))
                .containsExactlyInAnyOrder("email", "name", "role", "password", "x");
        assertThat(add(json("email", "q@example.com", "name", "Q", "role", "agent", "password", "qwertyuiop1"))
                        .at("field"))
                .isEqualTo("password");
        assertThat(hub.get("/v1/users?q=ANA&limit=1", "Authorization", ana)
                        .json()
                        .get("data"))
                .hasSize(1);
    }

    private Answered add(String body) {
        return hub.post("/v1/users", body, "Authorization", ana);
    }

    private Answered get(String id) {
        return hub.get("/v1/users/" + id, "Authorization", ana);
    }

    private Answered change(String id, String body) {
        return hub.send("PATCH", "/v1/users/" + id, body, "Authorization", ana);
    }

    private Answered accept(String token, String password) {
        return hub.post("/v1/auth/invitation", json("token", token, "password", password, "name", "Juancito"));
    }

    private String idOf(String email) {
        for (String tenant : new String[] {uno, dos}) {
            Answered found = hub.get(
                    "/v1/users?q=" + email.replace("@", "%40"), "Authorization", world.admin, "X-Tenant-Id", tenant);
            if (!found.json().get("data").isEmpty()) {
                return found.at("data/0/id");
            }
        }
        throw new AssertionError("nobody has " + email);
    }

    private static String token(String url) {
        return url.substring(url.indexOf("#token=") + 7);
    }
}
