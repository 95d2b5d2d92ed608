package dev.palomar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.testing.Calm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A queue that was empty when PostgreSQL looked at it last, as it is on most days, and then is long.
class ManyWaitTest {

    private static final int WAITING = 4_000;
    private static final int SENT = 20;

    @Test
    void what_waits_for_one_number_is_not_read_to_send_over_another() throws SQLException {
        try (Office office = new Office();
                Connection owner = office.test.owner();
                Statement sql = owner.createStatement()) {
            office.send(Office.ANA, "hola");
            office.crew.settle();
            sql.execute("VACUUM ANALYZE outbox");
            sql.execute("UPDATE device SET paused = true WHERE id = '" + Office.SUPPORT.value() + "'");
            many(sql);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < SENT; i++) {
                texts.add("mensaje " + i);
                office.queue("+54911555502" + (10 + i), texts.getLast());
            }
            long before = read(office);

            office.crew.settle();

            assertThat(office.whatsapp.texts()).containsAll(texts);
            assertThat(read(office) - before).isLessThan(3 * WAITING);
        }
    }

    /// For a number that is paused, copies of what was sent.
    private static void many(Statement sql) throws SQLException {
        sql.execute("""
                INSERT INTO message (tenant_id, id, device_id, conversation_id, inbound, type, content, preview, sent_at,
                                     recorded_at)
                SELECT tenant_id, uuidv7(), '%s', conversation_id, inbound, type, content, preview, sent_at, recorded_at
                  FROM (SELECT * FROM message LIMIT 1) m, generate_series(1, %d)
                """.formatted(Office.SUPPORT.value(), WAITING));
        sql.execute("""
                INSERT INTO outbox (tenant_id, message_id, device_id, conversation_id, slot, recipient, status, due_at,
                                    expires_at, history)
                SELECT m.tenant_id, m.id, m.device_id, m.conversation_id, o.slot, o.recipient, 'queued', o.due_at,
                       o.expires_at, '[]'
                  FROM message m, (SELECT * FROM outbox LIMIT 1) o WHERE m.device_id = '%s'
                """.formatted(Office.SUPPORT.value()));
    }

    /// How many entries of the queue's index were read so far, once nobody counts any more.
    private static long read(Office office) {
        List<Long> seen = new ArrayList<>(List.of(-1L));
        await().atMost(Calm.PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> {
            seen.add(office.test.count(
                    "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'outbox_due'"));
            return seen.getLast().equals(seen.get(seen.size() - 2));
        });
        return seen.getLast();
    }
}
