package dev.palomar.app;

import dev.palomar.cluster.Node;
import dev.palomar.connection.Connections;
import dev.palomar.connection.Signups;
import dev.palomar.database.Database;
import dev.palomar.device.Joining;
import dev.palomar.journal.Journal;
import dev.palomar.model.id.TenantId;
import dev.palomar.template.Lookup;
import dev.palomar.template.NameLookup;
import dev.palomar.template.Review;
import dev.palomar.template.SyncStep;
import dev.palomar.template.Syncs;
import dev.palomar.template.Templates;
import dev.palomar.transport.cloud.CloudSignup;
import dev.palomar.transport.cloud.CloudTemplates;
import dev.palomar.vault.Vault;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The companies' business accounts at Meta: how they come here, and their templates.
final class BusinessAccounts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BusinessAccounts.class);
    private static final Duration SIGNUP_ROUND = Duration.ofSeconds(5);

    private final Syncs syncs;
    private final Templates templates;
    private final Lookup lookup;
    private final Signups signups;
    private final Connections connections;
    private final Thread signupRounds;
    private volatile boolean stopping;

    /// What it stands on.
    record Ground(Database database, Vault vault, Node node, Journal journal, Hub.Sources sources) {}

    BusinessAccounts(Settings settings, Ground ground, Numbers numbers) {
        Database database = ground.database();
        Journal journal = ground.journal();
        Hub.Sources sources = ground.sources();
        CloudTemplates meta = new CloudTemplates(numbers.graph(), settings.metaApp());
        SyncStep step = new SyncStep(database, numbers.credentials(), meta, journal, sources.clock(), sources.ids());
        this.lookup = new NameLookup(database, numbers.credentials(), meta, journal, sources.clock(), sources.ids());
        this.syncs = new Syncs(database, ground.node(), step, sources.clock());
        Review review = new Review(numbers.credentials(), meta, numbers.shelf(), this::doubt);
        this.templates = new Templates(database, review, syncs, sources.clock(), sources.ids());

        CloudSignup signup = new CloudSignup(numbers.graph(), settings.metaApp());
        this.signups = new Signups(
                database,
                ground.vault(),
                settings.signup(),
                signup,
                new Joining(database, numbers.credentials(), numbers.devices()),
                new Signups.Sources(sources.clock(), sources.random(), sources.ids()));
        this.connections = new Connections(
                database,
                numbers.devices(),
                signups,
                new Connections.Means(numbers.credentials(), signup, settings.metaApp(), settings.publicUrl()),
                sources.clock());
        this.signupRounds = Thread.ofVirtual().name("signups").unstarted(this::rounds);
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

    Signups signups() {
        return signups;
    }

    Connections connections() {
        return connections;
    }

    void start() {
        syncs.start();
        signupRounds.start();
    }

    private void rounds() {
        while (!stopping) {
            try {
                signups.work();
                Thread.sleep(SIGNUP_ROUND);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.atWarn().setCause(failure).log("signups could not be gone on with");
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(SIGNUP_ROUND);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets go of what nobody can use any more.
    void tidy() {
        syncs.tidy();
        signups.tidy();
    }

    @Override
    public void close() {
        stopping = true;
        signupRounds.interrupt();
        syncs.close();
    }
}
