package dev.palomar.privacy;

import dev.palomar.cluster.Errands;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.Acquaintances;
import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Draft;
import dev.palomar.journal.Journal;
import dev.palomar.media.Media;
import dev.palomar.model.Identity;
import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.Event;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ErasureId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.tenant.limit.Idempotency;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Erases people. First nobody is called by their names any more, so that whatever they say from then on begins anew;
/// when what was on its way has arrived, table after table is cleared. How far it is stands in the database, together
/// with what is gone, so that it goes on after a crash and counts nothing twice.
public final class Erasures implements Errands.Work<UUID>, AutoCloseable {

    /// Longer than a call to a receiver or a transaction takes.
    public static final Duration QUIET = Duration.ofSeconds(20);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// Where time and ids come from, and how long to wait before the work begins.
    public record Sources(InstantSource clock, Supplier<UUID> ids, Duration quiet) {}

    private final Database database;
    private final Journal journal;
    private final Audit audit;
    private final List<Erasable> steps;
    private final Sources sources;
    private final Errands<UUID> errands;

    /// What is erased besides rows.
    public record Stores(Media media, Idempotency idempotency, Archives archives) {}

    public Erasures(Database database, Journal journal, Node node, Audit audit, Stores stores, Sources sources) {
        this(
                database,
                journal,
                node,
                audit,
                Inventory.of(stores.media(), stores.idempotency(), stores.archives()),
                sources);
    }

    Erasures(Database database, Journal journal, Node node, Audit audit, List<Erasable> steps, Sources sources) {
        this.database = database;
        this.journal = journal;
        this.audit = audit;
        this.steps = List.copyOf(steps);
        this.sources = sources;
        this.errands = new Errands<>(node, this);
    }

    public void start() {
        errands.start();
    }

    @Override
    public void close() {
        errands.close();
    }

    /// Begins in the name of `author`; one that is under way is the one. Throws [Rejection.NotFound] when there is no
    /// such contact.
    public Erasure begin(TenantId tenant, ContactId contact, Author author) {
        Instant now = sources.clock().instant();
        ErasureId id = new ErasureId(sources.ids().get());
        return database.tenant(tenant, tx -> {
            Acquaintances.alone(tx, tenant);
            Optional<Erasure> open = ErasureRows.open(tx, tenant, contact);
            if (open.isPresent()) {
                return open.get();
            }
            Subject subject = Subject.find(tx, tenant, contact, id.value());
            ErasureRows.insert(tx, id, contact, subject, now, now.plus(sources.quiet()));
            detach(tx, tenant, contact, subject);
            audit.record(
                    tx,
                    tenant,
                    author,
                    Deed.of("contact.eraseBegun", contact, Json.object().put("erasureId", id.text())));
            return ErasureRows.find(tx, tenant, id, "").orElseThrow();
        });
    }

    /// From now on nothing leads to the contact, and nothing that waits is sent.
    private static void detach(Tx tx, TenantId tenant, ContactId contact, Subject subject) {
        tx.update("DELETE FROM contact_identity WHERE tenant_id = :tenant AND contact_id = :contact")
                .bind("tenant", tenant)
                .bind("contact", contact)
                .execute();
        boolean there = tx.query("SELECT 1 FROM contact WHERE tenant_id = :tenant AND id = :contact FOR UPDATE")
                .bind("tenant", tenant)
                .bind("contact", contact)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!there) {
            throw new Rejection.NotFound("contact");
        }
        tx.update("""
                UPDATE outbox SET status = 'canceled'
                 WHERE tenant_id = :tenant AND conversation_id = ANY (:conversations) AND status = 'queued'
                """)
                .bind("tenant", tenant)
                .bindArray("conversations", UUID.class, subject.conversations())
                .execute();
    }

    /// Throws [Rejection.NotFound].
    public Erasure get(TenantId tenant, ErasureId id) {
        return database.tenant(tenant, tx -> ErasureRows.find(tx, tenant, id, ""))
                .orElseThrow(() -> new Rejection.NotFound("erasure"));
    }

    /// Newest first; `before` is the `next` of the page before.
    public Page<Erasure> list(TenantId tenant, Optional<UUID> before, int limit) {
        return Page.of(
                database.tenant(tenant, tx -> ErasureRows.list(tx, tenant, before, limit + 1)), limit, Erasure::id);
    }

    @Override
    public String name() {
        return "erasures";
    }

    @Override
    public List<Errands.Errand<UUID>> due(int most) {
        Instant now = sources.clock().instant();
        return database.worker(tx -> ErasureRows.due(tx, now, most));
    }

    @Override
    public boolean step(Errands.Errand<UUID> errand) {
        return database.worker(tx -> {
            Optional<Erasure> found = ErasureRows.find(tx, errand.tenant(), new ErasureId(errand.id()), " FOR UPDATE");
            Optional<Subject> subject = found.flatMap(Erasure::subject);
            if (found.isEmpty() || subject.isEmpty()) {
                return false;
            }
            Optional<String> obstacle = obstacle(tx, subject.get());
            if (obstacle.isPresent()) {
                Instant again = sources.clock().instant().plus(SOON);
                ErasureRows.later(tx, errand.tenant(), errand.id(), obstacle.get(), again);
                return false;
            }
            boolean more = part(tx, found.get(), subject.get());
            CrashPoint.ERASURE_BEFORE_COMMIT.pass();
            return more;
        });
    }

    private static Optional<String> obstacle(Tx tx, Subject subject) {
        int sending = tx.query("""
                SELECT count(*) FROM outbox o JOIN message m ON m.tenant_id = o.tenant_id AND m.id = o.message_id
                 WHERE o.tenant_id = :tenant AND m.conversation_id = ANY (:conversations) AND o.status = 'sending'
                """)
                .bind("tenant", subject.tenant())
                .bindArray("conversations", UUID.class, subject.conversations())
                .mapTo(Integer.class)
                .one();
        if (sending > 0) {
            return Optional.of("A message to the person is being sent just now.");
        }
        int imports = tx.query("SELECT count(*) FROM contact_import WHERE tenant_id = :tenant AND state = 'running'")
                .bind("tenant", subject.tenant())
                .mapTo(Integer.class)
                .one();
        return imports > 0 ? Optional.of("Contacts are being brought in from a file.") : Optional.empty();
    }

    private boolean part(Tx tx, Erasure before, Subject subject) {
        Instant now = sources.clock().instant();
        int at = before.step()
                .map(step -> Integer.parseInt(step.substring(0, step.indexOf(' '))))
                .orElse(0);
        Erasable step = steps.get(at);
        Erasable.Part part = step.erase(tx, subject, before.position());
        Map<String, Integer> erased = new TreeMap<>(before.erased());
        erased.merge(step.what(), part.erased(), Integer::sum);
        int next = part.more() ? at : at + 1;
        Erasure after = new Erasure(
                before.tenant(),
                before.id(),
                before.contact(),
                Erasure.State.RUNNING,
                before.subject(),
                next < steps.size() ? Optional.of(next + " " + steps.get(next).what()) : Optional.empty(),
                part.more() ? part.next() : Optional.empty(),
                erased,
                Optional.empty(),
                0,
                before.createdAt(),
                before.startedAt().or(() -> Optional.of(now)),
                Optional.empty(),
                Optional.empty());
        if (next < steps.size()) {
            ErasureRows.write(tx, after);
            return true;
        }
        finish(tx, after, now);
        return false;
    }

    private void finish(Tx tx, Erasure work, Instant now) {
        String digest = work.digest(now);
        Event gone = new Event.ContactUpdated(
                work.contact(),
                new Parties.Party(Identity.NOBODY, Optional.empty(), Optional.of(work.contact())),
                "erased");
        journal.append(tx, List.of(Draft.ofTenant(work.tenant(), gone)));
        ErasureRows.write(
                tx,
                new Erasure(
                        work.tenant(),
                        work.id(),
                        work.contact(),
                        Erasure.State.DONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        work.erased(),
                        Optional.empty(),
                        0,
                        work.createdAt(),
                        work.startedAt(),
                        Optional.of(now),
                        Optional.of(digest)));
        ObjectNode detail = Json.object().put("erasureId", work.id().text()).put("digest", digest);
        audit.record(tx, work.tenant(), Author.SYSTEM, Deed.of("contact.erased", work.contact(), detail));
    }

    @Override
    public void failed(Errands.Errand<UUID> errand, RuntimeException why) {
        database.worker(tx -> {
            int failures = ErasureRows.find(tx, errand.tenant(), new ErasureId(errand.id()), "")
                    .map(Erasure::failures)
                    .orElse(0);
            Duration pause = SOON.multipliedBy(1L << Math.min(failures, 6));
            Instant again = sources.clock().instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            ErasureRows.later(
                    tx, errand.tenant(), errand.id(), "It did not work and is tried again; the log says why.", again);
            return errand;
        });
    }
}
