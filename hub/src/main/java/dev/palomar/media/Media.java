package dev.palomar.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// A tenant's files: what people upload here, and what came with messages. Another tenant's file does not exist.
public final class Media {

    private static final Logger LOG = LoggerFactory.getLogger(Media.class);

    /// WhatsApp keeps an uploaded file for 30 days. Source: Meta, "Cloud API / Reference / Media".
    private static final Duration AT_WHATSAPP = Duration.ofDays(25);

    private final Database database;
    private final MediaStore store;
    private final MediaFetching fetching;
    private final long quota;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Cache<TenantId, AtomicLong> used = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(30))
            .build();

    /// `quota` is how many bytes one tenant's files may take up; uploads past it are refused, what people send to the
    /// tenant never is.
    public Media(
            Database database,
            MediaStore store,
            MediaFetching fetching,
            long quota,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.database = database;
        this.store = store;
        this.fetching = fetching;
        this.quota = quota;
        this.clock = clock;
        this.ids = ids;
    }

    /// Keeps a file and says what it is by its content. Reads `content` to its end and does not close it.
    ///
    /// Throws [Rejection.TooLarge] when WhatsApp would not take so large a file of this type, or the tenant has
    /// no room; [Rejection.InvalidValue] when the content is not of the kind that was declared.
    public MediaFile upload(TenantId tenant, String filename, Optional<String> declared, InputStream content) {
        String name = PlainText.line(filename, 240);
        MediaId id = new MediaId(ids.get());
        String key = key(tenant, id);
        try {
            byte[] head = content.readNBytes(MediaTypes.LOOK);
            if (head.length == 0) {
                throw new Rejection.InvalidValue("file", "it is empty");
            }
            String type = MediaTypes.recognise(head, name, declared);
            MediaTypes.compare(type, declared);
            AtomicLong use = use(tenant);
            long room = quota - use.get();
            if (room <= 0) {
                throw full();
            }
            long most = MediaTypes.most(type);
            Measured measured = new Measured(
                    new SequenceInputStream(new ByteArrayInputStream(head), content), Math.min(most, room));
            try {
                store.put(key, measured);
            } catch (Measured.TooLong tooLong) {
                throw room < most
                        ? full()
                        : new Rejection.TooLarge("WhatsApp takes at most " + (most >> 10) + " KB of " + type + ".");
            }
            MediaFile file = new MediaFile(
                    id,
                    MediaFile.State.STORED,
                    Optional.empty(),
                    Optional.of(type),
                    Optional.of(measured.sha256()),
                    Optional.of(measured.bytes()),
                    name.isEmpty() ? Optional.empty() : Optional.of(name),
                    Optional.empty(),
                    clock.instant());
            keepRow(tenant, file, key);
            use.addAndGet(measured.bytes());
            return file;
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).addKeyValue("tenant", tenant).log("a file could not be kept");
            throw new Rejection.Unavailable("The file could not be read to its end or not be kept. Try again.");
        }
    }

    public MediaFile get(TenantId tenant, MediaId media) {
        return row(tenant, media).file();
    }

    /// The content, fetched from WhatsApp first if it is not here yet. Throws [Rejection.Conflict]: `media-remote` when
    /// it cannot be fetched just now, `media-missing` when WhatsApp no longer has it.
    public MediaContent open(TenantId tenant, MediaId media) {
        MediaRows.Row row = here(tenant, media);
        try {
            InputStream content = row.storageKey()
                    .map(this::stored)
                    .orElseThrow(() -> new IOException("no key"))
                    .orElseThrow(() -> new IOException("no content under the key"));
            return new MediaContent(content, row.file().bytes().orElse(0L), MediaContent.headers(row.file()));
        } catch (IOException | java.io.UncheckedIOException failure) {
            LOG.atError().setCause(failure).addKeyValue("media", media).log("a file is not where it should be");
            throw new Rejection.Unavailable("The file cannot be read at the moment.");
        }
    }

    /// The file that WhatsApp calls so. Empty when the tenant has none of that name.
    public Optional<MediaFile> named(TenantId tenant, String wireId) {
        return database.tenant(tenant, tx -> MediaRows.named(tx, tenant, wireId))
                .map(MediaRows.Row::file);
    }

    /// Removes a file with its content. Messages that it came or went with stay.
    public void delete(TenantId tenant, MediaId media) {
        MediaRows.Row row = row(tenant, media);
        boolean gone = database.tenant(tenant, tx -> MediaRows.delete(tx, tenant, media));
        if (gone && row.storageKey().isPresent()) {
            try {
                store.delete(row.storageKey().get());
            } catch (IOException failure) {
                LOG.atWarn().setCause(failure).addKeyValue("media", media).log("a file's content could not be deleted");
            }
        }
        used.invalidate(tenant);
    }

    /// As [#get], after fetching it from WhatsApp if it is not here yet.
    public MediaFile fetched(TenantId tenant, MediaId media) {
        return here(tenant, media).file();
    }

    /// Notes files that came with messages, in the transaction that records those. They are fetched afterwards.
    public void expect(Tx tx, List<ExpectedMedia> files) {
        MediaRows.expect(tx, files, clock.instant());
        if (!files.isEmpty()) {
            tx.afterCommit(fetching::ring);
        }
    }

    /// Under which id WhatsApp holds the file for `number`, if it surely still does.
    public Optional<String> uploadedAs(TenantId tenant, MediaId media, String number) {
        return database.tenant(tenant, tx -> MediaRows.find(tx, tenant, media))
                .flatMap(row -> Json.child(Json.readObject(row.wireUploads()), number))
                .filter(upload ->
                        upload.path("until").asLong(0) > clock.instant().getEpochSecond())
                .flatMap(upload -> Json.string(upload, "id"));
    }

    /// WhatsApp took the file for `number` as `wireId`.
    public void uploaded(TenantId tenant, MediaId media, String number, String wireId) {
        long until = clock.instant().plus(AT_WHATSAPP).getEpochSecond();
        ObjectNode upload = Json.object().put("id", wireId).put("until", until);
        database.tenant(tenant, tx -> {
            MediaRows.wireUploads(tx, tenant, media, uploads -> uploads.set(number, upload));
            return media;
        });
    }

    /// What was noted by [#uploaded] may not hold any more.
    public void forgetUpload(TenantId tenant, MediaId media, String number) {
        database.tenant(tenant, tx -> {
            MediaRows.wireUploads(tx, tenant, media, uploads -> uploads.remove(number));
            return media;
        });
    }

    /// Deletes files with all that is known of them. To be called again when the transaction does not end well.
    public void forget(Tx tx, TenantId tenant, List<MediaId> files) {
        if (!files.isEmpty()) {
            deleteContents(tx, tenant, files);
            MediaRows.delete(tx, tenant, files);
        }
    }

    /// Lets go of the contents of files that came before `below`, at most `most` of them; answers how many there were.
    public int letGo(Tx tx, TenantId tenant, UUID below, int most) {
        List<MediaId> files = MediaRows.storedBefore(tx, tenant, below, most);
        if (!files.isEmpty()) {
            deleteContents(tx, tenant, files);
            MediaRows.letGo(tx, tenant, files, "It was kept as long as the company keeps files.");
        }
        return files.size();
    }

    private void deleteContents(Tx tx, TenantId tenant, List<MediaId> files) {
        try {
            for (String key : MediaRows.keys(tx, tenant, files)) {
                store.delete(key);
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /// Keys are made up here and spread over folders; nothing that somebody sent is in them.
    static String key(TenantId tenant, MediaId media) {
        String name = media.value().toString().replace("-", "");
        return tenant.value().toString().replace("-", "") + "/" + name.substring(30) + "/" + name;
    }

    private void keepRow(TenantId tenant, MediaFile file, String key) throws IOException {
        try {
            database.tenant(tenant, tx -> {
                MediaRows.insertStored(tx, tenant, file, key);
                return file;
            });
        } catch (RuntimeException failure) {
            store.delete(key);
            throw failure;
        }
    }

    private Optional<InputStream> stored(String key) {
        try {
            return store.open(key);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private MediaRows.Row here(TenantId tenant, MediaId media) {
        MediaRows.Row row = row(tenant, media);
        if (row.file().state() == MediaFile.State.REMOTE) {
            fetching.now(row);
            row = row(tenant, media);
        }
        return switch (row.file().state()) {
            case STORED -> row;
            case REMOTE ->
                throw new Rejection.Conflict("wrong-state", "The file is still being fetched from WhatsApp.");
            case MISSING ->
                throw new Rejection.Gone("WhatsApp does not have the file any more: "
                        + row.file().problem().orElse("no reason was given"));
        };
    }

    private MediaRows.Row row(TenantId tenant, MediaId media) {
        return database.tenant(tenant, tx -> MediaRows.find(tx, tenant, media))
                .orElseThrow(() -> new Rejection.NotFound("file"));
    }

    private AtomicLong use(TenantId tenant) {
        return used.get(tenant, owner -> new AtomicLong(database.tenant(owner, tx -> MediaRows.used(tx, owner))));
    }

    private Rejection.TooLarge full() {
        return new Rejection.TooLarge("This tenant's files may take up " + (quota >> 20) + " MB, and this one does not"
                + " fit in any more. Ask for more room.");
    }
}
