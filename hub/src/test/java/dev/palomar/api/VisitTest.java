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
    void a_superadmin_enters_a_company_with_people_of_its_own_for_a_reason_only() {
        Answered closed = users(visitor);
        assertThat(closed.status()).isEqualTo(403);
        assertThat(closed.problem()).isEqualTo("visit-required");
        assertThat(closed.at("detail")).contains("/v1/tenants/" + uno + "/visit");
        assertThat(enter(uno, "{}").at("field")).isEqualTo("reason");
        assertThat(enter(uno, json("reason", "  ")).status()).isEqualTo(422);
        assertThat(enter(uno, "{\"reason\":\"x\",\"minutes\":481}").at("field")).isEqualTo("minutes");

        Answered visit = enter(uno, json("reason", "Ana asked for help with a webhook"));
        assertThat(visit.status()).isEqualTo(201);
        assertThat(visit.at("endsAt")).isEqualTo("2026-11-20T13:00:02.000Z");
        assertThat(users(visitor).status()).isEqualTo(200);
        JsonNode tenant = hub.get("/v1/auth/me", "Authorization", visitor).json().at("/tenants/0");
        assertThat(tenant.get("own").asBoolean()).isFalse();
        assertThat(tenant.at("/visit/reason").asString()).isEqualTo("Ana asked for help with a webhook");
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

        JsonNode lines = hub.get("/v1/audit?limit=10", "Authorization", ana).json().get("data");
        JsonNode ended = line(lines, "visit.ended");
        JsonNode added = line(lines, "user.added");
        JsonNode begun = line(lines, "visit.begun");
        assertThat(begun.at("/actor/name").asString()).isEqualTo("Root");
        assertThat(begun.at("/detail/reason").asString()).isEqualTo("Ana asked for help");
        assertThat(begun.at("/detail/until").asString()).isEqualTo("2026-11-20T13:00:02.000Z");
        assertThat(added.at("/actor/name").asString()).isEqualTo("Root");
        assertThat(added.at("/detail/visit")).isEqualTo(begun.at("/target/id"));
        assertThat(ended.at("/target/id")).isEqualTo(begun.at("/target/id"));
        assertThat(hub.post("/v1/audit/check", "", "Authorization", ana).json().get("whole").asBoolean())
                .isTrue();
    }

    @Test
    void it_ends_by_itself_by_leaving_and_with_the_session() {
        enter(uno, "{\"reason\":\"help\",\"minutes\":5}");
        assertThat(users(visitor).status()).isEqualTo(200);
        hub.clock.forward(Duration.ofMinutes(5));
        assertThat(users(visitor).problem()).isEqualTo("visit-required");

        enter(uno, json("reason", "again"));
        assertThat(users(visitor).status()).isEqualTo(200);
        assertThat(leave(uno).status()).isEqualTo(204);
        assertThat(users(visitor).problem()).isEqualTo("visit-required");
        assertThat(leave(uno).status()).isEqualTo(204);

        enter(uno, json("reason", "once more"));
        assertThat(users(world.bearer("root@example.com")).problem())
                .as("another session of the same person")
                .isEqualTo("visit-required");
    }

    @Test
    void nobody_else_visits_and_a_visit_opens_no_other_company() {
        String dos = world.tenant("dos");
        world.person(dos, "eva@example.com", "tenantAdmin");
        hub.clock.forward(KNOWN);
        String ana = world.bearer("ana@example.com");
        Answered forbidden = hub.post(
                "/v1/tenants/" + dos + "/visit", json("reason", "curiosity"), "Authorization", ana);
        assertThat(forbidden.status()).isEqualTo(403);
        enter(uno, json("reason", "help"));

        assertThat(hub.get("/v1/users", "Authorization", visitor, "X-Tenant-Id", dos)
                        .problem())
                .isEqualTo("visit-required");
        assertThat(enter("ten_01k9zq4w8rt6m3n5b7c9d1f2g3", json("reason", "help")).status())
                .isEqualTo(404);
        assertThat(hub.post("/v1/tenants/" + uno + "/visit", json("reason", "help")).status())
                .isEqualTo(401);
    }

    @Test
    void a_company_without_people_and_one_of_ones_own_are_entered_freely() {
        String empty = world.tenant("empty");
        assertThat(hub.get("/v1/users", "Authorization", visitor, "X-Tenant-Id", empty)
                        .status())
                .isEqualTo(200);
        enter(uno, json("reason", "to belong to it"));
        hub.post(
                "/v1/users",
                json("email", "root@example.com", "name", "Root", "role", "tenantAdmin"),
                "Authorization",
                visitor,
                "X-Tenant-Id",
                uno);
        leave(uno);

        assertThat(users(visitor).status()).isEqualTo(200);
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
                .filter(line -> !line.at("/detail/reason").asString().equals("a test"))
                .findFirst()
                .orElseThrow();
    }
}
