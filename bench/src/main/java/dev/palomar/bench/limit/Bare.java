package dev.palomar.bench.limit;

import dev.palomar.bench.place.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// The hub's design and nothing that makes it a product: takes Meta's POST, keeps one row of it, answers
/// after the commit, posts it on in the order of its conversation, and keeps one row of that. No messages,
/// conversations, words or retries.
public final class Bare {

    private static final int LINES = 64;
    /// Taken and not yet delivered. Whoever comes then waits for its answer, so that no more is taken than
    /// goes out.
    private static final int UNDER_WAY = 4_000;
    /// Nobody waits for the rows of deliveries, and fewer commits leave the disk to those that somebody
    /// waits for.
    private static final Duration PATIENCE = Duration.ofMillis(5);

    private record Arrival(Event event, CompletableFuture<Void> kept) {}

    private final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 20);
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final BlockingDeque<Line> lines = new LinkedBlockingDeque<>();
    private final Lanes lanes = new Lanes(this::deliver);
    private final Ledger ledger;
    private final GroupCommit<Arrival> arrivals;
    private final GroupCommit<Ledger.Delivery> deliveries;

    private Bare(URI to, String secret, Ledger ledger) {
        for (int i = 0; i < LINES; i++) {
            lines.add(new Line(to, secret));
        }
        this.ledger = ledger;
        this.arrivals = GroupCommit.start("events", Duration.ZERO, this::keep);
        this.deliveries = GroupCommit.start("deliveries", PATIENCE, this::done);
    }

    /// Port, where to post to, Meta's app secret, the webhook's secret; address, name and password of the
    /// database, in which [Ledger#tables] must be.
    public static void main(String[] arguments) throws SQLException {
        HubProcess.Database database = new HubProcess.Database(arguments[4], arguments[5], arguments[6]);
        Bare bare = new Bare(URI.create(arguments[1]), arguments[3], new Ledger(database));
        MetaServer.start(Integer.parseInt(arguments[0]), arguments[2], bare::take);
    }

    private int take(byte[] body) {
        Optional<Event> event = Event.read(ids.incrementAndGet(), body);
        if (event.isEmpty()) {
            return 400;
        }
        room.acquireUninterruptibly();
        Arrival arrival = new Arrival(event.get(), new CompletableFuture<>());
        arrivals.add(arrival);
        arrival.kept().join();
        return 200;
    }

    private void keep(List<Arrival> group) throws SQLException {
        Set<Long> news = ledger.keep(group.stream().map(Arrival::event).toList());
        for (Arrival arrival : group) {
            if (news.contains(arrival.event().id())) {
                lanes.add(arrival.event());
            } else {
                room.release();
            }
            arrival.kept().complete(null);
        }
    }

    private void deliver(Event event) {
        try {
            Line line = lines.takeFirst();
            int status = 0;
            try {
                status = line.post("evt_" + event.id(), event.body());
            } catch (IOException broken) {
                // there are no retries: the row says 0
            } finally {
                lines.addFirst(line);
            }
            deliveries.add(new Ledger.Delivery(event.id(), status));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void done(List<Ledger.Delivery> group) throws SQLException {
        ledger.done(group);
        room.release(group.size());
    }
}
