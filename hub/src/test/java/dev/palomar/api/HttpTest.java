package dev.palomar.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.resource.HealthRoutes;
import dev.palomar.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpTest {

    private static ApiServer hub;
    private static volatile boolean healthy = true;
    private static final CountDownLatch STREAMED = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        hub = new ApiServer(api -> List.of(
                new HealthRoutes(
                        List.of(new HealthRoutes.Check("database", () -> healthy, "Start it.")), api.meters::scrape),
                own()));
    }

    private static Resource own() {
        return () -> List.of(
                Route.get(
                        "/own/{name}",
                        Access.everybody(),
                        call -> Answer.ok(Json.object().put("name", call.path("name")))),
                Route.post("/own", Access.everybody(), call -> {
                    Fields body = call.fields();
                    String name = body.text("name", 10);
                    Fields inner = body.object("inner");
                    inner.optionalInt("count", 1, 5);
                    body.optionalFlag("flag");
                    body.done();
                    return Answer.created(Json.object().put("name", name));
                }),
                Route.get("/broken", Access.everybody(), _ -> {
                    throw new IllegalStateException("a secret detail");
                }),
                Route.post(
                                "/upload",
                                Access.everybody(),
                                call -> Answer.ok(Json.object()
                                        .put(
                                                "bytes",
                                                call.upload()
                                                        .file()
                                                        .orElseThrow()
                                                        .bytes())
                                        .put(
                                                "name",
                                                call.upload()
                                                        .file()
                                                        .orElseThrow()
                                                        .name()
                                                        .orElse(""))
                                        .put("kind", call.upload().fields().get("kind"))))
                        .upload(5 << 20),
                Route.get(
                        "/events",
                        Access.everybody(),
                        _ -> Answer.events(out -> {
                            out.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
                            out.flush();
                            try {
                                STREAMED.await();
                            } catch (InterruptedException interrupted) {
                                Thread.currentThread().interrupt();
                            }
                            out.write("data: 2\n\n".getBytes(StandardCharsets.UTF_8));
                        })),
                Route.get("/limited", Access.strangers(), _ -> ApiServer.fine()));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void a_request_id_is_taken_over_when_it_is_well_formed_and_made_when_it_is_not() {
        assertThat(hub.get("/healthz", "X-Request-Id", "abc-1.2_3").header("X-Request-Id"))
                .isEqualTo("abc-1.2_3");
        assertThat(hub.get("/healthz", "X-Request-Id", "no blanks").header("X-Request-Id"))
                .matches("[0-9a-f]{32}");
        assertThat(hub.get("/healthz").header("X-Request-Id")).matches("[0-9a-f]{32}");
    }

    @Test
    void every_error_is_a_problem_with_the_request_id() {
        Answered answer = hub.get("/nothing/here", "X-Request-Id", "r1");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.problem()).isEqualTo("not-found");
        assertThat(answer.at("requestId")).isEqualTo("r1");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void a_method_that_the_path_does_not_have_is_405_and_says_which_it_has() {
        Answered answer = hub.delete("/own");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
        assertThat(hub.send("PROPFIND", "/own", "").status()).isEqualTo(405);
    }

    @Test
    void a_defect_is_500_without_its_details() {
        Answered answer = hub.get("/broken");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem()).isEqualTo("defect");
        assertThat(answer.text()).doesNotContain("secret detail").doesNotContain("IllegalState");
    }

    @Test
    void all_faults_of_a_body_are_told_at_once_with_their_paths() {
        Answered answer =
                hub.post("/own", "{\"name\":5,\"inner\":{\"count\":9,\"extra\":1},\"flag\":\"yes\",\"odd\":1}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("invalid-value");
        assertThat(answer.json()
                        .get("errors")
                        .valueStream()
                        .map(e -> e.get("field").asString()))
                .containsExactlyInAnyOrder("name", "inner.count", "flag", "odd", "inner.extra");
    }

    @Test
    void an_unknown_field_is_named() {
        Answered answer = hub.post("/own", "{\"name\":\"Ana\",\"inner\":{\"extra\":1}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("unknown-field");
        assertThat(answer.at("field")).isEqualTo("inner.extra");
    }

    @Test
    void missing_blank_and_unkeepable_texts_are_faults() {
        assertThat(hub.post("/own", "{\"inner\":{}}").at("field")).isEqualTo("name");
        assertThat(hub.post("/own", "{\"name\":\" \",\"inner\":{}}").status()).isEqualTo(422);
        assertThat(hub.post("/own", "{\"name\":\"a\\u0000\",\"inner\":{}}").status())
                .isEqualTo(422);
        assertThat(hub.post("/own", "{\"name\":\"a\\ud800\",\"inner\":{}}").status())
                .isEqualTo(422);
        assertThat(hub.post("/own", "{\"name\":\"a\",\"inner\":{}}").status()).isEqualTo(201);
    }

    @Test
    void what_is_not_json_is_400_and_another_content_type_415() {
        assertThat(hub.post("/own", "{").problem()).isEqualTo("malformed-body");
        assertThat(hub.post("/own", "[]").status()).isEqualTo(400);
        assertThat(hub.post("/own", "{\"name\":\"a\",\"name\":\"b\"}").status()).isEqualTo(400);
        assertThat(hub.post("/own", "{} {}").status()).isEqualTo(400);
        assertThat(hub.post("/own", "").status()).isEqualTo(400);
        assertThat(hub.post("/own", "{}", "Content-Type", "text/plain").status())
                .isEqualTo(415);
        assertThat(hub.post("/own", "{}", "Content-Type", "application/json; charset=utf-8")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_body_over_the_limit_is_413_and_the_sender_can_read_it() {
        Answered answer = hub.post("/own", "x".repeat(10 << 20));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
        assertThat(hub.get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void a_file_arrives_whole_with_the_fields_beside_it() {
        String form = "--b1\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nphoto\r\n"
                + "--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.jpg\"\r\n"
                + "Content-Type: image/jpeg\r\n\r\n" + "\r\n--b".repeat(200_000) + "\r\n--b1--\r\n";

        Answered answer = hub.post("/upload", form, "Content-Type", "multipart/form-data; boundary=b1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("bytes").asLong()).isEqualTo(1_000_000);
        assertThat(answer.at("name")).isEqualTo("a b.jpg");
        assertThat(answer.at("kind")).isEqualTo("photo");
    }

    @Test
    void a_form_that_breaks_off_is_400_and_one_that_is_too_large_413() {
        assertThat(hub.post(
                                "/upload",
                                "--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc",
                                "Content-Type",
                                "multipart/form-data; boundary=b1")
                        .status())
                .isEqualTo(400);
        assertThat(hub.post("/upload", "x".repeat(6 << 20), "Content-Type", "multipart/form-data; boundary=b1")
                        .status())
                .isEqualTo(413);
        assertThat(hub.post("/upload", "{}").status()).isEqualTo(415);
    }

    @Test
    void a_stream_leaves_bit_by_bit() throws Exception {
        try (java.net.Socket socket =
                new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), hub.server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            StringBuilder seen = new StringBuilder();
            byte[] buffer = new byte[4096];
            while (seen.indexOf("data: 1") < 0) {
                int read = socket.getInputStream().read(buffer);
                assertThat(read).isPositive();
                seen.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
            assertThat(seen.toString()).doesNotContain("data: 2");
            STREAMED.countDown();
            while (seen.indexOf("data: 2") < 0) {
                int read = socket.getInputStream().read(buffer);
                assertThat(read).isPositive();
                seen.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void what_is_not_http_gets_a_problem_too() throws Exception {
        try (java.net.Socket socket =
                new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), hub.server.port())) {
            socket.setSoTimeout(5_000);
            String request = "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readNBytes(600), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 4")
                    .contains("application/problem+json")
                    .contains("/problems/");
        }
    }

    @Test
    void strangers_are_limited_per_address_and_told_when_to_come_back() {
        Answered last = hub.get("/limited");
        assertThat(last.header("RateLimit-Policy")).isEqualTo("\"default\";q=120;w=60");
        for (int i = 0; i < 120; i++) {
            last = hub.get("/limited");
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.problem()).isEqualTo("rate-limited");
        assertThat(Long.parseLong(last.header("Retry-After"))).isBetween(1L, 60L);
        assertThat(last.header("RateLimit")).startsWith("\"default\";r=0;t=");

        hub.clock.forward(java.time.Duration.ofMinutes(1));
        assertThat(hub.get("/limited").status()).isEqualTo(200);
    }

    @Test
    void ready_says_what_is_missing() {
        assertThat(hub.get("/readyz").status()).isEqualTo(200);
        healthy = false;
        Answered answer = hub.get("/readyz");
        healthy = true;

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("checks/0/detail")).isEqualTo("Start it.");
        assertThat(hub.get("/metrics").text()).contains("palomar_http_requests_seconds_count");
    }

    @Test
    void paths_are_decoded_and_a_slash_at_the_end_does_not_matter() {
        assertThat(hub.get("/own/a%20b+c/").at("name")).isEqualTo("a b+c");
        assertThat(hub.get("/own/a%2Fb").at("name")).isEqualTo("a/b");
    }
}
