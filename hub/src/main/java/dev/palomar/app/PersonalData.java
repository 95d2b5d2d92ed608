package dev.palomar.app;

import dev.palomar.api.http.Resource;
import dev.palomar.api.inbox.ContactFileRoutes;
import dev.palomar.api.inbox.ContactRoutes;
import dev.palomar.api.inbox.PrivacyRoutes;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.consent.ConsentRegister;
import dev.palomar.conversation.consent.OptOuts;
import dev.palomar.conversation.contact.Contacts;
import dev.palomar.conversation.contact.Imports;
import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.privacy.PrivacyRules;
import java.util.List;

/// What is known of people: the address book, what they agreed to, and how long things are kept.
final class PersonalData implements AutoCloseable {

    /// What it stands on.
    record Ground(Database database, Journal journal, Node node, Hub.Sources sources) {}

    private final Ground ground;
    private final Settings settings;
    private final PrivacyRules rules;
    private final ContactReader reader;
    private final Contacts contacts;
    private final ConsentRegister consents;
    private final Imports imports;
    private final Audit audit;

    PersonalData(Settings settings, Ground ground) {
        this.settings = settings;
        this.ground = ground;
        Database database = ground.database();
        Hub.Sources sources = ground.sources();
        this.audit = new Audit(database, sources.clock(), sources.ids());
        this.rules = new PrivacyRules(database, audit, sources.clock());
        this.reader = new ContactReader(database);
        this.contacts = new Contacts(database, ground.journal(), sources.clock(), sources.ids());
        this.imports = new Imports(database, ground.journal(), ground.node(), contacts, sources.clock(), sources.ids());
        this.consents = new ConsentRegister(database, ground.journal(), sources.clock(), sources.ids());
    }

    /// Hears in what comes in who wants no advertising.
    OptOuts optOuts() {
        return new OptOuts(rules, ground.sources().ids());
    }

    void start() {
        imports.start();
    }

    @Override
    public void close() {
        imports.close();
    }

    List<Resource> resources() {
        return List.of(
                new ContactFileRoutes(imports, reader, audit),
                new ContactRoutes(reader, contacts, consents, ground.sources().clock()),
                new PrivacyRoutes(rules, (int) settings.keepEvents().toDays()));
    }
}
