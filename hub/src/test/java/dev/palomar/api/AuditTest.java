package dev.palomar.api;

import static dev.palomar.api.World.PASSWORD;
import static dev.palomar.api.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditTest {

    private World world;
    private ApiServer hub;
    private String uno;
    private TenantId tenant;

    @BeforeEach
    void start() {
        world = new World();
        hub = world.hub;
        uno = world.tenant("uno");
        tenant = TenantId.read(uno).orElseThrow();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void what_is_done_is_in_the_log_of_the_tenant_with_who_and_from_where() {
        world.person(uno, "ana@example.com", "tenantAdmin");
        String ana = world.bearer("ana@example.com");
        hub.post("/v1/auth/login", json("email", "ana@example.com", "password", "wrong wrong wrong"));
        Answered key = hub.post(
                "/v1/api-keys",
                "{\"name\":\"CRM\",\"scopes\":[\"messages:send\"]}",
                "Authorization",
                ana,
                "X-Request-Id",
                "r-7");
        Answered log = hub.get("/v1/audit", "Authorization", ana);

        assertThat(log.json()
                        .get("data")
                        .valueStream()
                        .map(line -> line.get("action").asString()))
                .containsExactly("apiKey.created", "login.failed", "login.succeeded", "user.added", "tenant.created");
        JsonNode newest = log.json().at("/data/0");
        assertThat(newest.at("/actor/kind").asString()).isEqualTo("user");
        assertThat(newest.at("/actor/name").asString()).isEqualTo("Name of ana@example.com");
        assertThat(newest.at("/target/id").asString()).isEqualTo(key.at("id"));
        assertThat(newest.at("/target/name").asString()).isEqualTo("CRM");
        assertThat(log.json().at("/data/3/target/name").asString()).isEqualTo("Name of ana@example.com");
        assertThat(newest.at("/address").asString()).isEqualTo("127.0.0.1");
        assertThat(newest.at("/requestId").asString()).isEqualTo("r-7");
        assertThat(log.text()).doesNotContain(PASSWORD).doesNotContain(key.at("key"));
    }

    @Test
    void the_log_is_filtered_and_read_page_by_page() {
        for (int i = 0; i < 5; i++) {
            world.key(uno, "messages:send");
        }
        String query = "/v1/audit?action=apiKey.created&limit=3";
        Answered page = log(query);
        Answered rest = log(query + "&cursor=" + page.at("nextCursor"));

        assertThat(page.json().get("data")).hasSize(3);
        assertThat(rest.json().get("data")).hasSize(2);
        assertThat(rest.json().get("nextCursor").isNull()).isTrue();
        assertThat(log("/v1/audit?since=2026-11-20T12:00:01Z").json().get("data"))
                .isEmpty();
        assertThat(log("/v1/audit?since=yesterday").at("field")).isEqualTo("since");
        assertThat(log("/v1/audit?actorId=nobody").json().get("data")).isEmpty();
    }

    @Test
    void lines_written_at_once_make_one_chain() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> hub.audit.record(tenant, Author.SYSTEM, Deed.of("test.done")));
            }
        }

        assertThat(hub.test.count("SELECT max(number) FROM audit WHERE tenant_id = '" + tenant.value() + "'"))
                .isEqualTo(51);
        assertThat(hub.audit.check(tenant).broken()).isEmpty();
        assertThat(hub.audit.check(Audit.PLATFORM).broken()).isEmpty();
    }

    @Test
    void a_log_that_nobody_touched_is_whole_and_names_its_newest_line() {
        world.key(uno, "messages:send");
        Answered check = check();

        assertThat(check.at("whole")).isEqualTo("true");
        assertThat(check.json().get("broken").isNull()).isTrue();
        assertThat(check.json().at("/newest/hash").asString())
                .isEqualTo(log("/v1/audit?limit=1").json().at("/data/0/hash").asString());
    }

    @Test
    void a_line_that_was_changed_or_taken_out_by_hand_shows() throws SQLException {
        for (int i = 0; i < 4; i++) {
            world.key(uno, "messages:send");
        }
        byHand("UPDATE audit SET actor_name = 'Somebody else' WHERE number = 3 AND tenant_id = '" + tenant.value()
                + "'");
        Answered changed = check();
        assertThat(changed.at("whole")).isEqualTo("false");
        assertThat(changed.json().at("/broken/number").asInt()).isEqualTo(3);
        assertThat(changed.json().at("/broken/why").asString()).isEqualTo("changed");
        assertThat(changed.json().at("/newest/number").asInt()).isEqualTo(2);
        byHand("DELETE FROM audit WHERE number = 2 AND tenant_id = '" + tenant.value() + "'");
        Answered cut = check();
        assertThat(cut.json().at("/lines").asInt()).isEqualTo(1);
        assertThat(cut.json().at("/broken/number").asInt()).isEqualTo(2);
        assertThat(cut.json().at("/broken/why").asString()).isEqualTo("missing");
    }

    @Test
    void agents_and_other_tenants_do_not_read_it() {
        String dos = world.tenant("dos");
        world.person(uno, "juan@example.com", "agent");

        assertThat(hub.get("/v1/audit", "Authorization", world.bearer("juan@example.com"))
                        .status())
                .isEqualTo(403);
        assertThat(hub.get("/v1/audit", "X-Api-Key", world.key(dos, "audit:read"))
                        .text())
                .doesNotContain("juan");
        assertThat(hub.get("/v1/audit", "X-Api-Key", world.key(dos, "audit:read"), "X-Tenant-Id", uno)
                        .status())
                .isEqualTo(403);
    }

    private Answered check() {
        return hub.post("/v1/audit/check", "", "Authorization", world.admin, "X-Tenant-Id", uno);
    }

    private Answered log(String path) {
        return hub.get(path, "Authorization", world.admin, "X-Tenant-Id", uno);
    }

    private void byHand(String sql) throws SQLException {
        try (Connection connection = hub.test.owner();
                Statement statement = connection.createStatement()) {
            for (String step : List.of("SET session_replication_role = replica", sql)) {
                statement.execute(step);
            }
        }
    }
}
