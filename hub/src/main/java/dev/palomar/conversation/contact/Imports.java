package dev.palomar.conversation.contact;

import dev.palomar.cluster.Errands;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.ContactNews;
import dev.palomar.database.CrashPoint;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.JobId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/// Brings the contacts of files in. A file stands in the database until all of it is in; the rows of one part and how
/// far they bring it are written together.
public final class Imports implements Errands.Work<UUID>, AutoCloseable {

    private static final int PART = 100;
    private static final int LONGEST_REPORT = 1_000;

    private final Database database;
    private final Journal journal;
    private final Contacts contacts;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Errands<UUID> errands;
    private final Map<Errands.Errand<UUID>, ContactFile> open = new ConcurrentHashMap<>();

    public Imports(
            Database database, Journal journal, Node node, Contacts contacts, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.journal = journal;
        this.contacts = contacts;
        this.clock = clock;
        this.ids = ids;
        this.errands = new Errands<>(node, this);
    }

    public void start() {
        errands.start();
    }

    @Override
    public void close() {
        errands.close();
    }

    /// Keeps the file and begins. Throws a [Rejection] when it cannot be used as a whole, and
    /// [Rejection.Conflict] when another one of the tenant is under way.
    public ContactImport begin(TenantId tenant, byte[] content) {
        ContactFile file = ContactFile.read(content);
        JobId id = new JobId(ids.get());
        return database.tenant(tenant, tx -> {
            if (ImportRows.anyRunning(tx, tenant)) {
                throw new Rejection.Conflict("wrong-state", "Another import is under way. Wait until it is done.");
            }
            ImportRows.insert(tx, tenant, id, content, file.size(), clock.instant());
            tx.afterCommit(errands::ring);
            return ImportRows.find(tx, tenant, id).orElseThrow();
        });
    }

    /// Throws [Rejection.NotFound].
    public ContactImport get(TenantId tenant, JobId id) {
        return database.tenant(tenant, tx -> ImportRows.find(tx, tenant, id))
                .orElseThrow(() -> new Rejection.NotFound("import"));
    }

    /// Newest first; `before` is the `next` of the page before.
    public Page<ContactImport> list(TenantId tenant, Optional<UUID> before, int limit) {
        return Page.of(
                database.tenant(tenant, tx -> ImportRows.list(tx, tenant, before, limit + 1)),
                limit,
                ContactImport::id);
    }

    @Override
    public String name() {
        return "contact imports";
    }

    @Override
    public List<Errands.Errand<UUID>> due(int most) {
        return database.worker(tx -> ImportRows.running(tx, most));
    }

    @Override
    public boolean step(Errands.Errand<UUID> errand) {
        ContactFile file = open.computeIfAbsent(errand, this::opened);
        boolean more = database.tenant(errand.tenant(), tx -> {
            Optional<ContactImport> now = ImportRows.lock(tx, errand.tenant(), new JobId(errand.id()));
            if (now.isEmpty() || now.get().state() != ContactImport.State.RUNNING) {
                return false;
            }
            ContactImport after = new Part(tx, errand.tenant(), now.get()).take(file);
            ImportRows.write(tx, errand.tenant(), after);
            CrashPoint.IMPORT_BEFORE_COMMIT.pass();
            return after.state() == ContactImport.State.RUNNING;
        });
        if (!more) {
            open.remove(errand);
        }
        return more;
    }

    @Override
    public void failed(Errands.Errand<UUID> errand, RuntimeException why) {
        open.remove(errand);
    }

    private ContactFile opened(Errands.Errand<UUID> errand) {
        return ContactFile.read(database.tenant(
                        errand.tenant(), tx -> ImportRows.content(tx, errand.tenant(), new JobId(errand.id())))
                .orElseThrow(() -> new IllegalStateException("an import without its file")));
    }

    /// Some rows of a file, in one transaction.
    private final class Part {

        private final Tx tx;
        private final TenantId tenant;
        private final ContactImport before;
        private final ArrayNode report;
        private final Instant now = clock.instant();
        private final Set<ContactId> created = new LinkedHashSet<>();
        private final Set<ContactId> changed = new LinkedHashSet<>();
        private int made;
        private int altered;
        private int failed;

        Part(Tx tx, TenantId tenant, ContactImport before) {
            this.tx = tx;
            this.tenant = tenant;
            this.before = before;
            this.report = before.report().deepCopy();
        }

        ContactImport take(ContactFile file) {
            int end = Math.min(before.rows() + PART, file.size());
            for (int at = before.rows(); at < end; at++) {
                switch (file.line(at)) {
                    case ContactFile.Line.Blank _ -> {}
                    case ContactFile.Line.Faulty wrong -> fault(wrong.row(), wrong.field(), wrong.problem());
                    case ContactFile.Line.Contact contact -> keep(contact);
                }
            }
            changed.removeAll(created);
            ContactNews.changed(tx, journal, tenant, created, Contacts.CREATED);
            ContactNews.changed(tx, journal, tenant, changed, Contacts.DETAILS);
            boolean done = end >= file.size();
            return new ContactImport(
                    before.id(),
                    done ? ContactImport.State.DONE : ContactImport.State.RUNNING,
                    before.total(),
                    end,
                    new ContactImport.Counts(
                            before.counts().created() + made,
                            before.counts().changed() + altered,
                            before.counts().failed() + failed),
                    report,
                    Optional.empty(),
                    before.createdAt(),
                    done ? Optional.of(now) : Optional.empty());
        }

        private void fault(int row, String field, String problem) {
            failed++;
            if (report.size() < LONGEST_REPORT) {
                report.addObject().put("row", row).put("field", field).put("problem", problem);
            }
        }

        private void keep(ContactFile.Line.Contact line) {
            Optional<ContactId> fresh = contacts.create(tx, tenant, line.phone(), now);
            ContactId contact = fresh.or(() -> Contacts.holder(tx, tenant, line.phone()))
                    .orElseThrow(() -> new IllegalStateException("a contact vanished while it was used"));
            Details known = Details.lock(tx, tenant, contact)
                    .orElseThrow(() -> new IllegalStateException("a contact vanished while it was used"));
            Details after;
            try {
                after = known.with(change(line)).and(line.tags());
            } catch (Rejection.InvalidValue tooMany) {
                fault(
                        line.row(),
                        tooMany.faults().getFirst().field(),
                        tooMany.faults().getFirst().detail());
                after = known;
            }
            if (!after.equals(known)) {
                after.write(tx, tenant, contact, now);
            }
            if (fresh.isPresent()) {
                made++;
                created.add(contact);
            } else if (!after.equals(known)) {
                altered++;
                changed.add(contact);
            }
        }

        private static ContactChange change(ContactFile.Line.Contact line) {
            Map<String, Optional<String>> fields = new LinkedHashMap<>();
            line.fields().forEach((field, value) -> fields.put(field, Optional.of(value)));
            return new ContactChange(said(line.name()), Optional.empty(), fields, said(line.note()));
        }

        /// An empty cell changes nothing.
        private static Optional<Optional<String>> said(Optional<String> cell) {
            return cell.isPresent() ? Optional.of(cell) : Optional.empty();
        }
    }
}
