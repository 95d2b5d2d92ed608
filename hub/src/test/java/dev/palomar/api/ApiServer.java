package dev.palomar.api;

import dev.palomar.api.account.ForgottenRoutes;
import dev.palomar.api.account.MasterKeyRoutes;
import dev.palomar.api.account.OwnSessionRoutes;
import dev.palomar.api.account.SecondFactorRoutes;
import dev.palomar.api.account.VisitRoutes;
import dev.palomar.api.auth.Gate;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Handler;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Server;
import dev.palomar.api.http.ServerSettings;
import dev.palomar.api.page.DocumentRoutes;
import dev.palomar.api.page.Files;
import dev.palomar.api.page.Pages;
import dev.palomar.api.report.AuditRoutes;
import dev.palomar.api.resource.ApiKeyRoutes;
import dev.palomar.api.resource.HealthRoutes;
import dev.palomar.api.resource.LoginRoutes;
import dev.palomar.api.resource.SessionAnswers;
import dev.palomar.api.resource.TenantRoutes;
import dev.palomar.api.resource.TokenRoutes;
import dev.palomar.api.resource.UserRoutes;
import dev.palomar.database.TestDatabase;
import dev.palomar.model.Json;
import dev.palomar.model.id.IdSource;
import dev.palomar.tenant.Tenants;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Targets;
import dev.palomar.tenant.key.ApiKeys;
import dev.palomar.tenant.limit.Idempotency;
import dev.palomar.tenant.limit.Limits;
import dev.palomar.tenant.people.ForgottenPasswords;
import dev.palomar.tenant.people.Logins;
import dev.palomar.tenant.people.People;
import dev.palomar.tenant.people.password.Passwords;
import dev.palomar.tenant.visit.Visits;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Rewrapping;
import dev.palomar.vault.Vault;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The API as it runs, on a real database and a real port, with a clock that tests set.
public final class ApiServer implements AutoCloseable {

    public static final MasterKey KEY = MasterKey.parse(Base64.getEncoder().encodeToString(new byte[32]));

    /// Databases that another test has emptied behind itself: quicker than making one.
    private static final Queue<TestDatabase> FREE = new ConcurrentLinkedQueue<>();

    public final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
    public final TestDatabase test = Optional.ofNullable(FREE.poll()).orElseGet(TestDatabase::fresh);
    public final RandomGenerator random = new SecureRandom();
    public final IdSource ids = new IdSource(clock, random);
    public final Vault vault = new Vault(test.database(), KEY, clock);
    public final Audit audit = new Audit(test.database(), clock, ids);
    public final Tenants tenants = new Tenants(test.database(), audit, clock, ids);
    /// Quick ones: most tests are about what is around them.
    public final Passwords passwords = new Passwords(random, 2, 64);
    public final Logins logins =
            new Logins(test.database(), passwords, vault, KEY, audit, new Logins.Sources(clock, random, ids));
    public final People people =
            new People(test.database(), passwords, audit, clock, random, ids, logins::forgetStandings);
    /// Without a mail server.
    public final ForgottenPasswords forgotten = new ForgottenPasswords(
            test.database(), Optional.empty(), URI.create("http://localhost"), audit, clock, random);
    public final Visits visits = new Visits(test.database(), audit, clock, ids, logins::forgetStandings);
    public final ApiKeys keys = new ApiKeys(test.database(), audit, clock, random, ids);
    public final Idempotency idempotency = new Idempotency(test.database(), vault, clock, ids);
    public final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    public final HttpClient client = HttpClient.newHttpClient();
    public final Server server;

    private final boolean checked;

    /// With routes of the test's own.
    public ApiServer(Function<ApiServer, List<Resource>> resources) {
        this(resources, "http://localhost", Set.of(), Optional.empty());
    }

    public ApiServer(
            Function<ApiServer, List<Resource>> resources,
            String publicUrl,
            Set<String> origins,
            Optional<Handler> pages) {
        ServerSettings settings = settings(0, publicUrl, origins);
        Server.Parts parts =
                new Server.Parts(new Gate(logins, keys, tenants), new Limits(clock), idempotency, meters, ids, pages);
        this.checked = pages.isPresent();
        this.server = new Server(settings, parts, new ArrayList<>(resources.apply(this))).start();
    }

    /// A server without routes at this port.
    static Server listening(int port) {
        try (ApiServer other = new ApiServer(_ -> List.of())) {
            Server.Parts parts = new Server.Parts(
                    new Gate(other.logins, other.keys, other.tenants),
                    new Limits(other.clock),
                    other.idempotency,
                    other.meters,
                    other.ids,
                    Optional.empty());
            return new Server(settings(port, "http://localhost", Set.of()), parts, List.of()).start();
        }
    }

    private static ServerSettings settings(int port, String publicUrl, Set<String> origins) {
        return new ServerSettings(
                "127.0.0.1",
                port,
                URI.create(publicUrl),
                origins,
                false,
                Path.of("target", "test-uploads"),
                Duration.ofSeconds(5));
    }

    /// The hub's own routes, as far as they are about companies and people. Every answer is held against the contract.
    public static ApiServer hub() {
        return hub("http://localhost", Set.of());
    }

    public static ApiServer hub(String publicUrl, Set<String> origins) {
        Files files = new Files(ApiServer.class.getClassLoader());
        return new ApiServer(
                api -> resources(api, publicUrl, files), publicUrl, origins, Optional.of(new Pages(files)));
    }

    /// The resources behind [#hub()].
    static List<Resource> ofTheHub(ApiServer api) {
        return resources(api, "http://localhost", new Files(ApiServer.class.getClassLoader()));
    }

    private static List<Resource> resources(ApiServer api, String publicUrl, Files files) {
        SessionAnswers answers = new SessionAnswers(publicUrl.startsWith("https"));
        return List.of(
                new HealthRoutes(
                        List.of(new HealthRoutes.Check("database", api.test.database()::answers, "Start it.")),
                        api.meters::scrape),
                new DocumentRoutes(files),
                new LoginRoutes(api.logins, answers, Optional.empty()),
                new TokenRoutes(api.logins),
                new SecondFactorRoutes(api.logins.secondFactors()),
                new OwnSessionRoutes(api.logins),
                new ForgottenRoutes(api.forgotten),
                new VisitRoutes(api.visits),
                new MasterKeyRoutes(new Rewrapping(api.test.database(), KEY)),
                new TenantRoutes(api.tenants),
                new UserRoutes(api.people, URI.create(publicUrl), (_, _) -> {}),
                new ApiKeyRoutes(api.keys, api.clock),
                new AuditRoutes(api.audit, new Targets(api.test.database())));
    }

    Answered checked(Answered answer) {
        if (checked) {
            Contract.read().check(answer);
        }
        return answer;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    public Answered get(String path, String... headers) {
        return Answered.send(this, "GET", path, Optional.empty(), headers);
    }

    public Answered post(String path, String body, String... headers) {
        return Answered.send(this, "POST", path, Optional.of(body), headers);
    }

    public Answered send(String method, String path, String body, String... headers) {
        return Answered.send(this, method, path, Optional.of(body), headers);
    }

    public Answered delete(String path, String... headers) {
        return Answered.send(this, "DELETE", path, Optional.empty(), headers);
    }

    /// An answer with nothing in it.
    public static Answer fine() {
        return Answer.ok(Json.object().put("fine", true));
    }

    @Override
    public void close() {
        server.close();
        forgotten.close();
        passwords.close();
        client.close();
        try (Connection owner = test.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    TRUNCATE tenant, person, one_time_link, login_attempt, audit, idempotency, keyset, api_key CASCADE
                    """);
            FREE.add(test);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
