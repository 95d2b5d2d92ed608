package dev.palomar.conversation.search;

import static dev.palomar.testing.Core.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.database.Tx;
import dev.palomar.model.id.MessageId;
import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What is kept of a message besides itself goes with it, whoever deletes it.
class GoneMessageTest {

    private final Words words = new Words();

    private static Words.Ref received(Core core) {
        core.receive("+5491155550301", "wamid.gone", "palabra secretísima");
        return new Words.Ref(
                ANA,
                new MessageId(core.test
                        .database()
                        .worker(tx -> tx.query("SELECT id FROM message")
                                .mapTo(UUID.class)
                                .one())));
    }

    private static int delete(Tx tx) {
        return tx.update("DELETE FROM message").execute();
    }

    private static void untilOneWaitsForTheOther(Core core) {
        await().pollInterval(Duration.ofMillis(10)).atMost(Calm.PATIENCE).until(() -> core.test.count("""
                        SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database =
                               (SELECT oid FROM pg_database WHERE datname = current_database())
                        """) > 0);
    }

    @Test
    void words_that_are_just_being_written_go_with_a_message_that_is_deleted_meanwhile() {
        try (Core core = new Core()) {
            Words.Ref message = received(core);

            CompletableFuture<Integer> deleted = core.test.database().worker(tx -> {
                words.write(tx, List.of(message));
                CompletableFuture<Integer> begun =
                        CompletableFuture.supplyAsync(() -> core.test.database().worker(GoneMessageTest::delete));
                untilOneWaitsForTheOther(core);
                return begun;
            });

            assertThat(deleted.join()).isEqualTo(1);
            assertThat(core.test.count("SELECT count(*) FROM message_words")).isZero();
        }
    }

    @Test
    void no_words_are_written_of_a_message_that_is_just_being_deleted() {
        try (Core core = new Core()) {
            Words.Ref message = received(core);

            CompletableFuture<Boolean> written = core.test.database().worker(tx -> {
                delete(tx);
                CompletableFuture<Boolean> begun =
                        CompletableFuture.supplyAsync(() -> core.test.database().worker(other -> {
                            words.write(other, List.of(message));
                            return true;
                        }));
                untilOneWaitsForTheOther(core);
                return begun;
            });

            written.join();
            assertThat(core.test.count("SELECT count(*) FROM message_words")).isZero();
        }
    }

    @Test
    void how_it_was_sent_goes_with_it_although_a_company_deletes_it() {
        try (Core core = new Core()) {
            Words.Ref message = received(core);
            core.test.database().worker(tx -> {
                words.write(tx, List.of(message));
                tx.update("""
                        INSERT INTO outbox (tenant_id, message_id, device_id, conversation_id, slot, recipient, status,
                                            due_at, expires_at, history)
                        SELECT tenant_id, id, device_id, conversation_id, 1, '{}', 'sent', now(), now(), '[]' FROM message
                        """).execute();
                return tx.update("""
                        INSERT INTO send_attempt (tenant_id, message_id, number, started_at, duration_ms, outcome)
                        SELECT tenant_id, id, 1, now(), 1, 'accepted' FROM message
                        """).execute();
            });

            assertThat(core.test.database().<Integer>tenant(ANA, GoneMessageTest::delete))
                    .isEqualTo(1);

            for (String table : List.of("message", "message_words", "outbox", "send_attempt")) {
                assertThat(core.test.count("SELECT count(*) FROM " + table))
                        .as(table)
                        .isZero();
            }
        }
    }
}
