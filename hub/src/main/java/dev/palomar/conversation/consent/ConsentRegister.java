package dev.palomar.conversation.consent;

import dev.palomar.conversation.ContactNews;
import dev.palomar.database.Database;
import dev.palomar.journal.Journal;
import dev.palomar.model.Page;
import dev.palomar.model.id.ConsentId;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Author;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// What people agreed to, and took back, as the company records it. What is in it never changes.
public final class ConsentRegister {

    /// What is to be recorded. `at` is now when it is empty.
    public record Said(
            String purpose, Consent.State state, String source, Optional<String> proof, Optional<Instant> at) {}

    private final Database database;
    private final Journal journal;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public ConsentRegister(Database database, Journal journal, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.journal = journal;
        this.clock = clock;
        this.ids = ids;
    }

    /// Records it in the name of `author`. The contact exists.
    public Consent record(TenantId tenant, ContactId contact, Said said, Author author) {
        Instant now = clock.instant();
        Consent consent = new Consent(
                new ConsentId(ids.get()),
                said.purpose(),
                said.state(),
                said.source(),
                said.proof(),
                said.at().orElse(now),
                Optional.of(author));
        return database.tenant(tenant, tx -> {
            ConsentRows.insert(tx, tenant, contact, consent, now);
            ConsentRows.conclude(tx, tenant, contact, now);
            ContactNews.changed(tx, journal, tenant, contact, "consent");
            return consent;
        });
    }

    /// Newest first; `before` is the `next` of the page before.
    public Page<Consent> list(TenantId tenant, ContactId contact, Optional<UUID> before, int limit) {
        return Page.of(
                database.tenant(tenant, tx -> ConsentRows.list(tx, tenant, contact, before, limit + 1)),
                limit,
                Consent::id);
    }
}
