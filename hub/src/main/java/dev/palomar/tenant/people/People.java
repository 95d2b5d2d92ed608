package dev.palomar.tenant.people;

import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Page;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Role;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.tenant.people.password.Passwords;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// The people of a tenant. An account may belong to several tenants; therefore an administrator of one of them has no
/// power over the account itself (its name, its password) unless all its tenants are theirs.
public final class People {

    /// Somebody who was added. The link is for those who have no account here yet.
    public record Added(Member member, Optional<OneTimeLink> invitation) {}

    private final Database database;
    private final Passwords passwords;
    private final Audit audit;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Links links;
    private final Sessions sessions;
    private final Runnable changed;

    /// `changed` hears of every change to somebody's memberships.
    public People(
            Database database,
            Passwords passwords,
            Audit audit,
            InstantSource clock,
            RandomGenerator random,
            Supplier<UUID> ids,
            Runnable changed) {
        this.database = database;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
        this.links = new Links(clock, random);
        this.sessions = new Sessions(clock, random, ids);
        this.changed = changed;
    }

    /// Newest account first; `search` is a part of the name or the email address.
    public Page<Member> list(TenantId tenant, Optional<String> search, Optional<UUID> before, int limit) {
        List<Member> members = database.worker(tx -> tx.query("""
                SELECT p.*, m.role, m.disabled, m.created_at AS joined_at,
                       EXISTS (SELECT FROM second_factor f
                                WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL) AS second_factor
                  FROM membership m JOIN person p ON p.id = m.person_id
                 WHERE m.tenant_id = :tenant
                   AND (:before::uuid IS NULL OR p.id < :before::uuid)
                   AND (:search::text IS NULL OR strpos(lower(p.name), lower(:search)) > 0
                        OR strpos(p.email, lower(:search)) > 0)
                 ORDER BY p.id DESC
                 LIMIT :limit
                """)
                .bind("tenant", tenant)
                .bind("before", before.orElse(null))
                .bind("search", search.orElse(null))
                .bind("limit", limit + 1)
                .map((row, _) -> PersonRows.member(row))
                .list());
        return Page.of(members, limit, Member::id);
    }

    public Member get(TenantId tenant, PersonId id) {
        return database.worker(tx -> get(tx, tenant, id));
    }

    /// Adds somebody. Who has an account already keeps its name and password; only a superadmin, or somebody who
    /// administers another tenant of theirs, may add them: anybody could have made an account with that address
    /// before.
    public Added add(TenantId tenant, NewMember wanted, Administrator by) {
        if (wanted.role() == Role.SUPERADMIN) {
            mustBeSuperadmin(by);
        }
        wanted.password()
                .flatMap(password -> passwords.objection(password, wanted.email()))
                .ifPresent(objection -> {
                    throw new Rejection.InvalidValue("password", objection);
                });
        Optional<String> hash = wanted.password().map(passwords::hash);
        return write(tx -> {
            lock(tx, tenant);
            Optional<PersonRows.Account> known = PersonRows.byEmail(tx, wanted.email());
            known.ifPresent(account -> mayAdd(tx, tenant, account.person(), by));
            PersonId id = known.map(account -> account.person().id()).orElseGet(() -> insert(tx, wanted, hash));
            join(tx, tenant, id, wanted.role());
            if (wanted.role() == Role.SUPERADMIN) {
                setSuperadmin(tx, id, true);
            }
            Optional<OneTimeLink> invitation = known.isPresent() || hash.isPresent()
                    ? Optional.empty()
                    : Optional.of(links.forPerson(tx, Links.Purpose.INVITATION, id));
            ObjectNode detail = Json.object().put("role", wanted.role().word());
            audit.record(tx, tenant, by.author(), Deed.of("user.added", id, detail));
            return new Added(get(tx, tenant, id), invitation);
        });
    }

    public Member change(TenantId tenant, PersonId id, MemberChange change, Administrator by) {
        return write(tx -> {
            lock(tx, tenant);
            Member before = get(tx, tenant, id);
            mayTouch(before, by);
            change.name()
                    .filter(name -> !name.equals(before.name()))
                    .ifPresent(name -> rename(tx, tenant, id, name, by));
            change.role()
                    .filter(role -> role != before.role())
                    .ifPresent(role -> changeRole(tx, tenant, before, role, by));
            change.disabled().ifPresent(disabled -> disable(tx, tenant, before, disabled));
            ObjectNode detail = Json.object();
            change.name().ifPresent(_ -> detail.put("nameChanged", true));
            change.role().ifPresent(role -> detail.put("role", role.word()));
            change.disabled().ifPresent(disabled -> detail.put("disabled", disabled));
            audit.record(tx, tenant, by.author(), Deed.of("user.changed", id, detail));
            return get(tx, tenant, id);
        });
    }

    /// Takes a person out of the tenant. An account that then belongs to no tenant is deleted.
    public void remove(TenantId tenant, PersonId id, Administrator by) {
        write(tx -> {
            lock(tx, tenant);
            Member member = get(tx, tenant, id);
            mayTouch(member, by);
            mustLeaveAnAdministrator(tx, tenant, member);
            tx.update("DELETE FROM membership WHERE tenant_id = :tenant AND person_id = :person")
                    .bind("tenant", tenant)
                    .bind("person", id)
                    .execute();
            tx.update("""
                    DELETE FROM person
                     WHERE id = :person AND NOT superadmin
                       AND NOT EXISTS (SELECT FROM membership m WHERE m.person_id = person.id)
                    """).bind("person", id).execute();
            audit.record(tx, tenant, by.author(), Deed.of("user.removed", id));
            return true;
        });
    }

    /// A link with which the person chooses a new password; the old one works until then.
    public OneTimeLink resetPassword(TenantId tenant, PersonId id, Administrator by) {
        return write(tx -> {
            Member member = get(tx, tenant, id);
            mayTouch(member, by);
            mustOwn(tx, tenant, id, by);
            Links.Purpose purpose =
                    member.state() == Member.State.INVITED ? Links.Purpose.INVITATION : Links.Purpose.PASSWORD;
            OneTimeLink link = links.forPerson(tx, purpose, id);
            audit.record(tx, tenant, by.author(), Deed.of("user.linkMade", id));
            return link;
        });
    }

    /// Takes the person's second factor away, for somebody whose telephone and recovery codes are gone. All their
    /// sessions end: the telephone may be in other hands.
    public void resetSecondFactor(TenantId tenant, PersonId id, Administrator by) {
        write(tx -> {
            Member member = get(tx, tenant, id);
            mayTouch(member, by);
            mustOwn(tx, tenant, id, by);
            if (SecondFactors.delete(tx, id)) {
                sessions.endAll(tx, id, Optional.empty());
                audit.record(tx, tenant, by.author(), Deed.of("user.secondFactorReset", id));
            }
            return true;
        });
    }

    private static Member get(Tx tx, TenantId tenant, PersonId id) {
        return tx.query("""
                SELECT p.*, m.role, m.disabled, m.created_at AS joined_at,
                       EXISTS (SELECT FROM second_factor f
                                WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL) AS second_factor
                  FROM membership m JOIN person p ON p.id = m.person_id
                 WHERE m.tenant_id = :tenant AND m.person_id = :person
                """)
                .bind("tenant", tenant)
                .bind("person", id)
                .map((row, _) -> PersonRows.member(row))
                .findOne()
                .orElseThrow(() -> new Rejection.NotFound("user"));
    }

    /// Changes of one tenant's people happen one after the other: otherwise two could each take the last administrator
    /// but one.
    private static void lock(Tx tx, TenantId tenant) {
        List<UUID> locked = tx.query("SELECT id FROM tenant WHERE id = :tenant FOR UPDATE")
                .bind("tenant", tenant)
                .mapTo(UUID.class)
                .list();
        if (locked.isEmpty()) {
            throw new Rejection.NotFound("tenant");
        }
    }

    private PersonId insert(Tx tx, NewMember wanted, Optional<String> hash) {
        PersonId id = new PersonId(ids.get());
        int made = tx.update("""
                INSERT INTO person (id, email, name, password_hash, created_at)
                VALUES (:id, :email, :name, :hash, :now)
                ON CONFLICT (email) DO NOTHING
                """)
                .bind("id", id)
                .bind("email", wanted.email().value())
                .bind("name", wanted.name())
                .bind("hash", hash.orElse(null))
                .bind("now", Timestamp.from(clock.instant()))
                .execute();
        if (made == 0) {
            throw new Rejection.Conflict("Somebody else is adding this person just now. Try again.");
        }
        return id;
    }

    private void join(Tx tx, TenantId tenant, PersonId id, Role role) {
        int joined = tx.update("""
                INSERT INTO membership (tenant_id, person_id, role, created_at) VALUES (:tenant, :person, :role, :now)
                ON CONFLICT DO NOTHING
                """)
                .bind("tenant", tenant)
                .bind("person", id)
                .bind("role", kept(role).word())
                .bind("now", Timestamp.from(clock.instant()))
                .execute();
        if (joined == 0) {
            throw new Rejection.Conflict("This person belongs to the tenant already.");
        }
    }

    private <T> T write(Database.Work<T> work) {
        T result = database.worker(work);
        changed.run();
        return result;
    }

    private static void mayAdd(Tx tx, TenantId tenant, Person person, Administrator by) {
        if (!by.superadmin() && administeredOf(tx, tenant, person.id(), by).administered() == 0) {
            throw new Rejection.Conflict(
                    "This address has an account on this hub already. An administrator of the platform can add it here.");
        }
    }

    private void rename(Tx tx, TenantId tenant, PersonId id, String name, Administrator by) {
        mustOwn(tx, tenant, id, by);
        tx.update("UPDATE person SET name = :name WHERE id = :id")
                .bind("name", name)
                .bind("id", id)
                .execute();
    }

    private static void changeRole(Tx tx, TenantId tenant, Member member, Role role, Administrator by) {
        if (role == Role.SUPERADMIN || member.role() == Role.SUPERADMIN) {
            mustBeSuperadmin(by);
            setSuperadmin(tx, member.id(), role == Role.SUPERADMIN);
        }
        if (role == Role.AGENT) {
            mustLeaveAnAdministrator(tx, tenant, member);
        }
        tx.update("UPDATE membership SET role = :role WHERE tenant_id = :tenant AND person_id = :person")
                .bind("role", kept(role).word())
                .bind("tenant", tenant)
                .bind("person", member.id())
                .execute();
    }

    private static void disable(Tx tx, TenantId tenant, Member member, boolean disabled) {
        if (disabled && member.role() == Role.SUPERADMIN) {
            throw new Rejection.Conflict("wrong-state", "A superadmin cannot be disabled. Change the role first.");
        }
        if (disabled) {
            mustLeaveAnAdministrator(tx, tenant, member);
        }
        tx.update("UPDATE membership SET disabled = :disabled WHERE tenant_id = :tenant AND person_id = :person")
                .bind("disabled", disabled)
                .bind("tenant", tenant)
                .bind("person", member.id())
                .execute();
    }

    private static void setSuperadmin(Tx tx, PersonId id, boolean superadmin) {
        List<PersonId> all = tx.query("SELECT id FROM person WHERE superadmin ORDER BY id FOR UPDATE")
                .mapTo(UUID.class)
                .map(PersonId::new)
                .list();
        if (!superadmin && all.equals(List.of(id))) {
            throw new Rejection.Conflict("wrong-state", "This is the last superadmin. Make another one first.");
        }
        tx.update("UPDATE person SET superadmin = :superadmin WHERE id = :id")
                .bind("superadmin", superadmin)
                .bind("id", id)
                .execute();
    }

    /// What is written in the membership: being superadmin is not a matter of a tenant.
    private static Role kept(Role role) {
        return switch (role) {
            case SUPERADMIN, TENANT_ADMIN -> Role.TENANT_ADMIN;
            case AGENT -> Role.AGENT;
        };
    }

    private static void mustBeSuperadmin(Administrator by) {
        if (!by.superadmin()) {
            throw new Rejection.Forbidden("Only a superadmin may give or take away the role superadmin.");
        }
    }

    private static void mayTouch(Member member, Administrator by) {
        if (member.role() == Role.SUPERADMIN && !by.superadmin()) {
            throw new Rejection.Forbidden("Only a superadmin may change a superadmin.");
        }
    }

    private static void mustOwn(Tx tx, TenantId tenant, PersonId id, Administrator by) {
        Reach reach = administeredOf(tx, tenant, id, by);
        if (!by.superadmin() && reach.administered() < reach.others()) {
            throw new Rejection.Conflict(
                    "wrong-state",
                    "This person belongs to other tenants, too. They or an administrator of the platform can do it.");
        }
    }

    private static void mustLeaveAnAdministrator(Tx tx, TenantId tenant, Member member) {
        if (member.role() == Role.AGENT || member.state() == Member.State.DISABLED) {
            return;
        }
        boolean another = tx.query("""
                SELECT EXISTS (SELECT FROM membership
                                WHERE tenant_id = :tenant AND role = 'tenantAdmin' AND NOT disabled
                                  AND person_id <> :person)
                """)
                .bind("tenant", tenant)
                .bind("person", member.id())
                .mapTo(Boolean.class)
                .one();
        if (!another) {
            throw new Rejection.Conflict(
                    "wrong-state", "This is the last administrator of the tenant. Make another one first.");
        }
    }

    /// A person's tenants besides this one, and how many of them `by` administers.
    private record Reach(long others, long administered) {}

    private static Reach administeredOf(Tx tx, TenantId tenant, PersonId person, Administrator by) {
        return tx.query("""
                SELECT count(*) AS others, count(mine.tenant_id) AS administered
                  FROM membership theirs
                  LEFT JOIN membership mine
                         ON mine.tenant_id = theirs.tenant_id AND mine.person_id = :by::uuid
                        AND mine.role = 'tenantAdmin' AND NOT mine.disabled
                 WHERE theirs.person_id = :person AND theirs.tenant_id <> :tenant
                """)
                .bind("by", by.person().map(PersonId::value).orElse(null))
                .bind("person", person)
                .bind("tenant", tenant)
                .map((row, _) -> new Reach(row.getLong("others"), row.getLong("administered")))
                .one();
    }
}
