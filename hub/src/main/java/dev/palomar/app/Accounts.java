package dev.palomar.app;

import dev.palomar.alert.mail.Postman;
import dev.palomar.api.account.ForgottenRoutes;
import dev.palomar.api.account.MasterKeyRoutes;
import dev.palomar.api.account.OwnSessionRoutes;
import dev.palomar.api.account.SecondFactorRoutes;
import dev.palomar.api.account.VisitRoutes;
import dev.palomar.api.http.Resource;
import dev.palomar.api.resource.LoginRoutes;
import dev.palomar.api.resource.SessionAnswers;
import dev.palomar.api.resource.TokenRoutes;
import dev.palomar.api.resource.UserRoutes;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.people.ForgottenPasswords;
import dev.palomar.tenant.people.Logins;
import dev.palomar.tenant.people.People;
import dev.palomar.tenant.people.password.Passwords;
import dev.palomar.tenant.visit.Visits;
import dev.palomar.vault.Rewrapping;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// People's accounts: who they are, how they come in, and what they do when they cannot.
final class Accounts implements AutoCloseable {

    private static final int PASSWORDS_AT_ONCE = 2;

    private final Settings settings;
    private final Passwords passwords;
    private final Logins logins;
    private final People people;
    private final ForgottenPasswords forgotten;
    private final Visits visits;
    private final Rewrapping keys;

    Accounts(Settings settings, Api.Core core, Audit audit) {
        Hub.Sources sources = core.sources();
        this.settings = settings;
        this.passwords = new Passwords(sources.random(), PASSWORDS_AT_ONCE);
        this.logins = new Logins(
                core.database(),
                passwords,
                core.vault(),
                core.masterKey(),
                audit,
                new Logins.Sources(sources.clock(), sources.random(), sources.ids()));
        this.people = new People(
                core.database(),
                passwords,
                audit,
                sources.clock(),
                sources.random(),
                sources.ids(),
                logins::forgetStandings);
        this.visits = new Visits(core.database(), audit, sources.clock(), sources.ids(), logins::forgetStandings);
        this.keys = new Rewrapping(core.database(), core.masterKey());
        this.forgotten = new ForgottenPasswords(
                core.database(),
                post(settings, sources),
                settings.publicUrl(),
                audit,
                sources.clock(),
                sources.random());
    }

    Logins logins() {
        return logins;
    }

    /// `leaving` hears of those who do not work in a company any more.
    List<Resource> resources(BiConsumer<TenantId, PersonId> leaving) {
        boolean https = "https".equals(settings.publicUrl().getScheme());
        return List.of(
                new LoginRoutes(logins, new SessionAnswers(https), settings.sandbox()),
                new TokenRoutes(logins),
                new SecondFactorRoutes(logins.secondFactors()),
                new OwnSessionRoutes(logins),
                new ForgottenRoutes(forgotten),
                new VisitRoutes(visits),
                new MasterKeyRoutes(keys),
                new UserRoutes(people, settings.publicUrl(), leaving));
    }

    private static Optional<ForgottenPasswords.Post> post(Settings settings, Hub.Sources sources) {
        return settings.report()
                .mail()
                .map(Postman::new)
                .map(postman -> (to, subject, text) -> postman.send(
                        List.of(to.value()), subject, text, sources.clock().instant()));
    }

    @Override
    public void close() {
        forgotten.close();
        passwords.close();
    }
}
