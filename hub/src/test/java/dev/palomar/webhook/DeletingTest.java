package dev.palomar.webhook;

import static dev.palomar.testing.Core.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import dev.palomar.testing.Receiver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Taking an endpoint away while others are at work for it.
class DeletingTest {

    @Test
    void an_endpoint_is_deleted_although_a_replay_holds_on_to_it_just_then() throws SQLException {
        try (Core core = new Core();
                Receiver receiver = new Receiver();
                Connection replays = core.test.owner();
                Statement work = replays.createStatement()) {
            Endpoint endpoint = core.endpoint(receiver, "message.received");
            work.execute("""
                    INSERT INTO replay (tenant_id, id, endpoint_id, since, until, only_failed, state, position, created_at)
                    SELECT tenant_id, uuidv7(), id, now(), now(), false, 'done', uuidv7(), now() FROM endpoint
                    """);
            replays.setAutoCommit(false);
            // The deletion looks for a ring after a second and gives way; the replay does not look.
            work.execute("SET deadlock_timeout = '1min'");
            work.execute("SELECT FROM replay FOR UPDATE");

            CompletableFuture<Void> deleted =
                    CompletableFuture.runAsync(() -> core.courier.webhooks().delete(ANA, endpoint.id()));
            await().pollInterval(Duration.ofMillis(10)).atMost(Calm.PATIENCE).until(() -> isWaitedFor(work));
            work.execute("SELECT FROM endpoint FOR KEY SHARE");
            replays.commit();

            deleted.join();
            assertThat(core.test.count("SELECT count(*) FROM endpoint")).isZero();
            assertThat(core.test.count("SELECT count(*) FROM replay")).isZero();
        }
    }

    private static boolean isWaitedFor(Statement work) throws SQLException {
        try (ResultSet waiting = work.executeQuery(
                "SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")) {
            return waiting.next();
        }
    }
}
