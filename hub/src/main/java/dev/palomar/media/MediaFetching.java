package dev.palomar.media;

import dev.palomar.cluster.Slots;
import dev.palomar.database.Database;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MediaId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings files that came with messages from WhatsApp into the store: in the background, again and again until they
/// are here, WhatsApp says that they are gone, or its seven days are over. What is due stands in the database.
public final class MediaFetching implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MediaFetching.class);

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6));
    /// For so long WhatsApp keeps what people sent. Source: Meta, "Cloud API / Reference / Media".
    private static final Duration AT_WHATSAPP = Duration.ofDays(7);

    private static final Duration LEASE = Duration.ofMinutes(10);

    /// What is due no later than this is not being fetched, but waits for its next attempt.
    private static final Duration SHORT = LEASE.minusMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final int AT_ONCE = 16;
    private static final long LARGEST = MediaTypes.LARGEST + (1 << 20);

    private final Database database;
    private final MediaStore store;
    private final MediaFetcher fetcher;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Semaphore bell = new Semaphore(0);
    private final Map<MediaId, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();
    private volatile IntPredicate owned = _ -> true;
    private volatile boolean closed;

    public MediaFetching(Database database, MediaStore store, MediaFetcher fetcher, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /// Begins to fetch what is due, in the background, until closed: files of devices whose slots are `ours`. Those of
    /// others are fetched by the node that holds the device's line.
    public void start(IntPredicate ours) {
        this.owned = ours;
        threads.execute(this::rounds);
    }

    /// Something has become due.
    void ring() {
        bell.release();
    }

    /// Fetches one file and returns when it is here or cannot be had now. Who asks for a file that is being fetched
    /// already waits for that.
    void now(MediaRows.Row row) {
        if (!owned.test(slot(row))) {
            elsewhere(row);
            return;
        }
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> other = underWay.putIfAbsent(row.file().id(), mine);
        if (other != null) {
            other.join();
            return;
        }
        try {
            fetch(row);
        } finally {
            underWay.remove(row.file().id());
            mine.complete(true);
        }
    }

    private static int slot(MediaRows.Row row) {
        return Slots.of(
                row.file().device().map(DeviceId::value).orElse(row.file().id().value()));
    }

    /// Another node fetches it; this one waits for a while.
    private void elsewhere(MediaRows.Row row) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Instant now = clock.instant();
        database.worker(tx -> {
            MediaRows.hurry(tx, row, now, now.plus(SHORT));
            return row;
        });
        while (System.nanoTime() < end && rested(GLANCE)) {
            boolean remote = database.tenant(
                            row.tenant(),
                            tx -> MediaRows.find(tx, row.tenant(), row.file().id()))
                    .filter(found -> found.file().state() == MediaFile.State.REMOTE)
                    .isPresent();
            if (!remote) {
                return;
            }
        }
    }

    private List<Integer> slots() {
        return IntStream.range(0, Slots.COUNT).filter(owned).boxed().toList();
    }

    @Override
    public void close() {
        closed = true;
        bell.release();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rounds() {
        while (!closed) {
            try {
                int most = Math.max(1, room.availablePermits());
                Instant now = clock.instant();
                List<MediaRows.Row> due =
                        database.worker(tx -> MediaRows.takeDue(tx, now, now.plus(LEASE), most, slots()));
                for (MediaRows.Row row : due) {
                    room.acquire();
                    threads.execute(() -> quietly(row));
                }
                if (due.isEmpty() && bell.tryAcquire(1, TimeUnit.SECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failure) {
                LOG.atWarn().setCause(failure).log("files could not be fetched");
                if (!rested(Duration.ofSeconds(1))) {
                    return;
                }
            }
        }
    }

    private static boolean rested(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopping) {
            return false;
        }
    }

    private void quietly(MediaRows.Row row) {
        try {
            now(row);
        } catch (RuntimeException failure) {
            LOG.atWarn().setCause(failure).addKeyValue("media", row.file().id()).log("a file could not be fetched");
        } finally {
            room.release();
        }
    }

    private void fetch(MediaRows.Row row) {
        if (row.wireId().isEmpty() || row.file().device().isEmpty()) {
            missing(row, "It is not known where WhatsApp has it.");
            return;
        }
        Keeping keeping = new Keeping(row);
        MediaFetcher.Fetched fetched = fetcher.fetch(
                row.tenant(), row.file().device().get(), row.wireId().get(), content -> keeping.take(content));
        switch (fetched) {
            case MediaFetcher.Fetched.Whole _ -> keeping.finish();
            case MediaFetcher.Fetched.Gone(String why) -> missing(row, why);
            case MediaFetcher.Fetched.Later(String why) -> later(row, why);
        }
    }

    private void later(MediaRows.Row row, String why) {
        Instant now = clock.instant();
        if (row.file().createdAt().plus(AT_WHATSAPP).isBefore(now)) {
            missing(row, "WhatsApp keeps files for seven days, and it could not be fetched in that time: " + why);
            return;
        }
        Duration pause = PAUSES.get(Math.clamp(row.attempts() - 1L, 0, PAUSES.size() - 1));
        database.worker(tx -> {
            MediaRows.later(tx, row, why, now.plus(pause));
            return row;
        });
    }

    private void missing(MediaRows.Row row, String why) {
        database.worker(tx -> {
            MediaRows.missing(tx, row, why);
            return row;
        });
    }

    /// One file on its way into the store.
    private final class Keeping {

        private final MediaRows.Row row;
        private final String key;
        private Optional<Measured> kept = Optional.empty();
        private String type = "application/octet-stream";

        Keeping(MediaRows.Row row) {
            this.row = row;
            this.key = Media.key(row.tenant(), row.file().id());
        }

        void take(java.io.InputStream content) throws IOException {
            byte[] head = content.readNBytes(MediaTypes.LOOK);
            type = MediaTypes.recognise(
                    head, row.file().filename().orElse(""), row.file().mimeType());
            Measured measured = new Measured(new SequenceInputStream(new ByteArrayInputStream(head), content), LARGEST);
            store.put(key, measured);
            kept = Optional.of(measured);
        }

        /// What was announced with the message must be what came.
        void finish() {
            if (kept.isEmpty()) {
                later(row, "WhatsApp gave no content");
                return;
            }
            String sha256 = kept.get().sha256();
            Optional<String> announced = row.file().sha256();
            if (announced.isPresent() && !announced.get().equalsIgnoreCase(sha256)) {
                drop();
                later(row, "The content is not the one that was announced: its SHA-256 is " + sha256);
                return;
            }
            boolean wanted = database.worker(tx ->
                    MediaRows.stored(tx, row, type, sha256, kept.get().bytes(), key) || MediaRows.isThere(tx, row));
            if (!wanted) {
                // erased meanwhile
                drop();
            }
        }

        private void drop() {
            try {
                store.delete(key);
            } catch (IOException failure) {
                LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("media", row.file().id())
                        .log("a file could not be dropped");
            }
        }
    }
}
