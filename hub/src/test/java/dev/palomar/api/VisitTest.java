package dev.palomar.api;

import static dev.palomar.api.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VisitTest {

    /// How old what is known of a company may be.
    private static final Duration KNOWN = Duration.ofSeconds(2);

    private World world;
    private ApiServer hub;
    private String uno;
    private String visitor;

    @BeforeEach
    void start() {
        world = new World();
        hub = world.hub;
        uno = world.tenant("uno");
        world.person(uno, "ana@example.com", "tenantAdmin");
        visitor = world.bearer("root@example.com");
        hub.clock.forward(KNOWN);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_superadmin_says_why_they_come_and_for_how_long() {
        assertThat(tenant().at("/inhabited").asBoolean()).isTrue();
        assertThat(tenant().get("visit").isNull()).isTrue();
        assertThat(enter(uno, "{}").at("field")).isEqualTo("reason");
        assertThat(enter(uno, json("reason", "  ")).status()).isEqualTo(422);
        assertThat(enter(uno, "{\"reason\":\"x\",\"minutes\":481}").at("field")).isEqualTo("minutes");

        Answered visit = enter(uno, json("reason", "Ana asked for help with a webhook"));
        assertThat(visit.status()).isEqualTo(201);
        assertThat(visit.at("endsAt")).isEqualTo("2026-11-20T13:00:02.000Z");
        assertThat(users(visitor).status()).isEqualTo(200);
        assertThat(tenant().get("own").asBoolean()).isFalse();
        assertThat(tenant().at("/visit/reason").asString()).isEqualTo("Ana asked for help with a webhook");
    }

    @Test
    void the_company_reads_in_its_own_audit_log_who_came_when_and_why_and_what_they_did() {
        enter(uno, json("reason", "Ana asked for help"));
        hub.post(
                "/v1/users",
                json("email", "juan@example.com", "name", "Juan", "role", "agent"),
                "Authorization",
                visitor,
                "X-Tenant-Id",
                uno);
        leave(uno);
        String ana = world.bearer("ana@example.com");

        JsonNode lines =
                hub.get("/v1/audit?limit=10", "Authorization", ana).json().get("data");
        JsonNode ended = line(lines, "visit.ended");
        JsonNode added = line(lines, "user.added");
        JsonNode begun = line(lines, "visit.begun");
        assertThat(begun.at("/actor/name").asString()).isEqualTo("Root");
        assertThat(begun.at("/detail/reason").asString()).isEqualTo("Ana asked for help");
        assertThat(begun.at("/detail/until").asString()).isEqualTo("2026-11-20T13:00:02.000Z");
        assertThat(added.at("/actor/name").asString()).isEqualTo("Root");
        assertThat(added.at("/detail/visit")).isEqualTo(begun.at("/target/id"));
        assertThat(ended.at("/target/id")).isEqualTo(begun.at("/target/id"));
        assertThat(hub.post("/v1/audit/check", "", "Authorization", ana)
                        .json()
                        .get("whole")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void it_ends_by_itself_by_leaving_and_with_the_session() {
        enter(uno, "{\"reason\":\"help\",\"minutes\":5}");
        assertThat(tenant().at("/visit/reason").asString()).isEqualTo("help");
        hub.clock.forward(Duration.ofMinutes(5));
        assertThat(tenant().get("visit").isNull()).isTrue();

        enter(uno, json("reason", "again"));
        assertThat(tenant().at("/visit/reason").asString()).isEqualTo("again");
        assertThat(leave(uno).status()).isEqualTo(204);
        assertThat(tenant().get("visit").isNull()).isTrue();
        assertThat(leave(uno).status()).isEqualTo(204);

        enter(uno, json("reason", "once more"));
        assertThat(tenant(world.bearer("root@example.com")).get("visit").isNull())
                .as("another session of the same person")
                .isTrue();
    }

    @Test
    void what_is_done_without_a_visit_is_in_the_companys_log_under_the_superadmins_name() {
        hub.post(
                "/v1/users",
                json("email", "juan@example.com", "name", "Juan", "role", "agent"),
                "Authorization",
                visitor,
                "X-Tenant-Id",
                uno);
        String ana = world.bearer("ana@example.com");

        JsonNode added =
                line(hub.get("/v1/audit?limit=10", "Authorization", ana).json().get("data"), "user.added");
        assertThat(added.at("/actor/name").asString()).isEqualTo("Root");
        assertThat(added.at("/detail/visit").isMissingNode()).isTrue();
    }

    @Test
    void nobody_else_visits_and_only_what_there_is_is_visited() {
        String dos = world.tenant("dos");
        world.person(dos, "eva@example.com", "tenantAdmin");
        hub.clock.forward(KNOWN);
        String ana = world.bearer("ana@example.com");
        Answered forbidden =
                hub.post("/v1/tenants/" + dos + "/visit", json("reason", "curiosity"), "Authorization", ana);
        assertThat(forbidden.status()).isEqualTo(403);

        assertThat(enter("ten_01k9zq4w8rt6m3n5b7c9d1f2g3", json("reason", "help"))
                        .status())
                .isEqualTo(404);
        assertThat(hub.post("/v1/tenants/" + uno + "/visit", json("reason", "help"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whoever_belongs_to_a_company_is_no_visitor() {
        hub.post(
                "/v1/users",
                json("email", "root@example.com", "name", "Root", "role", "tenantAdmin"),
                "Authorization",
                visitor,
                "X-Tenant-Id",
                uno);

        assertThat(tenant().get("own").asBoolean()).isTrue();
    }

    private JsonNode tenant() {
        return tenant(visitor);
    }

    private JsonNode tenant(String bearer) {
        return hub.get("/v1/auth/me", "Authorization", bearer).json().at("/tenants/0");
    }

    private Answered users(String bearer) {
        return hub.get("/v1/users", "Authorization", bearer, "X-Tenant-Id", uno);
    }

    private Answered enter(String tenant, String body) {
        return hub.post("/v1/tenants/" + tenant + "/visit", body, "Authorization", visitor);
    }

    private Answered leave(String tenant) {
        return hub.delete("/v1/tenants/" + tenant + "/visit", "Authorization", visitor);
    }

    /// The newest of that kind.
    private static JsonNode line(JsonNode lines, String action) {
        return lines.valueStream()
                .filter(line -> line.get("action").asString().equals(action))
                .findFirst()
                .orElseThrow();
    }
}
