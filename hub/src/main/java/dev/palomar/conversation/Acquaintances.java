package dev.palomar.conversation;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.journal.Journal;
import dev.palomar.model.Identity;
import dev.palomar.model.PlainText;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Learns which names are one person's, and makes one contact of several that turn out to be the same person. Each
/// lesson is a transaction of its own. What is locked is locked in one order: the tenant's lessons, names, the contact,
/// slots, and what is in them.
public final class Acquaintances {

    /// Somebody's names, and perhaps what they are called.
    public record Fact(TenantId tenant, Identity person, Optional<String> name) {}

    private final Database database;
    private final Merging merging;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Acquaintances(Database database, Journal journal, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.merging = new Merging(journal);
        this.clock = clock;
        this.ids = ids;
    }

    /// Returns when what is new in `facts` is on disk. Nobody becomes a contact by being named alone.
    public void learn(List<Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        for (Fact fact : database.worker(tx -> news(tx, facts))) {
            List<ContactId> joined = database.worker(tx -> learn(tx, fact));
            joined.forEach(contact -> forget(fact.tenant(), contact));
        }
    }

    /// WhatsApp says that somebody is called otherwise from now on, by the same `kind` of name: a new
    /// number, a new user id. The contact and its history stay; whoever had the new name gives it up.
    ///
    /// @param before  a key as in [Identity#keys]
    /// @param now     a key of the same kind
    public record Renewal(TenantId tenant, String before, String now) {}

    /// Returns when it is on disk. Nothing happens where nobody has the name of before.
    public void renew(Renewal renewal) {
        List<ContactId> joined = database.worker(tx -> {
            alone(tx, renewal.tenant());
            return renew(tx, renewal, clock.instant());
        });
        joined.forEach(contact -> forget(renewal.tenant(), contact));
    }

    private List<ContactId> renew(Tx tx, Renewal renewal, Instant now) {
        TenantId tenant = renewal.tenant();
        Map<ContactId, List<String>> contacts = contacts(tx, tenant, List.of(renewal.before(), renewal.now()));
        Optional<ContactId> known = owner(contacts, renewal.before());
        if (known.isEmpty() || renewal.before().equals(renewal.now())) {
            return List.of();
        }
        Optional<ContactId> holder = owner(contacts, renewal.now());
        Optional<ContactId> other = holder.filter(contact -> !contact.equals(known.get()));
        List<String> names = new ArrayList<>(contacts.getOrDefault(known.get(), List.of()));
        names.remove(renewal.before());
        names.add(renewal.now());
        List<ContactId> join = other.filter(
                        contact -> SamePerson.mayBeOne(names, contacts.getOrDefault(contact, List.of())))
                .map(List::of)
                .orElse(List.of());
        List<String> take =
                holder.isPresent() && (other.isEmpty() || !join.isEmpty()) ? List.of() : List.of(renewal.now());
        SamePerson same = SamePerson.renewed(known.get(), join, take, renewal.before());
        return become(tx, new Fact(tenant, Identity.ofKeys(names), Optional.empty()), same, now);
    }

    private static Optional<ContactId> owner(Map<ContactId, List<String>> contacts, String key) {
        return contacts.entrySet().stream()
                .filter(contact -> contact.getValue().contains(key))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Puts right what was said to a contact in the very moment in which it became part of another. To be run now and
    /// then; answers how many there were.
    public int repair() {
        List<Stray> strays = database.worker(tx -> tx.query("""
                        SELECT DISTINCT g.tenant_id, g.old_id, g.new_id
                          FROM merged g JOIN conversation v ON v.tenant_id = g.tenant_id AND v.contact_id = g.old_id
                         WHERE g.at > :since
                        """)
                .bind("since", Timestamp.from(clock.instant().minusSeconds(86_400)))
                .map((row, _) -> new Stray(
                        new TenantId(Rows.uuid(row, "tenant_id")),
                        new ContactId(Rows.uuid(row, "old_id")),
                        new ContactId(Rows.uuid(row, "new_id"))))
                .list());
        for (Stray stray : strays) {
            database.worker(tx -> {
                alone(tx, stray.tenant());
                merging.merge(tx, stray.tenant(), stray.now(), List.of(stray.then()), clock.instant());
                return stray;
            });
            forget(stray.tenant(), stray.then());
        }
        return strays.size();
    }

    private record Stray(TenantId tenant, ContactId then, ContactId now) {}

    /// Those that change something, found with one look.
    private static List<Fact> news(Tx tx, List<Fact> facts) {
        Map<TenantId, List<Fact>> byTenant = new LinkedHashMap<>();
        facts.forEach(fact ->
                byTenant.computeIfAbsent(fact.tenant(), _ -> new ArrayList<>()).add(fact));
        List<Fact> news = new ArrayList<>();
        byTenant.forEach((tenant, told) -> {
            Map<String, Known> known = known(
                    tx,
                    tenant,
                    told.stream()
                            .flatMap(fact -> fact.person().keys().stream())
                            .distinct()
                            .toList());
            told.stream().filter(fact -> isNews(fact, known)).forEach(news::add);
        });
        return news.stream().distinct().toList();
    }

    private record Known(ContactId contact, boolean named) {}

    private static boolean isNews(Fact fact, Map<String, Known> known) {
        List<Known> found = fact.person().keys().stream()
                .filter(known::containsKey)
                .map(known::get)
                .toList();
        boolean oneContact = found.stream().map(Known::contact).distinct().count() == 1;
        boolean complete = found.size() == fact.person().keys().size();
        boolean named = fact.name().isEmpty() || found.stream().allMatch(Known::named);
        return !found.isEmpty() && !(oneContact && complete && named);
    }

    private static Map<String, Known> known(Tx tx, TenantId tenant, List<String> keys) {
        Map<String, Known> known = new HashMap<>();
        tx.query("""
                SELECT i.key, i.contact_id, c.name IS NOT NULL AS named
                  FROM unnest(:keys) AS u (key)
                  JOIN contact_identity i ON i.tenant_id = :tenant AND i.key = u.key
                  JOIN contact c ON c.tenant_id = i.tenant_id AND c.id = i.contact_id
                """)
                .bindArray("keys", String.class, keys)
                .bind("tenant", tenant)
                .map((row, _) -> known.put(
                        row.getString("key"),
                        new Known(new ContactId(Rows.uuid(row, "contact_id")), row.getBoolean("named"))))
                .list();
        return known;
    }

    /// One lesson of a tenant at a time: until the transaction ends nobody's contacts are merged.
    public static void alone(Tx tx, TenantId tenant) {
        tx.query("SELECT pg_advisory_xact_lock(hashtextextended('acquaintances ' || :tenant::text, 0))::text")
                .bind("tenant", tenant.value().toString())
                .mapTo(String.class)
                .one();
    }

    /// Answers which contacts are no more.
    private List<ContactId> learn(Tx tx, Fact fact) {
        Instant now = clock.instant();
        alone(tx, fact.tenant());
        Map<ContactId, List<String>> contacts =
                contacts(tx, fact.tenant(), fact.person().keys());
        if (contacts.isEmpty()) {
            return List.of();
        }
        return become(tx, fact, SamePerson.decide(fact.person(), contacts), now);
    }

    private List<ContactId> become(Tx tx, Fact fact, SamePerson same, Instant now) {
        ContactId keeper = same.keeper().orElseGet(() -> create(tx, fact, now));
        rename(tx, fact, same, keeper, now);
        describe(tx, fact, keeper, same, now);
        if (same.join().isEmpty()) {
            merging.tell(tx, fact.tenant(), keeper, same);
            return List.of();
        }
        merging.merge(tx, fact.tenant(), keeper, same.join(), now);
        return same.join();
    }

    /// The contacts that have one of the names, with all of their names, locked.
    private static Map<ContactId, List<String>> contacts(Tx tx, TenantId tenant, List<String> keys) {
        Map<ContactId, List<String>> contacts = new HashMap<>();
        tx.query("""
                SELECT key, contact_id FROM contact_identity
                 WHERE tenant_id = :tenant AND contact_id IN (SELECT contact_id FROM contact_identity
                                                               WHERE tenant_id = :tenant AND key = ANY (:keys))
                 ORDER BY key FOR UPDATE
                """)
                .bind("tenant", tenant)
                .bindArray("keys", String.class, keys)
                .map((row, _) -> contacts.computeIfAbsent(
                                new ContactId(Rows.uuid(row, "contact_id")), _ -> new ArrayList<>())
                        .add(row.getString("key")))
                .list();
        return contacts;
    }

    private ContactId create(Tx tx, Fact fact, Instant now) {
        ContactId contact = new ContactId(ids.get());
        tx.update("""
                INSERT INTO contact (tenant_id, id, name, created_at, updated_at) VALUES (:tenant, :id, :name, :now, :now)
                """)
                .bind("tenant", fact.tenant())
                .bind("id", contact)
                .bind("name", shown(fact).orElse(null))
                .bind("now", Timestamp.from(now))
                .execute();
        return contact;
    }

    private static Optional<String> shown(Fact fact) {
        return fact.name().map(name -> PlainText.line(name, 200)).filter(name -> !name.isEmpty());
    }

    /// Gives the names to whom they belong.
    private static void rename(Tx tx, Fact fact, SamePerson same, ContactId keeper, Instant now) {
        List<ContactId> family = new ArrayList<>(same.join());
        family.add(keeper);
        Belongings.part(tx, fact.tenant(), same.release(), family, true, now);
        Belongings.part(tx, fact.tenant(), same.take(), family, false, now);
        delete(tx, fact.tenant(), same.release());
        tx.update("""
                INSERT INTO contact_identity AS i (tenant_id, key, contact_id, since)
                SELECT :tenant, u.key, :keeper, :now FROM unnest(:keys) AS u (key) ORDER BY u.key
                ON CONFLICT (tenant_id, key) DO UPDATE SET contact_id = EXCLUDED.contact_id, since = EXCLUDED.since
                """)
                .bind("tenant", fact.tenant())
                .bind("keeper", keeper)
                .bind("now", Timestamp.from(now))
                .bindArray("keys", String.class, same.take())
                .execute();
        tx.update("""
                UPDATE contact_identity SET contact_id = :keeper
                 WHERE tenant_id = :tenant AND contact_id = ANY (:joined)
                """)
                .bind("tenant", fact.tenant())
                .bind("keeper", keeper)
                .bindArray("joined", UUID.class, (Object[]) Tx.uuids(same.join()))
                .execute();
    }

    private static void delete(Tx tx, TenantId tenant, Collection<String> keys) {
        tx.update("DELETE FROM contact_identity WHERE tenant_id = :tenant AND key = ANY (:keys)")
                .bind("tenant", tenant)
                .bindArray("keys", String.class, List.copyOf(keys))
                .execute();
    }

    /// The name that people see: that of the contact itself, else of those that became part of it, else what was told.
    private static void describe(Tx tx, Fact fact, ContactId keeper, SamePerson same, Instant now) {
        same.join().forEach(joined -> Belongings.hand(tx, fact.tenant(), joined, keeper, now));
        tx.update("""
                UPDATE contact SET name = coalesce(name, :name), updated_at = :now
                 WHERE tenant_id = :tenant AND id = :keeper
                """)
                .bind("name", shown(fact).orElse(null))
                .bind("now", Timestamp.from(now))
                .bind("tenant", fact.tenant())
                .bind("keeper", keeper)
                .execute();
    }

    /// What became part of another contact is deleted once nobody speaks to it any more; see [#repair].
    private void forget(TenantId tenant, ContactId contact) {
        database.worker(tx ->
                tx.update("""
                        DELETE FROM contact c WHERE c.tenant_id = :tenant AND c.id = :contact
                           AND NOT EXISTS (SELECT FROM conversation v
                                            WHERE v.tenant_id = c.tenant_id AND v.contact_id = c.id)
                           AND NOT EXISTS (SELECT FROM contact_identity i
                                            WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id)
                        """).bind("tenant", tenant).bind("contact", contact).execute());
    }
}
