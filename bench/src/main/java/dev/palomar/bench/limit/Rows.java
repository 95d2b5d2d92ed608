package dev.palomar.bench.limit;

import dev.palomar.bench.place.HubProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// PostgreSQL alone: the rows that the hub writes for one inbound message (message, event, attempt, words
/// for searching, the conversation moved on), copied from real ones inside the server, in batches, each
/// with its commit on disk. Nothing is sent to it and nothing is asked of it besides, so this is more than
/// any program can reach.
public final class Rows {

    private static final int WRITERS = 2;

    private Rows() {}

    /// Messages per second. The hub's database must have seen a run, so that there is something to copy.
    public static double perSecond(HubProcess hub, int batch, Duration time)
            throws IOException, SQLException, InterruptedException {
        HubProcess.Database database = hub.databaseAddress();
        try (BenchSchema _ = BenchSchema.make(database, samples(batch));
                ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            copyConversations(database);
            long end = System.nanoTime() + time.toNanos();
            List<Future<Long>> counts = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int half = writer;
                counts.add(writers.submit(() -> write(database, batch, half, end)));
            }
            long written = 0;
            for (Future<Long> count : counts) {
                written += count.get();
            }
            return written * 1e9 / time.toNanos();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    /// The tables, empty, and beside each some rows to copy from.
    private static List<String> samples(int batch) {
        List<String> statements = new ArrayList<>();
        for (String table : List.of("message", "event", "attempt", "message_words", "conversation")) {
            statements.add("CREATE TABLE bench.%1$s (LIKE public.%1$s INCLUDING ALL)".formatted(table));
            statements.add("CREATE TABLE bench.sample_%1$s AS SELECT * FROM public.%1$s LIMIT %2$d"
                    .formatted(table, table.equals("conversation") ? 500 : batch));
        }
        return statements;
    }

    private static void copyConversations(HubProcess.Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO bench.conversation (%1$s) SELECT %1$s FROM bench.sample_conversation"
                    .formatted(columns(statement)));
        }
    }

    /// Those that are not made of others.
    private static String columns(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT string_agg(attname, ', ') FROM pg_attribute
                 WHERE attrelid = 'bench.conversation'::regclass AND attnum > 0 AND NOT attisdropped
                   AND attgenerated = ''
                """)) {
            row.next();
            return row.getString(1);
        }
    }

    private static long write(HubProcess.Database database, int batch, int half, long end) throws SQLException {
        long written = 0;
        try (Connection connection = database.connect();
                PreparedStatement message = connection.prepareStatement("""
                        INSERT INTO bench.message (tenant_id, id, device_id, conversation_id, inbound, wire_id, type,
                                                   content, preview, sent_at, recorded_at)
                        SELECT tenant_id, uuidv7(), device_id, conversation_id, inbound,
                               wire_id || gen_random_uuid(), type, content, preview, sent_at, now()
                          FROM bench.sample_message
                        """);
                PreparedStatement event = connection.prepareStatement("""
                        INSERT INTO bench.event (tenant_id, id, slot, seq, recorded_at, type, lane, device_id,
                                                 conversation_id, message_id, sequence, backfilled, normalized, raw)
                        SELECT tenant_id, uuidv7(), slot, (random() * 1e15)::bigint, now(), type, lane, device_id,
                               conversation_id, message_id, sequence, backfilled, normalized, raw
                          FROM bench.sample_event
                        """);
                PreparedStatement attempt = connection.prepareStatement("""
                        INSERT INTO bench.attempt (tenant_id, endpoint_id, event_id, number, started_at, duration_ms,
                                                   outcome, event_type, conversation_id, url, request_headers, status,
                                                   response_headers, response_body)
                        SELECT tenant_id, endpoint_id, uuidv7(), number, now(), duration_ms, outcome, event_type,
                               conversation_id, url, request_headers, status, response_headers, response_body
                          FROM bench.sample_attempt
                        """);
                PreparedStatement words = connection.prepareStatement("""
                        INSERT INTO bench.message_words (tenant_id, message_id, words)
                        SELECT tenant_id, uuidv7(), words FROM bench.sample_message_words
                        """);
                PreparedStatement move = connection.prepareStatement("""
                        UPDATE bench.conversation SET sequence = sequence + 1, unread = unread + 1,
                                                      last_message_at = now(), last_inbound_at = now()
                         WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM bench.sample_conversation
                                                    WHERE slot %% 2 = %d ORDER BY random() LIMIT %d)
                        """.formatted(half, batch))) {
            connection.setAutoCommit(false);
            while (System.nanoTime() < end) {
                message.executeUpdate();
                event.executeUpdate();
                move.executeUpdate();
                attempt.executeUpdate();
                words.executeUpdate();
                connection.commit();
                written += batch;
            }
        }
        return written;
    }
}
