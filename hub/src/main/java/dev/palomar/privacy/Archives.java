package dev.palomar.privacy;

import dev.palomar.cluster.Errands;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.media.Media;
import dev.palomar.media.MediaStore;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.JobId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Gathers everything about a person into one archive, which can be fetched for a day. An archive that was
/// in the making when the hub died is made anew.
public final class Archives implements Errands.Work<UUID>, AutoCloseable {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int MOST_FAILURES = 5;

    /// What is gathered, and where archives are kept; `aside` is a folder in which they are made.
    public record Stores(ContactReader contacts, Media media, MediaStore store, Path aside) {}

    /// Where time and ids come from.
    public record Sources(InstantSource clock, Supplier<UUID> ids) {}

    private final Database database;
    private final Audit audit;
    private final Stores stores;
    private final Sources sources;
    private final Errands<UUID> errands;

    public Archives(Database database, Node node, Audit audit, Stores stores, Sources sources) {
        this.database = database;
        this.audit = audit;
        this.stores = stores;
        this.sources = sources;
        this.errands = new Errands<>(node, this);
    }

    /// Throws when the folder cannot be used. What a dead process left in it is deleted.
    public void start() throws IOException {
        Files.createDirectories(stores.aside());
        try (Stream<Path> left = Files.list(stores.aside())) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
        errands.start();
    }

    @Override
    public void close() {
        errands.close();
    }

    /// Begins in the name of `author`; one that is under way is the one. The contact exists.
    public PersonArchive begin(TenantId tenant, ContactId contact, Author author) {
        JobId id = new JobId(sources.ids().get());
        return database.tenant(tenant, tx -> {
            Optional<PersonArchive> running = ArchiveRows.running(tx, tenant, contact);
            if (running.isPresent()) {
                return running.get();
            }
            ArchiveRows.insert(tx, tenant, id, contact, sources.clock().instant());
            audit.record(tx, tenant, author, Deed.of("contact.exportBegun", contact));
            tx.afterCommit(errands::ring);
            return ArchiveRows.find(tx, tenant, id.value()).orElseThrow();
        });
    }

    /// Throws [Rejection.NotFound].
    public PersonArchive get(TenantId tenant, JobId id) {
        return database.tenant(tenant, tx -> ArchiveRows.find(tx, tenant, id.value()))
                .orElseThrow(() -> new Rejection.NotFound("export"));
    }

    /// The archive itself, which whoever gets it closes. Throws [Rejection.Conflict] while it is not made, and
    /// [Rejection.Gone] when its time is over.
    public InputStream open(PersonArchive archive, Author author) {
        switch (archive.state()) {
            case RUNNING -> throw new Rejection.Conflict("wrong-state", "The archive is still being made.");
            case FAILED -> throw new Rejection.Conflict("wrong-state", "The archive could not be made. Begin again.");
            case EXPIRED -> throw gone();
            case DONE -> {}
        }
        if (archive.expiresAt().filter(sources.clock().instant()::isBefore).isEmpty()) {
            throw gone();
        }
        audit.record(archive.tenant(), author, Deed.of("contact.exportFetched", archive.contact()));
        try {
            return stores.store().open(archive.storageKey().orElse("")).orElseThrow(Archives::gone);
        } catch (IOException failure) {
            throw new Rejection.Unavailable("The archive cannot be read at the moment.");
        }
    }

    private static Rejection.Gone gone() {
        return new Rejection.Gone("The archive was kept for a day. Make another one.");
    }

    /// Deletes archives whose time is over. To be called now and then.
    public void tidy() {
        database.worker(tx -> {
            for (PersonArchive one : ArchiveRows.expired(tx, sources.clock().instant())) {
                delete(one);
                ArchiveRows.end(tx, one.tenant(), one.id().value(), "expired");
            }
            return true;
        });
    }

    /// Deletes archives of the person; answers how many.
    int forget(Tx tx, Subject subject) {
        List<PersonArchive> theirs = ArchiveRows.of(tx, subject.tenant(), subject.contacts(), 20);
        theirs.forEach(one -> {
            delete(one);
            ArchiveRows.delete(tx, subject.tenant(), one.id());
        });
        return theirs.size();
    }

    private void delete(PersonArchive one) {
        try {
            if (one.storageKey().isPresent()) {
                stores.store().delete(one.storageKey().get());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String name() {
        return "exports of persons";
    }

    @Override
    public List<Errands.Errand<UUID>> due(int most) {
        Instant now = sources.clock().instant();
        return database.worker(tx -> ArchiveRows.due(tx, now, most));
    }

    @Override
    public boolean step(Errands.Errand<UUID> errand) {
        Optional<PersonArchive> found =
                database.tenant(errand.tenant(), tx -> ArchiveRows.find(tx, errand.tenant(), errand.id()));
        if (found.isEmpty() || found.get().state() != PersonArchive.State.RUNNING) {
            return false;
        }
        try {
            make(found.get());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return false;
    }

    private void make(PersonArchive one) throws IOException {
        Path file = Files.createTempFile(stores.aside(), "person", ".zip");
        try {
            new Gathering(database, stores, one).write(file);
            String key = key(one);
            try (InputStream content = Files.newInputStream(file)) {
                stores.store().put(key, content);
            }
            Instant now = sources.clock().instant();
            long bytes = Files.size(file);
            boolean wanted =
                    database.tenant(one.tenant(), tx -> ArchiveRows.done(tx, one, key, bytes, now, now.plus(KEPT)));
            if (!wanted) {
                stores.store().delete(key);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String key(PersonArchive one) {
        return one.tenant().value().toString().replace("-", "") + "/exports/"
                + one.id().value().toString().replace("-", "");
    }

    @Override
    public void failed(Errands.Errand<UUID> errand, RuntimeException why) {
        Instant again = sources.clock().instant().plus(PAUSE);
        database.tenant(errand.tenant(), tx -> {
            ArchiveRows.later(
                    tx, errand.tenant(), errand.id(), "It did not work; the log says why.", again, MOST_FAILURES);
            return errand;
        });
    }
}
