package dev.palomar.app;

import dev.palomar.api.auth.Gate;
import dev.palomar.api.facade.Facade;
import dev.palomar.api.http.Dialect;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.http.Server;
import dev.palomar.api.http.ServerSettings;
import dev.palomar.api.live.Hints;
import dev.palomar.api.live.StreamRoutes;
import dev.palomar.api.page.DocumentRoutes;
import dev.palomar.api.page.Files;
import dev.palomar.api.page.Pages;
import dev.palomar.api.page.SignupCookie;
import dev.palomar.api.page.SignupPages;
import dev.palomar.api.report.StatsRoutes;
import dev.palomar.api.resource.ApiKeyRoutes;
import dev.palomar.api.resource.ConnectionRoutes;
import dev.palomar.api.resource.ConversationRoutes;
import dev.palomar.api.resource.DeliveryRoutes;
import dev.palomar.api.resource.DeviceRoutes;
import dev.palomar.api.resource.EndpointRoutes;
import dev.palomar.api.resource.EventCatalogue;
import dev.palomar.api.resource.EventRoutes;
import dev.palomar.api.resource.HealthRoutes;
import dev.palomar.api.resource.MediaRoutes;
import dev.palomar.api.resource.MessageRoutes;
import dev.palomar.api.resource.MetaLog;
import dev.palomar.api.resource.MetaRoutes;
import dev.palomar.api.resource.ModeRoutes;
import dev.palomar.api.resource.PaceRoutes;
import dev.palomar.api.resource.PairingRoutes;
import dev.palomar.api.resource.PictureRoutes;
import dev.palomar.api.resource.SendRoutes;
import dev.palomar.api.resource.TemplateRoutes;
import dev.palomar.api.resource.TenantRoutes;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.picture.Pictures;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.MessageReader;
import dev.palomar.conversation.reading.ThreadReader;
import dev.palomar.conversation.search.Search;
import dev.palomar.database.Database;
import dev.palomar.device.SendingMode;
import dev.palomar.device.WebNumbers;
import dev.palomar.intake.Intake;
import dev.palomar.journal.Archive;
import dev.palomar.journal.Journal;
import dev.palomar.model.TransportKind;
import dev.palomar.model.WireId;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.Outbox;
import dev.palomar.outbound.ReadMarks;
import dev.palomar.outbound.Sending;
import dev.palomar.outbound.check.ConnectivityTest;
import dev.palomar.outbound.pace.Warmup;
import dev.palomar.statistics.Statistics;
import dev.palomar.tenant.Tenants;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.key.ApiKeys;
import dev.palomar.tenant.limit.Idempotency;
import dev.palomar.tenant.limit.Limits;
import dev.palomar.tenant.people.Logins;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Vault;
import dev.palomar.webhook.Courier;
import dev.palomar.webhook.Envelope;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The hub's HTTP side: who may do what, and all resources.
final class Api implements AutoCloseable {

    /// What everything stands on.
    record Core(Database database, Vault vault, Journal journal, MasterKey masterKey, Hub.Sources sources) {}

    /// What the resources are about.
    record Parts(
            Numbers numbers,
            WebNumbers web,
            Pictures pictures,
            BusinessAccounts accounts,
            PersonalData people,
            Courier courier,
            Envelope envelope,
            Intake intake,
            Outbox outbox,
            Sending sending,
            ReadMarks marks,
            Reporting reporting,
            BiFunction<TenantId, MediaId, String> mediaLink,
            BiFunction<TransportKind, MessageId, Optional<WireId>> nameOf,
            Node node,
            ReplyAgent agent) {}

    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final Settings settings;
    private final Accounts accounts;
    private final Logins logins;
    private final Idempotency idempotency;
    private final Server server;
    private final StreamRoutes stream;
    private final List<Route> routes;
    private final Facade facade;

    Api(Settings settings, Core core, Parts parts) {
        this.settings = settings;
        Hub.Sources sources = core.sources();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Gauges.register(meters, core.database(), core.journal(), parts);
        parts.reporting().measure(meters);
        Audit audit = new Audit(core.database(), sources.clock(), sources.ids());
        Tenants tenants = new Tenants(core.database(), audit, sources.clock(), sources.ids());
        this.accounts = new Accounts(settings, core, audit);
        this.logins = accounts.logins();
        ApiKeys keys = new ApiKeys(core.database(), audit, sources.clock(), sources.random(), sources.ids());
        this.idempotency = new Idempotency(core.database(), core.vault(), sources.clock(), sources.ids());

        Hints hints = new Hints(core.journal());
        parts.courier().onAttempt(hints::attempted);
        this.stream = new StreamRoutes(hints, sources.ids().get().toString().substring(0, 8));
        Files files = new Files(Api.class.getClassLoader(), settings.sandbox());
        Conversations conversations = new Conversations(
                core, audit, hints, parts.marks(), parts.agent().answering());

        List<Resource> resources = new ArrayList<>(List.of(
                new DocumentRoutes(files), new TenantRoutes(tenants), new ApiKeyRoutes(keys, sources.clock()), stream));
        resources.addAll(accounts.resources(conversations.inbox()::letGo));
        resources.add(new HealthRoutes(checks(core, parts), meters::scrape));
        resources.addAll(parts.people().resources());
        resources.addAll(parts.reporting().resources(audit));
        resources.addAll(conversations.resources());
        resources.addAll(subjects(core, parts, audit, files, meters));
        resources.addAll(parts.agent().resources(audit, sources.clock()));
        parts.agent().register(meters);
        this.facade = MetaLanguage.facade(settings, core, parts, audit, idempotency);
        resources.add(facade);
        this.routes = resources.stream()
                .filter(resource -> !(resource instanceof Dialect))
                .flatMap(resource -> resource.routes().stream())
                .toList();
        this.server = new Server(
                new ServerSettings(
                        settings.host(),
                        settings.port(),
                        settings.publicUrl(),
                        settings.corsOrigins(),
                        settings.trustProxy(),
                        settings.data().resolve("uploads"),
                        DRAIN),
                new Server.Parts(
                        new Gate(logins, keys, tenants),
                        new Limits(sources.clock()),
                        idempotency,
                        meters,
                        sources.ids(),
                        Optional.of(new Pages(files))),
                resources);
        server.whenStopping(stream::end);
    }

    private List<Resource> subjects(Core core, Parts parts, Audit audit, Files files, PrometheusMeterRegistry meters) {
        Courier courier = parts.courier();
        MessageReader messages = new MessageReader(core.database());
        SignupCookie cookie = new SignupCookie(https(settings));
        return List.of(
                new DeviceRoutes(
                        parts.numbers().devices(),
                        parts.web(),
                        audit,
                        core.sources().clock(),
                        settings.publicUrl()),
                new PairingRoutes(parts.web(), audit, settings.publicUrl()),
                new PaceRoutes(
                        parts.numbers().devices(),
                        new Warmup(
                                core.database(),
                                settings.sending().human(),
                                core.sources().clock())),
                new MetaRoutes(
                        parts.numbers().gate(),
                        parts.intake(),
                        new MetaLog(parts.reporting().logbook(), core.sources().clock()),
                        meters),
                new EndpointRoutes(courier.webhooks(), courier.replays(), audit),
                new DeliveryRoutes(courier.deliveries(), courier.replays(), audit),
                new EventRoutes(
                        new Archive(core.database(), core.journal()),
                        parts.envelope(),
                        new EventCatalogue(DocumentRoutes::contract),
                        core.sources().clock(),
                        settings.keepEvents()),
                new MediaRoutes(
                        parts.numbers().media(),
                        parts.numbers().links(),
                        parts.people().access(),
                        settings.publicUrl()),
                new ModeRoutes(new SendingMode(core.database()), audit),
                new MessageRoutes(
                        parts.outbox(),
                        parts.marks(),
                        messages,
                        new Search(core.database(), messages, core.sources().clock()),
                        parts.people().access(),
                        parts.mediaLink(),
                        idempotency),
                new SendRoutes(
                        parts.outbox(),
                        new ConnectivityTest(
                                core.database(),
                                parts.numbers().devices(),
                                parts.outbox(),
                                core.sources().clock(),
                                ConnectivityTest.Patience.STANDARD),
                        idempotency),
                new ConversationRoutes(
                        new ConversationReader(
                                core.database(),
                                parts.agent().answering(),
                                core.sources().clock()),
                        new ThreadReader(core.database()),
                        parts.people().access(),
                        parts.mediaLink()),
                new PictureRoutes(
                        new ConversationReader(core.database(), core.sources().clock()), parts.pictures()),
                new StatsRoutes(new Statistics(core.database()), core.sources().clock()),
                new TemplateRoutes(parts.accounts().templates(), parts.outbox(), idempotency, audit),
                new ConnectionRoutes(
                        parts.accounts().signups(), parts.accounts().connections(), cookie, audit),
                new SignupPages(parts.accounts().signups(), cookie, files, audit));
    }

    private static List<HealthRoutes.Check> checks(Core core, Parts parts) {
        return List.of(
                new HealthRoutes.Check(
                        "database",
                        core.database()::answers,
                        "The database does not answer; see the log and the database's own."),
                new HealthRoutes.Check(
                        "room",
                        core.database()::hasRoom,
                        "The database's disk is full: what comes in is refused until there is room again."),
                new HealthRoutes.Check(
                        "slots",
                        () -> parts.node().owns(0) || !parts.node().alone(),
                        "This node holds no work yet; it takes over within ten seconds of another one's end."));
    }

    private static boolean https(Settings settings) {
        return "https".equals(settings.publicUrl().getScheme());
    }

    /// Lets go of what nobody can use any more: links, sessions and first answers that are past their time.
    void tidy() {
        logins.tidy();
        idempotency.tidy();
    }

    void start() {
        server.start();
    }

    /// Everything that is answered, for comparing it with the contract.
    List<Route> routes() {
        return routes;
    }

    /// As [#routes], of the facade, below its root.
    List<Route> facadeRoutes() {
        return facade.routes();
    }

    int port() {
        return server.port();
    }

    Optional<String> setupLink() {
        return logins.offerSetup().map(token -> settings.publicUrl() + "/setup#token=" + token.reveal());
    }

    @Override
    public void close() {
        server.close();
        accounts.close();
    }
}
