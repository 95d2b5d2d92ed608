package dev.palomar.api;

import static dev.palomar.api.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.id.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TenantsTest {

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
    void a_tenant_is_made_with_sensible_defaults() {
        Answered made = create("{\"name\":\"Panadería\",\"slug\":\"panaderia\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("locale")).isEqualTo("es-AR");
        assertThat(made.at("timeZone")).isEqualTo("UTC");
        assertThat(made.json().at("/limits/requestsPerMinute").asInt()).isEqualTo(600);
        assertThat(get(made.at("id")).text()).isEqualTo(made.text());
    }

    @Test
    void every_wrong_field_is_told_at_once() {
        Answered wrong = create("""
                {"name":"","slug":"No Slug","locale":"??","timeZone":"Mars/Olympus","colour":"red",
                 "limits":{"requestsPerMinute":0,"messagesPerDay":-1,"devices":"many","planes":1}}
                """);

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json()
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString()))
                .containsExactlyInAnyOrder(
                        "name",
                        "slug",
                        "locale",
                        "timeZone",
                        "limits.requestsPerMinute",
                        "limits.messagesPerDay",
                        "limits.devices",
                        "colour",
                        "limits.planes");
    }

    @Test
    void two_tenants_cannot_have_the_same_slug() {
        world.tenant("uno");
        Answered second = create(json("name", "Two", "slug", "uno"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("conflict");
        String dos = world.tenant("dos");
        assertThat(patch(dos, json("slug", "uno")).status()).isEqualTo(409);
    }

    @Test
    void a_list_is_read_page_by_page_without_gaps() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(world.tenant("t" + i));
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            Answered page = hub.get(
                    "/v1/tenants?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor),
                    "Authorization",
                    world.admin);
            page.json().get("data").forEach(tenant -> read.add(tenant.get("id").asString()));
            JsonNode next = page.json().get("nextCursor");
            cursor = next.isNull() ? "" : next.asString();
        } while (!cursor.isEmpty());

        assertThat(read).isEqualTo(made);
        assertThat(list("?q=T3").json().get("data")).hasSize(1);
        assertThat(list("?limit=0").at("field")).isEqualTo("limit");
        assertThat(list("?limit=201").status()).isEqualTo(422);
        assertThat(list("?cursor=abc").at("field")).isEqualTo("cursor");
        assertThat(list("?colour=red").problem()).isEqualTo("unknown-field");
        assertThat(list("?limit=1&limit=2").status()).isEqualTo(422);
    }

    @Test
    void limits_are_changed_one_by_one_and_null_takes_them_away() {
        String id = world.tenant("uno");
        patch(id, "{\"limits\":{\"requestsPerMinute\":60,\"devices\":3}}");
        Answered changed = patch(id, "{\"limits\":{\"devices\":null},\"name\":\"Uno SA\"}");

        assertThat(changed.json().at("/limits/requestsPerMinute").asInt()).isEqualTo(60);
        assertThat(changed.json().at("/limits/devices").isNull()).isTrue();
        assertThat(changed.at("name")).isEqualTo("Uno SA");
        assertThat(patch(id, "{}").status()).isEqualTo(422);
    }

    @Test
    void a_suspended_tenant_lets_neither_its_people_nor_its_keys_in_until_it_is_resumed() {
        String id = world.tenant("uno");
        world.person(id, "ana@example.com", "tenantAdmin");
        String ana = world.bearer("ana@example.com");
        String key = world.key(id, "users:manage");
        assertThat(hub.get("/v1/users", "X-Api-Key", key).status()).isEqualTo(200);
        patch(id, json("state", "suspended"));

        assertThat(hub.get("/v1/users", "X-Api-Key", key).problem()).isEqualTo("tenant-suspended");
        assertThat(hub.get("/v1/users", "Authorization", ana).problem()).isEqualTo("tenant-suspended");
        assertThat(hub.get("/v1/users", "Authorization", world.admin, "X-Tenant-Id", id)
                        .status())
                .isEqualTo(200);

        patch(id, json("state", "active"));
        assertThat(hub.get("/v1/users", "X-Api-Key", key).status()).isEqualTo(200);
    }

    @Test
    void deleting_asks_for_the_name_and_leaves_nothing_but_the_audit_log() {
        String id = world.tenant("uno");
        String other = world.tenant("dos");
        world.person(id, "ana@example.com", "tenantAdmin");
        world.person(other, "bea@example.com", "agent");
        world.device(id);
        String key = world.key(id, "users:manage");

        assertThat(delete(id, "").problem()).isEqualTo("confirmation-required");
        assertThat(delete(id, "?name=uno").problem()).isEqualTo("confirmation-required");
        assertThat(delete(id, "?name=Company%20uno").status()).isEqualTo(204);

        assertThat(get(id).status()).isEqualTo(404);
        hub.clock.forward(Duration.ofSeconds(3));
        assertThat(hub.get("/v1/users", "X-Api-Key", key).status()).isEqualTo(401);
        assertThat(hub.test.count("SELECT count(*) FROM person WHERE email = 'ana@example.com'"))
                .isZero();
        assertThat(hub.test.count("SELECT count(*) FROM person WHERE email = 'bea@example.com'"))
                .isEqualTo(1);
        assertThat(hub.test.count("SELECT count(*) FROM audit WHERE action = 'tenant.deleted'"))
                .isEqualTo(2);
        assertThat(hub.audit.check(TenantId.read(id).orElseThrow()).broken()).isEmpty();
    }

    @Test
    void only_superadmins_and_keys_with_the_scope_see_tenants() {
        String id = world.tenant("uno");
        world.person(id, "ana@example.com", "tenantAdmin");
        String ana = world.bearer("ana@example.com");

        assertThat(hub.get("/v1/tenants", "Authorization", ana).status()).isEqualTo(403);
        assertThat(hub.get("/v1/tenants/" + id, "Authorization", ana).status()).isEqualTo(403);
        assertThat(hub.get("/v1/tenants", "X-Api-Key", world.key(id, "users:manage"))
                        .status())
                .isEqualTo(403);
        assertThat(hub.get("/v1/tenants", "X-Api-Key", world.key(id, "tenants:manage"))
                        .status())
                .isEqualTo(200);
        assertThat(hub.get("/v1/tenants").status()).isEqualTo(401);
        assertThat(get("ten_00000000000000000000000000").status()).isEqualTo(404);
        assertThat(get("nonsense").status()).isEqualTo(404);
    }

    private Answered create(String body) {
        return hub.post("/v1/tenants", body, "Authorization", world.admin);
    }

    private Answered get(String id) {
        return hub.get("/v1/tenants/" + id, "Authorization", world.admin);
    }

    private Answered list(String query) {
        return hub.get("/v1/tenants" + query, "Authorization", world.admin);
    }

    private Answered patch(String id, String body) {
        return hub.send("PATCH", "/v1/tenants/" + id, body, "Authorization", world.admin);
    }

    private Answered delete(String id, String query) {
        return hub.delete("/v1/tenants/" + id + query, "Authorization", world.admin);
    }
}
