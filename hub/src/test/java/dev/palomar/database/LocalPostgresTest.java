package dev.palomar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.palomar.testing.Calm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    private static final Path HOME = Path.of("target", "test-postgresql-killed");

    private static long answer(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long serversPid() throws IOException {
        return Long.parseLong(Files.readAllLines(HOME.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
    }

    @Test
    void a_server_that_is_killed_is_started_again_at_the_same_address_with_what_was_committed() throws Exception {
        try (LocalPostgres server = LocalPostgres.start(HOME, new Random(7))) {
            DatabaseAddress address = server.address();
            try (Connection connection =
                            DriverManager.getConnection(address.url(), address.user(), address.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS kept");
                statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
            }
            for (int time = 0; time < 2; time++) {
                long pid = serversPid();
                assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly())
                        .isTrue();

                await().atMost(Calm.PATIENCE)
                        .ignoreExceptions()
                        .until(() -> serversPid() != pid && answer(address, "SELECT answer FROM kept") == 42);
            }
        }
        assertThat(HOME.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void a_copy_made_while_it_works_has_everything_that_was_committed_before_it_was_made(@TempDir Path copy)
            throws Exception {
        AtomicLong written = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        try (LocalPostgres server = LocalPostgres.start(HOME, new Random(7))) {
            DatabaseAddress address = server.address();
            try (Connection connection =
                            DriverManager.getConnection(address.url(), address.user(), address.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS grows");
                statement.execute("CREATE TABLE grows (number bigint PRIMARY KEY)");
                Thread writer = Thread.ofVirtual().start(() -> {
                    while (!enough.get()) {
                        try {
                            statement.execute("INSERT INTO grows VALUES (" + (written.get() + 1) + ")");
                            written.incrementAndGet();
                        } catch (SQLException failure) {
                            throw new IllegalStateException(failure);
                        }
                    }
                });
                await().atMost(Calm.PATIENCE).until(() -> written.get() > 100);
                new HotBackup(HOME).into(copy);
                enough.set(true);
                writer.join();
            }
        }
        long before = written.get();

        try (LocalPostgres restored = LocalPostgres.start(copy, new Random(8))) {
            long there = answer(restored.address(), "SELECT count(*) FROM grows");
            assertThat(there).isGreaterThan(100).isLessThanOrEqualTo(before);
            assertThat(answer(restored.address(), "SELECT max(number) FROM grows"))
                    .as("without a gap")
                    .isEqualTo(there);
        }
    }

    @Test
    void a_copy_of_a_server_that_does_not_run_is_refused_with_the_reason() {
        assertThatThrownBy(() -> new HotBackup(Path.of("target", "nothing")).into(Path.of("target", "nowhere")))
                .hasMessageContaining("no database server runs in target/nothing");
    }
}
