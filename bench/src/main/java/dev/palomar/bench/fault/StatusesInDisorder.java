package dev.palomar.bench.fault;

import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Meta says `read` before `delivered` before `sent`, everything twice, all at once.
public final class StatusesInDisorder implements Fault {

    private static final int PEOPLE = 120;

    @Override
    public String name() {
        return "meta-statuses";
    }

    @Override
    public String title() {
        return "Statuses that come twice and in any order raise a message once each and never lower it";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        Books books = new Books(stage.hub());
        Tally tally = new Tally(PEOPLE);
        stage.graph().count(tally);
        long mark = books.number("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
        Traffic traffic = Traffic.out(stage, PEOPLE, 100);
        Traffic.flows(tally, PEOPLE);
        BitSet[] accepted = traffic.stop();
        Stage.settle(tally, accepted, java.time.Duration.ofSeconds(5));
        awaitNames(books, mark);
        List<String> bodies = bodies(books, mark);
        try (MetaPost post = new MetaPost(stage.hub())) {
            post.all(bodies);
            long sent = Traffic.count(accepted);
            return new Finding()
                    .note("bodies", post.posted())
                    .atLeast("sent", sent, PEOPLE)
                    .exactly("not acknowledged", post.refused(), 0)
                    .exactly("messages that are read", since(books, mark, "o.status = 'read'"), sent)
                    .exactly("messages that are not", since(books, mark, "o.status <> 'read'"), 0)
                    .exactly("read announced", events(books, mark, "message.read"), sent)
                    .exactly("announced after they were read", books.number("""
                                    SELECT count(*) FROM event e
                                      JOIN event r ON r.tenant_id = e.tenant_id AND r.message_id = e.message_id
                                                  AND r.type = 'message.read'
                                     WHERE e.type IN ('message.sent', 'message.delivered')
                                       AND (e.slot, e.seq) > (r.slot, r.seq)
                                       AND e.recorded_at >= to_timestamp(CAST(? AS bigint) / CAST(1e6 AS float8))
                                    """, Long.toString(mark)), 0);
        }
    }

    /// What the messages are called at Meta is written down a moment after Meta has them.
    private static void awaitNames(Books books, long mark) throws IOException, SQLException, InterruptedException {
        for (int i = 0; i < 100 && since(books, mark, "o.wire_id IS NULL") > 0; i++) {
            Thread.sleep(100);
        }
    }

    private static long since(Books books, long mark, String what) throws IOException, SQLException {
        return books.number(
                "SELECT count(*) FROM outbox o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id"
                        + " WHERE m.recorded_at >= to_timestamp(CAST(? AS bigint) / CAST(1e6 AS float8)) AND " + what,
                Long.toString(mark));
    }

    private static long events(Books books, long mark, String type) throws IOException, SQLException {
        return books.number(
                "SELECT count(*) FROM event WHERE recorded_at >= to_timestamp(CAST(? AS bigint) / CAST(1e6 AS float8)) AND type = ?",
                Long.toString(mark),
                type);
    }

    /// Every status of every message twice, each in a body of its own, in disorder.
    private static List<String> bodies(Books books, long mark) throws IOException, SQLException {
        List<String> bodies = new ArrayList<>();
        long now = Instant.now().getEpochSecond();
        for (List<String> row : books.rows("""
                SELECT o.wire_id, a.phone_number_id, o.recipient
                  FROM outbox o
                  JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
                  JOIN cloud_number a ON a.tenant_id = o.tenant_id AND a.device_id = o.device_id
                 WHERE m.recorded_at >= to_timestamp(CAST(? AS bigint) / CAST(1e6 AS float8))
                """, Long.toString(mark))) {
            for (String status : List.of("sent", "delivered", "read")) {
                String body = """
                        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messaging_product":\
                        "whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"%s"},"statuses":[{"id":"%s",\
                        "status":"%s","timestamp":"%d","recipient_id":"%s"}]},"field":"messages"}]}]}""".formatted(
                                row.get(1), row.get(0), status, now, row.get(2).replaceAll("\\D", ""));
                bodies.add(body);
                bodies.add(body);
            }
        }
        Collections.shuffle(bodies, new Random(14));
        return bodies;
    }
}
