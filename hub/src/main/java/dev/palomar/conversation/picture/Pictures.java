package dev.palomar.conversation.picture;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palomar.cluster.Slots;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.model.Identity;
import dev.palomar.model.Payload;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the pictures of those whom linked numbers write with: asked for when a conversation stirs, again after a
/// week, and when WhatsApp says that one changed. Each number asks for one in two seconds at most: a program that wants
/// the pictures of everybody at once looks like one that gathers people.
public final class Pictures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final Duration OLD = Duration.ofDays(7);
    private static final Duration LATER = Duration.ofMinutes(10);

    /// WhatsApp's previews have some kilobytes.
    private static final int LARGEST = 256 << 10;

    /// What was asked for lately is not asked for again.
    private final Cache<PictureRows.Stirred, Boolean> seen = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(6))
            .build();

    private final BlockingQueue<PictureRows.Stirred> stirred = new LinkedBlockingQueue<>(10_000);
    private final Database database;
    private final PictureFetcher fetcher;
    private final InstantSource clock;
    private volatile IntPredicate ours = _ -> false;
    private volatile boolean closed;

    public Pictures(Database database, PictureFetcher fetcher, InstantSource clock) {
        this.database = database;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    /// Begins to fetch pictures for the numbers in slots that are `ours`, in the background, until closed.
    public void start(IntPredicate owned) {
        this.ours = owned;
        Thread.ofVirtual().name("pictures").start(this::rounds);
    }

    /// Somebody wrote in a conversation of a linked number. Never waits.
    public void stirs(TenantId tenant, ConversationId conversation) {
        PictureRows.Stirred it = new PictureRows.Stirred(tenant, conversation);
        if (seen.asMap().putIfAbsent(it, true) == null) {
            boolean _ = stirred.offer(it);
        }
    }

    /// WhatsApp says that the person, or the group when there is one, has another picture, or none.
    public static void changed(
            Tx tx, TenantId tenant, DeviceId device, Identity person, Optional<String> group, Instant now) {
        if (group.isPresent()) {
            PictureRows.changed(tx, tenant, device, group.get(), now);
        } else {
            PictureRows.changed(tx, tenant, device, person, now);
        }
    }

    /// The conversation's picture; empty when there is none, or none yet.
    public Optional<Picture> find(TenantId tenant, ConversationId conversation) {
        return database.tenant(tenant, tx -> PictureRows.find(tx, tenant, conversation));
    }

    @Override
    public void close() {
        closed = true;
    }

    private void rounds() {
        while (!closed) {
            try {
                Thread.sleep(ROUND);
                round();
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException away) {
                LOG.atWarn().setCause(away).log("pictures could not be looked for");
            }
        }
    }

    private void round() throws InterruptedException {
        Instant now = clock.instant();
        Set<PictureRows.Stirred> fresh = new HashSet<>();
        stirred.drainTo(fresh);
        if (!fresh.isEmpty()) {
            database.worker(tx -> {
                PictureRows.want(tx, fresh, now, now.minus(OLD));
                return fresh;
            });
        }
        Collection<Integer> slots =
                IntStream.range(0, Slots.COUNT).filter(ours).boxed().toList();
        List<Thread> fetching = database.worker(tx -> PictureRows.take(tx, slots, now, now.plus(LATER))).stream()
                .map(due -> Thread.ofVirtual().name("picture").start(() -> fetch(due)))
                .toList();
        for (Thread one : fetching) {
            one.join();
        }
    }

    private void fetch(PictureRows.Due due) {
        try {
            switch (fetcher.fetch(due.tenant(), due.device(), due.person(), due.group())) {
                case PictureFetcher.Fetched.Whole(String type, Payload content)
                when content.size() <= LARGEST -> keep(due, Optional.of(new Picture(type, content, version(content))));
                case PictureFetcher.Fetched.Whole _, PictureFetcher.Fetched.None _ -> keep(due, Optional.empty());
                case PictureFetcher.Fetched.Later(String why) ->
                    LOG.atDebug().addKeyValue("why", why).log("a picture is fetched later");
            }
        } catch (RuntimeException failure) {
            LOG.atWarn().setCause(failure).log("a picture could not be kept");
        }
    }

    private void keep(PictureRows.Due due, Optional<Picture> picture) {
        database.worker(tx -> {
            PictureRows.keep(tx, due, picture, clock.instant());
            return due;
        });
    }

    private static String version(Payload content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.bytes()), 0, 8);
        } catch (NoSuchAlgorithmException everywhere) {
            throw new IllegalStateException(everywhere);
        }
    }
}
