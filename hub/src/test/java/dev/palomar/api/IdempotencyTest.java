package dev.palomar.api;

import static dev.palomar.api.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Payload;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.limit.Idempotency;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

    private static final String BODY = "{\"name\":\"CRM\",\"scopes\":[\"messages:send\"]}";

    private World world;
    private ApiServer hub;
    private String uno;
    private String key;

    @BeforeEach
    void start() {
        world = new World();
        hub = world.hub;
        uno = world.tenant("uno");
        key = world.key(uno, "keys:manage messages:send");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void the_same_request_again_gets_the_first_answer_and_does_nothing() {
        Answered first = create("k1", BODY);
        Answered again = create("k1", BODY);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void a_path_written_in_another_way_is_the_same_request() {
        Answered first = create("k1", BODY);
        Answered again = hub.post("/v1/api-keys/", BODY, "X-Api-Key", key, "Idempotency-Key", "k1");

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void another_body_with_the_same_key_is_409_and_another_caller_is_somebody_else() {
        create("k1", BODY);

        assertThat(create("k1", BODY.replace("CRM", "ERP")).problem()).isEqualTo("idempotency-mismatch");
        Answered other = hub.post(
                "/v1/api-keys",
                BODY.replace("CRM", "ERP"),
                "X-Api-Key",
                world.key(uno, "keys:manage messages:send"),
                "Idempotency-Key",
                "k1");
        assertThat(other.status()).isEqualTo(201);
    }

    @Test
    void twenty_at_once_do_it_once_and_all_get_the_same_answer() throws Exception {
        List<Future<Answered>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                calls.add(threads.submit(this::createPatiently));
            }
        }
        String id = calls.getFirst().get().at("id");
        for (Future<Answered> call : calls) {
            assertThat(call.get().at("id")).isEqualTo(id);
        }
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void a_refusal_did_nothing_and_leaves_the_key_free() {
        assertThat(create("k1", "{\"name\":\"\"}").status()).isEqualTo(422);
        assertThat(create("k1", BODY).status()).isEqualTo(201);
        assertThat(create("", BODY).at("field")).isEqualTo("Idempotency-Key");
        assertThat(create("x".repeat(256), BODY).status()).isEqualTo(422);
    }

    @Test
    void after_a_day_the_key_is_new_again() {
        create("k1", BODY);
        hub.clock.forward(Duration.ofHours(24));

        assertThat(create("k1", BODY.replace("CRM", "ERP")).status()).isEqualTo(201);
        hub.idempotency.tidy();
        assertThat(hub.test.count("SELECT count(*) FROM idempotency")).isEqualTo(1);
    }

    @Test
    void a_request_whose_hub_died_in_the_middle_can_be_repeated_after_a_minute() {
        Idempotency.Request request = request("k9");
        var fresh = (Idempotency.Found.Fresh) hub.idempotency.begin(request);
        assertThat(hub.idempotency.begin(request)).isInstanceOf(Idempotency.Found.UnderWay.class);

        hub.clock.forward(Duration.ofMinutes(1));
        var second = (Idempotency.Found.Fresh) hub.idempotency.begin(request);
        hub.idempotency.finish(second.ticket(), new Idempotency.Answer(201, "application/json", "{}"));

        boolean late = hub.test
                .database()
                .tenant(
                        request.tenant(),
                        tx -> hub.idempotency.finish(
                                tx,
                                fresh.ticket(),
                                new Idempotency.Answer(201, "application/json", "{\"late\":true}")));
        assertThat(late).isFalse();
        assertThat(((Idempotency.Found.Done) hub.idempotency.begin(request))
                        .answer()
                        .body())
                .isEqualTo("{}");
    }

    @Test
    void an_answer_kept_in_the_handlers_transaction_goes_with_it() {
        Idempotency.Request request = request("k8");
        var fresh = (Idempotency.Found.Fresh) hub.idempotency.begin(request);
        try {
            hub.test.database().tenant(request.tenant(), tx -> {
                hub.idempotency.finish(tx, fresh.ticket(), new Idempotency.Answer(202, "application/json", "{}"));
                throw new IllegalStateException("the work failed");
            });
        } catch (IllegalStateException expected) {
            hub.idempotency.giveBack(fresh.ticket());
        }

        assertThat(hub.idempotency.begin(request)).isInstanceOf(Idempotency.Found.Fresh.class);
    }

    @Test
    void what_is_kept_cannot_be_read_in_the_database() {
        String secret = create("k1", BODY).at("key");

        assertThat(hub.test.count("SELECT count(*) FROM idempotency WHERE response IS NOT NULL"))
                .isEqualTo(1);
        assertThat(hub.test.count(
                        "SELECT count(*) FROM idempotency WHERE position('" + secret + "'::bytea IN response) > 0"))
                .isZero();
    }

    @Test
    void creating_a_tenant_twice_by_accident_makes_one() {
        String body = json("name", "Dos", "slug", "dos");
        Answered first = hub.post("/v1/tenants", body, "Authorization", world.admin, "Idempotency-Key", "t");
        Answered again = hub.post("/v1/tenants", body, "Authorization", world.admin, "Idempotency-Key", "t");

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(first.status()).isEqualTo(201);
    }

    /// As a caller does who is told that the first request is still running.
    private Answered createPatiently() {
        Answered answer = create("k1", BODY);
        while (answer.status() == 409 && answer.problem().equals("idempotency-in-progress")) {
            answer = create("k1", BODY);
        }
        return answer;
    }

    private Answered create(String idempotencyKey, String body) {
        return hub.post("/v1/api-keys", body, "X-Api-Key", key, "Idempotency-Key", idempotencyKey);
    }

    private long made() {
        return hub.test.count("SELECT count(*) FROM api_key WHERE name = 'CRM'");
    }

    private Idempotency.Request request(String name) {
        return new Idempotency.Request(
                TenantId.read(uno).orElseThrow(), "key_x", name, Payload.of("hash".getBytes(StandardCharsets.UTF_8)));
    }
}
