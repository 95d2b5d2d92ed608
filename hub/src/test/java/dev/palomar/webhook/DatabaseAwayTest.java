package dev.palomar.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import dev.palomar.testing.Receiver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The receiver is away, and so is the database, just then.
class DatabaseAwayTest {

    private static final String WRITERS = """
              FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO parked%'
            """;

    private final Core core = new Core();
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
        core.close();
    }

    @Test
    void what_waits_keeps_its_order_when_the_database_breaks_off_while_it_is_written_down() throws SQLException {
        core.endpoint(receiver, "message.received");
        AtomicBoolean away = new AtomicBoolean(true);
        receiver.answers(_ -> away.get() ? 500 : 200);
        try (Connection holder = core.test.owner();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE parked IN ACCESS EXCLUSIVE MODE");
            core.receive("+5491155550100", "wamid.1", "uno");
            until(() -> assertThat(writers()).isEqualTo(1));
            core.receive("+5491155550100", "wamid.2", "dos");
            away.set(false);
            assertThat(core.test.count("SELECT count(pg_terminate_backend(pid))" + WRITERS))
                    .isEqualTo(1);
            until(() -> assertThat(writers()).isEqualTo(1));
            holder.rollback();
        }
        core.clock.advance(Duration.ofSeconds(6));

        until(() -> assertThat(receiver.taken().stream()
                        .map(got -> got.json().at("/normalized/text/body").asString()))
                .containsExactly("uno", "dos"));
    }

    private long writers() {
        return core.test.count("SELECT count(*)" + WRITERS);
    }

    private static void until(org.awaitility.core.ThrowingRunnable seen) {
        await().pollInterval(Duration.ofMillis(20)).atMost(Calm.PATIENCE).untilAsserted(seen);
    }
}
