package dev.palomar.app;

import dev.palomar.cluster.Node;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.model.id.TenantId;
import dev.palomar.template.Lookup;
import dev.palomar.template.NameLookup;
import dev.palomar.template.Review;
import dev.palomar.template.SyncStep;
import dev.palomar.template.Syncs;
import dev.palomar.template.Templates;
import dev.palomar.transport.cloud.CloudTemplates;

/// The companies' business accounts at Meta: their templates.
final class BusinessAccounts implements AutoCloseable {

    private final Syncs syncs;
    private final Templates templates;
    private final Lookup lookup;

    BusinessAccounts(
            Settings settings, Database database, Node node, Journal journal, Numbers numbers, Hub.Sources sources) {
        CloudTemplates meta = new CloudTemplates(numbers.graph(), settings.metaApp());
        SyncStep step = new SyncStep(database, numbers.credentials(), meta, journal, sources.clock(), sources.ids());
        this.lookup = new NameLookup(database, numbers.credentials(), meta, journal, sources.clock(), sources.ids());
        this.syncs = new Syncs(database, node, step, sources.clock());
        Review review = new Review(numbers.credentials(), meta, numbers.shelf(), this::doubt);
        this.templates = new Templates(database, review, syncs, sources.clock(), sources.ids());
    }

    /// Off the thread that found out: it may hold others up.
    private void doubt(TenantId tenant, String account) {
        Thread.startVirtualThread(() -> syncs.doubt(tenant, account));
    }

    Templates templates() {
        return templates;
    }

    Lookup lookup() {
        return lookup;
    }

    void start() {
        syncs.start();
    }

    /// Lets go of what nobody can use any more.
    void tidy() {
        syncs.tidy();
    }

    @Override
    public void close() {
        syncs.close();
    }
}
