package dev.palomar.tenant.people;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.palomar.database.Database;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.model.id.PersonId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import dev.palomar.tenant.people.password.Passwords;
import dev.palomar.tenant.visit.Visits;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Vault;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// How people come in and stay in: the first administrator, logging in, going on, logging out, choosing a password.
public final class Logins {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final String WRONG = "Email or password is wrong.";

    private final Database database;
    private final Passwords passwords;
    private final Audit audit;
    private final Notes notes;
    private final Sources sources;
    private final AccessTokens tokens;
    private final Sessions sessions;
    private final Links links;
    private final LoginDelay delay;
    private final PasswordCheck check;
    private final SecondFactors factors;
    private final LoadingCache<AccessTokens.Bearer, Optional<Standing>> standings;

    /// Time and chance.
    public record Sources(InstantSource clock, RandomGenerator random, Supplier<UUID> ids) {}

    public Logins(Database database, Passwords passwords, Vault vault, MasterKey master, Audit audit, Sources sources) {
        this.database = database;
        this.passwords = passwords;
        this.audit = audit;
        this.notes = new Notes(audit);
        this.sources = sources;
        InstantSource clock = sources.clock();
        this.tokens = new AccessTokens(master, clock);
        this.sessions = new Sessions(clock, sources.random(), sources.ids());
        this.links = new Links(clock, sources.random());
        this.delay = new LoginDelay(database, clock);
        this.check = new PasswordCheck(database, passwords, delay);
        this.factors = new SecondFactors(
                database,
                vault,
                clock,
                sources.random(),
                new SecondFactors.Ground(check, delay, notes, sessions),
                this::forgetStandings);
        this.standings = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(FRESH)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build(this::load);
    }

    public SecondFactors secondFactors() {
        return factors;
    }

    /// When there is nobody yet: the word with which somebody becomes the first administrator. It is good until that
    /// has happened; earlier ones are, too, because several nodes may offer one.
    public Optional<Secret> offerSetup() {
        return database.worker(tx -> anybody(tx) ? Optional.empty() : Optional.of(links.forSetup(tx)));
    }

    /// Makes the first administrator and logs them in.
    public Session setUp(Secret token, EmailAddress email, Secret password, String name, Origin from) {
        refuse("password", password, email);
        String hash = passwords.hash(password);
        Person person = new Person(new PersonId(sources.ids().get()), email, name, true);
        database.worker(tx -> {
            tx.query("SELECT pg_advisory_xact_lock(7061)").map((_, _) -> true).one();
            if (anybody(tx)) {
                throw new Rejection.Gone("This hub has its first administrator already. Log in instead.");
            }
            if (links.find(tx, token)
                    .filter(link -> link.purpose() == Links.Purpose.SETUP)
                    .isEmpty()) {
                throw new Rejection.Unauthenticated(
                        "This is not the set-up link of this hub. It is printed when the hub starts.");
            }
            insert(tx, person, Optional.of(hash));
            links.endSetup(tx);
            audit.record(
                    tx,
                    Audit.PLATFORM,
                    Notes.as(person, from.author()),
                    Deed.to("user", person.id(), "setup.done", Json.object()));
            return true;
        });
        return database.worker(tx -> begin(tx, person, from));
    }

    /// Logs in. Somebody unknown and a wrong password are told apart neither by the answer nor by its time. Whether
    /// there is a second factor is told to those alone who know the password; `code` is of it.
    public Session login(EmailAddress email, Secret password, Optional<Secret> code, Origin from) {
        String address = from.address();
        delay.attempt(email, address);
        Optional<PersonRows.Account> account = database.worker(tx -> PersonRows.byEmail(tx, email));
        boolean right = passwords.matches(password, account.flatMap(PersonRows.Account::passwordHash));
        if (!right || account.isEmpty()) {
            database.worker(tx -> {
                account.ifPresentOrElse(
                        known -> notes.write(tx, known.person(), from.author(), "login.failed"),
                        () -> audit.record(tx, Audit.PLATFORM, from.author(), Deed.of("login.failed")));
                return true;
            });
            throw new Rejection.Unauthenticated("invalid-credentials", WRONG);
        }
        Person person = account.get().person();
        SecondFactors.Used used = required(person, code, from, () -> delay.undecided(email, address));
        delay.succeeded(email, address);
        return database.worker(tx -> {
            Session session = begin(tx, person, from);
            notes.write(
                    tx, person, from.author(), "login.succeeded", Json.object().put("secondFactor", used.word()));
            return session;
        });
    }

    /// A wrong code is in the audit log: whoever tries it has the password.
    private SecondFactors.Used required(Person person, Optional<Secret> code, Origin from, Runnable undecided) {
        try {
            return factors.require(person, code, undecided);
        } catch (Rejection.Unauthenticated refused) {
            if (code.isPresent()) {
                database.worker(tx -> {
                    notes.write(tx, person, from.author(), "login.codeFailed");
                    return true;
                });
            }
            throw refused;
        }
    }

    /// Goes on with a session. A refresh token that was used before ends the session it came from; `page` says that a
    /// page presents it, whose other tab may have done so a moment ago.
    public Session refresh(Secret refreshToken, boolean page, Origin from) {
        record Outcome(Sessions.Presented presented, Optional<Session> session) {}
        Outcome outcome = database.worker(tx -> {
            Sessions.Presented presented = sessions.present(tx, refreshToken, page);
            Optional<Session> session = switch (presented) {
                case Sessions.Presented.Good(PersonId id, UUID family) ->
                    PersonRows.byId(tx, id).map(account -> proceed(tx, account.person(), family, from));
                case Sessions.Presented.Reused(PersonId id) -> {
                    PersonRows.byId(tx, id)
                            .ifPresent(
                                    account -> notes.write(tx, account.person(), from.author(), "login.tokenReused"));
                    yield Optional.empty();
                }
                case Sessions.Presented.JustUsed _, Sessions.Presented.Useless _ -> Optional.empty();
            };
            return new Outcome(presented, session);
        });
        if (outcome.presented() instanceof Sessions.Presented.JustUsed) {
            throw new Rejection.Conflict(
                    "just-refreshed", "This session was renewed a moment ago, perhaps in another tab. Try again.");
        }
        if (outcome.presented() instanceof Sessions.Presented.Reused) {
            standings.invalidateAll();
        }
        return outcome.session()
                .orElseThrow(() -> new Rejection.Unauthenticated("The session has ended. Log in again."));
    }

    /// Ends the session that `refreshToken` belongs to. Succeeds without one.
    public void logout(Secret refreshToken) {
        database.worker(tx -> {
            sessions.sessionOf(tx, refreshToken).ifPresent(session -> sessions.end(tx, session));
            return true;
        });
        standings.invalidateAll();
    }

    /// Ends the session behind an access token.
    public void logout(Standing standing) {
        database.worker(tx -> {
            sessions.end(tx, standing.session());
            return true;
        });
        standings.invalidateAll();
    }

    /// Every other session of the person ends. Trying a wrong current password is slowed down like a login.
    public void changePassword(Standing standing, Secret current, Secret wanted, Author from) {
        Person person = standing.person();
        check.require(person, current, "currentPassword", from);
        refuse("newPassword", wanted, person.email());
        String hash = passwords.hash(wanted);
        database.worker(tx -> {
            setPassword(tx, person.id(), hash, Optional.of(standing.session()));
            notes.write(tx, person, from, "user.passwordChanged");
            return true;
        });
        standings.invalidateAll();
    }

    /// The person's open sessions, newest first.
    public List<OpenSession> sessions(PersonId person) {
        return database.worker(tx -> sessions.open(tx, person));
    }

    /// Ends one of the person's sessions. Throws when there is no such one.
    public void endSession(Person person, UUID session, Author from) {
        database.worker(tx -> {
            if (!sessions.isOpen(tx, person.id(), session)) {
                throw new Rejection.NotFound("session");
            }
            sessions.end(tx, session);
            notes.write(tx, person, from, "user.sessionEnded");
            return true;
        });
        standings.invalidateAll();
    }

    /// Takes an invitation, or a link for a new password, and logs the person in. All their earlier sessions end.
    /// The link alone is not enough for an account with a second factor: whoever reads the mail has no telephone.
    public Session accept(Secret token, Secret password, Optional<String> name, Optional<Secret> code, Origin from) {
        Links.Link seen = database.worker(tx -> good(tx, token));
        PersonId id = seen.person().orElseThrow(Logins::used);
        Person person = database.worker(tx -> PersonRows.byId(tx, id))
                .orElseThrow(Logins::used)
                .person();
        refuse("password", password, person.email());
        required(person, code, from, () -> {});
        String hash = passwords.hash(password);
        Session session = database.worker(tx -> {
            good(tx, token);
            setPassword(tx, id, hash, Optional.empty());
            name.ifPresent(chosen -> tx.update("UPDATE person SET name = :name WHERE id = :id")
                    .bind("name", chosen)
                    .bind("id", id)
                    .execute());
            Person now = new Person(id, person.email(), name.orElse(person.name()), person.superadmin());
            notes.write(
                    tx,
                    now,
                    from.author(),
                    seen.purpose() == Links.Purpose.INVITATION ? "user.joined" : "user.passwordReset");
            return begin(tx, now, from);
        });
        standings.invalidateAll();
        return session;
    }

    /// Whose access token this is and where they may go, at most two seconds old. Empty when it is not one of ours,
    /// has run out, or its session has ended.
    public Optional<Standing> standing(Secret accessToken) {
        return tokens.read(accessToken).flatMap(standings::get);
    }

    /// Forgets what has run out. To be called now and then.
    public void tidy() {
        delay.tidy();
        database.worker(tx -> {
            sessions.tidy(tx);
            links.tidy(tx);
            return true;
        });
    }

    /// What is known of memberships is asked for again: somebody's have changed.
    public void forgetStandings() {
        standings.invalidateAll();
    }

    private Optional<Standing> load(AccessTokens.Bearer bearer) {
        return database.worker(tx -> sessions.isOpen(tx, bearer.person(), bearer.session())
                ? PersonRows.byId(tx, bearer.person()).map(account -> standing(tx, account.person(), bearer.session()))
                : Optional.empty());
    }

    private Session begin(Tx tx, Person person, Origin from) {
        tx.update("UPDATE person SET last_login_at = :now WHERE id = :id")
                .bind("now", Timestamp.from(sources.clock().instant()))
                .bind("id", person.id())
                .execute();
        return proceed(tx, person, sessions.fresh(), from);
    }

    private Session proceed(Tx tx, Person person, UUID session, Origin from) {
        Secret refresh = sessions.next(tx, person.id(), session, from);
        return new Session(
                tokens.issue(person.id(), session),
                AccessTokens.LIFETIME,
                refresh,
                Sessions.LIFETIME,
                standing(tx, person, session));
    }

    private Standing standing(Tx tx, Person person, UUID session) {
        return new Standing(
                person,
                session,
                PersonRows.memberships(tx, person),
                SecondFactors.isOn(tx, person.id()),
                person.superadmin() ? Visits.open(tx, session, sources.clock().instant()) : List.of());
    }

    private void setPassword(Tx tx, PersonId id, String hash, Optional<UUID> keptSession) {
        tx.update("UPDATE person SET password_hash = :hash WHERE id = :id")
                .bind("hash", hash)
                .bind("id", id)
                .execute();
        sessions.endAll(tx, id, keptSession);
        links.endAll(tx, id);
    }

    private void insert(Tx tx, Person person, Optional<String> hash) {
        tx.update("""
                INSERT INTO person (id, email, name, password_hash, superadmin, created_at)
                VALUES (:id, :email, :name, :hash, :superadmin, :now)
                """)
                .bind("id", person.id())
                .bind("email", person.email().value())
                .bind("name", person.name())
                .bind("hash", hash.orElse(null))
                .bind("superadmin", person.superadmin())
                .bind("now", Timestamp.from(sources.clock().instant()))
                .execute();
    }

    private void refuse(String field, Secret password, EmailAddress owner) {
        passwords.objection(password, owner).ifPresent(objection -> {
            throw new Rejection.InvalidValue(field, objection);
        });
    }

    private Links.Link good(Tx tx, Secret token) {
        return links.find(tx, token)
                .filter(link -> link.purpose() != Links.Purpose.SETUP)
                .orElseThrow(Logins::used);
    }

    private static Rejection used() {
        return new Rejection.Gone("This link was used or has expired. Ask for a new one.");
    }

    private static boolean anybody(Tx tx) {
        return tx.query("SELECT EXISTS (SELECT FROM person)")
                .mapTo(Boolean.class)
                .one();
    }
}
