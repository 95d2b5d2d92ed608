package dev.palomar.outbound;

import dev.palomar.cluster.Node;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what the outbox holds, over the numbers whose slots this node owns, from [#start] until [#close].
public final class Sending implements AutoCloseable {

    /// Hears that a number turned out unable to send, so that its state can say so.
    @FunctionalInterface
    public interface Trouble {

        /// `error` is what WhatsApp answered, `why` what a person must know or do.
        void report(TenantId tenant, DeviceId device, SendError error, String why);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration GAP = Duration.ofMillis(100);
    private static final int LOOKS_BETWEEN_EXPIRIES = 30;
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Node node;
    private final Ledger ledger;
    private final Dispatcher dispatcher;
    private final Crew crew;
    private final Map<TransportKind, Transport> transports;

    public Sending(
            Database database,
            Journal journal,
            Node node,
            Map<TransportKind, Transport> transports,
            Trouble trouble,
            InstantSource clock,
            SendingSettings settings) {
        this(database, journal, node, transports, trouble, new Threads(clock, settings));
    }

    Sending(
            Database database,
            Journal journal,
            Node node,
            Map<TransportKind, Transport> transports,
            Trouble trouble,
            Crew crew) {
        this.node = node;
        this.crew = crew;
        this.ledger = new Ledger(database, journal, node, crew.clock());
        this.transports = Map.copyOf(transports);
        Backlog backlog = new Backlog(database);
        Caller caller =
                new Caller(transports, crew.clock(), crew.nanos(), new Referrals(database), backlog::windowUntil);
        Turns turns = new Turns(database, caller, crew);
        this.dispatcher = new Dispatcher(node, ledger, backlog, caller, turns, trouble, crew);
    }

    /// Begins to send: first what a predecessor left behind.
    public void start() {
        dispatcher.begin();
        crew.watch(dispatcher);
    }

    /// The number may send again, or something else about it changed: what waits is looked at at once.
    public void poke(DeviceId device) {
        dispatcher.poke(device);
    }

    /// How many messages are held in memory, waiting for their turn.
    public int held() {
        return dispatcher.held();
    }

    Map<TransportKind, Transport> transports() {
        return transports;
    }

    SendingSettings settings() {
        return crew.settings();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /// Who this node is in the leases.
    UUID node() {
        return node.id();
    }

    /// Begins no new call, lets those under way end and writes their outcomes down.
    @Override
    public void close() {
        crew.close();
        ledger.close();
    }

    /// The machine's own threads and clocks.
    private static final class Threads implements Crew {

        private final InstantSource clock;
        private final SendingSettings settings;
        private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("sending-", 0).factory());
        private final Semaphore bell = new Semaphore(0);
        private final AtomicReference<@Nullable Thread> watcher = new AtomicReference<>();
        private volatile boolean stopping;

        Threads(InstantSource clock, SendingSettings settings) {
            this.clock = clock;
            this.settings = settings;
        }

        @Override
        public void watch(Dispatcher dispatcher) {
            watcher.set(Thread.ofPlatform().name("outbox").daemon().start(() -> rounds(dispatcher)));
        }

        private void rounds(Dispatcher dispatcher) {
            int looks = 0;
            while (!stopping) {
                try {
                    boolean rung = bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    Thread.sleep(rung ? GAP : Duration.ZERO);
                    bell.drainPermits();
                    dispatcher.round(rung);
                    if (++looks % LOOKS_BETWEEN_EXPIRIES == 0) {
                        dispatcher.expire();
                    }
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    LOG.atWarn().setCause(failure).log("cannot look for messages to send");
                }
            }
        }

        @Override
        public InstantSource clock() {
            return clock;
        }

        @Override
        public LongSupplier nanos() {
            return System::nanoTime;
        }

        @Override
        public SendingSettings settings() {
            return settings;
        }

        @Override
        public void run(Runnable work) {
            calls.execute(work);
        }

        @Override
        public void await(Instant at) throws InterruptedException {
            Duration left = Duration.between(clock.instant(), at);
            if (left.isPositive()) {
                Thread.sleep(left);
            }
        }

        @Override
        public void ring() {
            bell.release();
        }

        @Override
        public boolean stopping() {
            return stopping;
        }

        @Override
        public void close() {
            stopping = true;
            bell.release();
            calls.shutdown();
            try {
                Thread watching = watcher.get();
                if (watching != null) {
                    watching.join(GRACE);
                }
                if (!calls.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                    calls.shutdownNow();
                    calls.awaitTermination(1, TimeUnit.SECONDS);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
