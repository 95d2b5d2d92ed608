package dev.palomar.app;

import dev.palomar.api.http.Resource;
import dev.palomar.api.inbox.AccessRoutes;
import dev.palomar.api.inbox.ContactFileRoutes;
import dev.palomar.api.inbox.ContactRoutes;
import dev.palomar.api.inbox.PersonRoutes;
import dev.palomar.api.inbox.PrivacyRoutes;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.consent.ConsentRegister;
import dev.palomar.conversation.consent.OptOuts;
import dev.palomar.conversation.contact.Contacts;
import dev.palomar.conversation.contact.Imports;
import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.privacy.AccessLog;
import dev.palomar.privacy.Archives;
import dev.palomar.privacy.Erasures;
import dev.palomar.privacy.Retention;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.limit.Idempotency;
import dev.palomar.tenant.privacy.PrivacyRules;
import dev.palomar.vault.Vault;
import java.io.IOException;
import java.util.List;

/// What is known of people: the address book, what they agreed to, how long things are kept, and how somebody's data is
/// taken out or away.
final class PersonalData implements AutoCloseable {

    /// What it stands on.
    record Ground(Database database, Vault vault, Journal journal, Node node, Hub.Sources sources) {}

    private final Settings settings;
    private final Hub.Sources sources;
    private final Database database;
    private final Audit audit;
    private final PrivacyRules rules;
    private final ContactReader reader;
    private final Contacts contacts;
    private final ConsentRegister consents;
    private final Imports imports;
    private final Archives archives;
    private final Erasures erasures;
    private final Retention retention;
    private final AccessLog access;

    PersonalData(Settings settings, Ground ground, Numbers numbers) {
        this.settings = settings;
        this.sources = ground.sources();
        this.database = ground.database();
        Journal journal = ground.journal();
        Node node = ground.node();
        this.audit = new Audit(database, sources.clock(), sources.ids());
        this.rules = new PrivacyRules(database, audit, sources.clock());
        this.reader = new ContactReader(database);
        this.contacts = new Contacts(database, journal, sources.clock(), sources.ids());
        this.consents = new ConsentRegister(database, journal, sources.clock(), sources.ids());
        this.imports = new Imports(database, journal, node, contacts, sources.clock(), sources.ids());
        this.archives = new Archives(
                database,
                node,
                audit,
                new Archives.Stores(
                        reader,
                        numbers.media(),
                        numbers.store(),
                        settings.data().resolve("exports")),
                new Archives.Sources(sources.clock(), sources.ids()));
        Idempotency idempotency = new Idempotency(database, ground.vault(), sources.clock(), sources.ids());
        this.erasures = new Erasures(
                database,
                journal,
                node,
                audit,
                new Erasures.Stores(numbers.media(), idempotency, archives),
                new Erasures.Sources(sources.clock(), sources.ids(), Erasures.QUIET));
        this.retention = new Retention(database, node, rules, numbers.media(), sources.clock());
        this.access = new AccessLog(database, sources.clock());
    }

    /// Hears in what comes in who wants no advertising.
    OptOuts optOuts() {
        return new OptOuts(rules, sources.ids());
    }

    /// Notes who reads what.
    AccessLog access() {
        return access;
    }

    void start() throws IOException {
        imports.start();
        archives.start();
        erasures.start();
    }

    /// Lets go of what is past its time.
    void tidy() {
        archives.tidy();
        retention.tidy();
    }

    @Override
    public void close() {
        imports.close();
        archives.close();
        erasures.close();
    }

    List<Resource> resources() {
        return List.of(
                new ContactFileRoutes(imports, reader, audit),
                new ContactRoutes(reader, contacts, consents, sources.clock()),
                new PersonRoutes(reader, archives, erasures),
                new AccessRoutes(new ConversationReader(database, sources.clock()), access),
                new PrivacyRoutes(rules, (int) settings.keepEvents().toDays()));
    }
}
