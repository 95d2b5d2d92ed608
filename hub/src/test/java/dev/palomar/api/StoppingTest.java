package dev.palomar.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Route;
import dev.palomar.testing.Calm;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StoppingTest {

    @Test
    void calls_under_way_are_finished_and_new_ones_turned_away() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ApiServer hub = new ApiServer(_ -> List.of(() -> List.of(
                Route.get("/fine", Access.everybody(), _ -> ApiServer.fine()),
                Route.get("/slow", Access.everybody(), _ -> {
                    arrived.countDown();
                    await(released);
                    return ApiServer.fine();
                }))));
        CompletableFuture<Answered> slow = CompletableFuture.supplyAsync(() -> hub.get("/slow"));
        assertThat(arrived.await(1, TimeUnit.MINUTES)).isTrue();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        hub.server.whenStopping(() -> ended.complete(null));
        Thread stopping = Thread.ofVirtual().start(hub.server::close);
        ended.get(1, TimeUnit.MINUTES);

        Answered refused = hub.get("/fine");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("unavailable");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(hub.server.isStopping()).isTrue();
        assertThat(stopping.isAlive()).isTrue();

        released.countDown();
        assertThat(slow.get(1, TimeUnit.MINUTES).status()).isEqualTo(200);
        stopping.join(60_000);
        assertThat(stopping.isAlive()).isFalse();
        hub.close();
    }

    @Test
    void a_port_that_is_taken_is_told_to_whoever_starts_the_hub() {
        try (ApiServer hub = new ApiServer(_ -> List.of())) {
            assertThatThrownBy(() -> ApiServer.listening(hub.server.port()))
                    .hasMessageContaining("port " + hub.server.port())
                    .hasMessageContaining("PALOMAR_PORT");
        }
    }

    @Test
    void the_access_log_says_who_and_what_but_no_values() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger access = (Logger) LoggerFactory.getLogger("dev.palomar.access");
        access.setLevel(Level.INFO);
        access.addAppender(log);
        try (World world = new World()) {
            String tenant = world.tenant("uno");
            String key = world.key(tenant, "users:manage");
            world.hub.get("/v1/users?q=confidential", "X-Api-Key", key, "X-Request-Id", "r-1");
            world.hub.get("/v1/users/usr_someone", "X-Api-Key", key, "X-Request-Id", "r-2");

            String first = line(log, "r-1");
            assertThat(first)
                    .contains("path=/v1/users ", "method=GET", "status=200", "requestId=r-1", "tenant=" + tenant)
                    .contains("caller=key_")
                    .doesNotContain("confidential")
                    .doesNotContain("pal_live");
            assertThat(line(log, "r-2")).contains("path=/v1/users/{id} ").doesNotContain("someone");
        } finally {
            access.detachAppender(log);
            access.setLevel(null);
        }
    }

    /// Written when the answer has left, so perhaps a moment later than it is read.
    private static String line(ListAppender<ILoggingEvent> log, String requestId) {
        return Awaitility.await()
                .atMost(Calm.PATIENCE)
                .until(
                        () -> List.copyOf(log.list).stream()
                                .map(StoppingTest::told)
                                .filter(told -> told.contains("requestId=" + requestId + " "))
                                .findFirst()
                                .orElse(""),
                        told -> !told.isEmpty());
    }

    private static String told(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .map(pair -> pair.key + "=" + pair.value + " ")
                .collect(Collectors.joining());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
