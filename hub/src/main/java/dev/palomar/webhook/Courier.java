package dev.palomar.webhook;

import dev.palomar.cluster.Node;
import dev.palomar.database.Database;
import dev.palomar.journal.Feed;
import dev.palomar.journal.Journal;
import dev.palomar.model.id.DeliveryId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.vault.Vault;
import dev.palomar.webhook.gate.Gates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole of webhook delivery, put together and kept going: who follows the journal, who takes parked
/// lanes up again, who replays, and what is written down every now and then.
public final class Courier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private static final Duration RETRIES = Duration.ofMillis(200);
    private static final Duration CURSORS = Duration.ofMillis(200);
    private static final Duration HEALTH = Duration.ofSeconds(1);
    private static final Duration CALLS = Duration.ofSeconds(16);
    private static final Duration REPLAYS = Duration.ofMillis(500);

    /// How deliveries are made.
    ///
    /// @param places  how many calls may be under way at a time
    public record Manner(AddressGuard guard, RetrySchedule schedule, int places, String userAgent) {}

    @FunctionalInterface
    private interface Round {
        /// Whether there is more to do at once.
        boolean again();
    }

    private final Database database;
    private final Webhooks.Sources sources;
    private final Feed feed;
    private final Parking parking;
    private final Dispatcher dispatcher;
    private final Retrier retrier;
    private final EndpointHealth health;
    private final Poster poster;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Replays replays;
    private final List<Thread> rounds = new ArrayList<>();
    private volatile boolean stopping;

    public Courier(
            Database database,
            Node node,
            Journal journal,
            Vault vault,
            Envelope envelope,
            Manner manner,
            Webhooks.Sources sources) {
        this.database = database;
        this.sources = sources;
        Endpoints endpoints = new Endpoints(database, vault, sources.clock());
        Gates gates = new Gates(manner.places(), sources.clock());
        this.parking = new Parking(database, node, sources.clock());
        this.health = new EndpointHealth(database, journal, endpoints, sources.clock());
        this.poster = new Poster(manner.guard(), sources.clock());
        Caller caller = new Caller(poster, envelope, sources.clock(), manner.userAgent());
        Dispatcher.Rules rules = new Dispatcher.Rules(manner.schedule(), sources.clock(), sources.random());
        this.dispatcher = new Dispatcher(node, endpoints, caller, gates, parking, health, rules);
        // What the new owner has to know is read before the first event comes.
        node.listen(dispatcher);
        this.feed = new Feed(database, node, journal, dispatcher);
        dispatcher.onRoom(feed::roomAgain);
        this.retrier =
                new Retrier(database, dispatcher, endpoints, caller, gates, parking, new Retrier.Follow(health, rules));
        this.webhooks = new Webhooks(database, journal, endpoints, gates, manner.guard(), sources);
        this.deliveries = new Deliveries(database, envelope);
        this.replays = new Replays(database, sources.clock(), sources.ids());
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Replays replays() {
        return replays;
    }

    /// `listener` hears what became of each attempt that was written down, and how long it took. It must be quick.
    public void onOutcome(BiConsumer<String, Duration> listener) {
        parking.onNoted(attempt ->
                listener.accept(attempt.outcome().word(), attempt.answer().took()));
    }

    /// Hears of each attempt that was written down. Must be quick.
    @FunctionalInterface
    public interface Noted {
        void noted(TenantId tenant, Optional<DeviceId> device, Instant at, boolean delivered, Duration took);
    }

    public void onNoted(Noted listener) {
        parking.onNoted(attempt -> listener.noted(
                attempt.entry().tenant(),
                attempt.entry().device(),
                attempt.startedAt(),
                attempt.outcome() == Attempt.Outcome.DELIVERED,
                attempt.answer().took()));
    }

    /// `listener` hears of each attempt that was written down, with its delivery. It must be quick.
    public void onAttempt(BiConsumer<TenantId, DeliveryId> listener) {
        parking.onNoted(attempt -> listener.accept(
                attempt.entry().tenant(), new DeliveryId(attempt.entry().id(), attempt.endpoint())));
    }

    /// Begins to deliver. To be called once, after the node has been given its listeners and before it joins.
    public void start() {
        database.worker(tx -> Retrier.repair(tx, sources.clock().instant()));
        feed.start();
        round("webhook-retries", RETRIES, retrier::look);
        round("webhook-cursors", CURSORS, () -> {
            parking.writeCursors(dispatcher.works());
            return false;
        });
        round("webhook-health", HEALTH, () -> {
            health.flush();
            return false;
        });
        round("webhook-replays", REPLAYS, replays::work);
    }

    /// How many deliveries wait to be noted.
    public int unnoted() {
        return parking.length();
    }

    /// Ends what is under way, writes it down, and stops.
    @Override
    public void close() {
        stopping = true;
        feed.close();
        rounds.forEach(Thread::interrupt);
        for (Thread round : rounds) {
            try {
                round.join(5_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        List<SlotWork> works = dispatcher.works();
        dispatcher.stop();
        awaitCalls();
        parking.close();
        try {
            parking.writeCursors(works);
            health.flush();
        } catch (RuntimeException away) {
            LOG.atWarn().setCause(away).log("the last positions were not written; a few deliveries will repeat");
        }
        poster.close();
    }

    /// A call has fifteen seconds at most.
    private void awaitCalls() {
        long end = System.nanoTime() + CALLS.toNanos();
        try {
            while ((dispatcher.draining() > 0 || retrier.busy() > 0) && System.nanoTime() < end) {
                Thread.sleep(10);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(String name, Duration pause, Round work) {
        rounds.add(Thread.ofPlatform().name(name).daemon().start(() -> {
            while (!stopping) {
                try {
                    if (!work.again()) {
                        Thread.sleep(pause);
                    }
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    LOG.atWarn().setCause(failure).addKeyValue("round", name).log("a round failed; the next one comes");
                    try {
                        Thread.sleep(1_000);
                    } catch (InterruptedException stopped) {
                        return;
                    }
                }
            }
        }));
    }
}
