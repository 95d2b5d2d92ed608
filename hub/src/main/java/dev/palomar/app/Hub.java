package dev.palomar.app;

import dev.palomar.api.http.Route;
import dev.palomar.cluster.Node;
import dev.palomar.conversation.GivenNames;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.search.Indexer;
import dev.palomar.database.Database;
import dev.palomar.database.DatabaseAddress;
import dev.palomar.database.KeptTime;
import dev.palomar.database.LocalPostgres;
import dev.palomar.intake.Intake;
import dev.palomar.intake.Recorder;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.Rejection;
import dev.palomar.model.TransportKind;
import dev.palomar.model.event.EventType;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.Outbox;
import dev.palomar.outbound.ReadMarks;
import dev.palomar.outbound.Sending;
import dev.palomar.statistics.Counters;
import dev.palomar.transport.Transport;
import dev.palomar.vault.KeyFile;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Rewrapping;
import dev.palomar.vault.Vault;
import dev.palomar.webhook.AddressGuard;
import dev.palomar.webhook.Courier;
import dev.palomar.webhook.Envelope;
import dev.palomar.webhook.RetrySchedule;
import dev.palomar.webhook.Webhooks;
import dev.palomar.webhook.meta.MetaBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hub, put together by plain constructor calls. What is started later is stopped earlier.
public final class Hub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final int WEBHOOK_CALLS = 512;
    private static final Duration MEDIA_LINK = Duration.ofHours(1);

    /// Time and chance, as every part gets them.
    record Sources(InstantSource clock, SecureRandom random, IdSource ids) {}

    private final Deque<AutoCloseable> running;
    private final Api api;

    /// What is started is pushed onto `running` at once, so that it can be stopped when something later fails.
    private Hub(Settings settings, Deque<AutoCloseable> running) throws IOException, InterruptedException {
        this.running = running;
        InstantSource clock = KeptTime.of(InstantSource.system());
        SecureRandom random = new SecureRandom();
        Sources sources = new Sources(clock, random, new IdSource(clock, random));
        Files.createDirectories(settings.data());

        Database database = Database.open(address(settings, random), settings.connections());
        running.push(database);
        MasterKey masterKey = masterKey(settings, random);
        Vault vault = new Vault(database, masterKey, clock);
        Journal journal = new Journal(clock, sources.ids());
        Partitions partitions = new Partitions(database, clock, settings.keepEvents(), settings.keepAttempts())
                .with("integration_log", settings.report().keepLogs());
        partitions.maintain();
        Node node = new Node(database, sources.ids().get(), hostName(), Node.Rhythm.STANDARD);

        AddressGuard guard = new AddressGuard(settings.allowedAddresses());
        Web web = new Web(settings.web(), database, vault, node, journal, sources);
        Numbers numbers = new Numbers(settings, database, vault, journal, sources, masterKey, web.files());
        Reporting reporting = new Reporting(settings, database, node, journal, web.host(), sources);
        Envelope envelope = new Envelope(
                (tenant, media) -> mediaLink(settings, numbers, tenant, media),
                new MetaBody(new MetaLanguage(numbers, new GivenNames(database), settings.publicUrl())));
        Courier courier = new Courier(
                database,
                node,
                journal,
                vault,
                envelope,
                new Courier.Manner(guard, RetrySchedule.STANDARD, WEBHOOK_CALLS, "Palomar/" + Version.NAME),
                new Webhooks.Sources(clock, random, sources.ids()));
        Counters counters = new Counters(database, node, journal);
        courier.onNoted(counters::attempted);
        Indexer indexer = new Indexer(database, node, journal, clock);
        Locator locator = new Locator(sources.ids());
        PersonalData people =
                new PersonalData(settings, new PersonalData.Ground(database, vault, journal, node, sources), numbers);
        Recorder recorder =
                new Recorder(journal, locator, numbers.media()::expect, people.optOuts(), clock, sources.ids());
        Intake intake = new Intake(database, recorder);
        BusinessAccounts accounts = new BusinessAccounts(
                settings, new BusinessAccounts.Ground(database, vault, node, journal, sources), numbers);
        Map<TransportKind, Transport> transports = Map.of(
                TransportKind.CLOUD, numbers.transport(), TransportKind.WEB, web.transport(numbers.media(), guard));
        Sending sending = new Sending(database, journal, node, transports, numbers::trouble, clock, settings.sending());
        Outbox outbox = new Outbox(database, journal, locator, sending, accounts.lookup(), clock, sources.ids());

        ReplyAgent agent = new ReplyAgent(settings.agent(), database, vault, node, journal, outbox, sources);

        this.api = new Api(
                settings,
                new Api.Core(database, vault, journal, masterKey, sources),
                new Api.Parts(
                        numbers,
                        web.numbers(numbers.devices()),
                        web.pictures(),
                        accounts,
                        people,
                        courier,
                        envelope,
                        intake,
                        outbox,
                        sending,
                        new ReadMarks(database, journal, transports, clock),
                        reporting,
                        (tenant, media) -> mediaLink(settings, numbers, tenant, media),
                        (kind, message) -> Optional.ofNullable(transports.get(kind))
                                .flatMap(transport -> transport.nameOf(message)),
                        node,
                        agent));

        journal.listen(numbers::appended);
        journal.listen(entries -> entries.stream()
                .filter(entry -> entry.type() == EventType.DEVICE_STATE)
                .forEach(entry -> entry.device().ifPresent(sending::poke)));
        reporting.start(numbers.graph(), journal);
        courier.start();
        counters.start();
        agent.start();
        indexer.start();
        node.join(settings.database().isEmpty());
        sending.start();
        numbers.start(node::owns);
        web.start(intake);
        accounts.start();
        people.start();
        Chores chores = new Chores(database, recorder, partitions, clock, () -> {
            api.tidy();
            accounts.tidy();
            people.tidy();
        });
        chores.start();
        Rekeying rekeying = new Rekeying(new Rewrapping(database, masterKey), masterKey);
        rekeying.start();
        // Stopped in this order: no new calls, then what they began, then the ground they stand on.
        running.push(node);
        running.push(reporting);
        running.push(counters);
        running.push(indexer);
        running.push(courier);
        running.push(numbers);
        running.push(accounts);
        running.push(people);
        running.push(chores);
        running.push(rekeying);
        running.push(outbox);
        running.push(intake);
        running.push(web);
        running.push(sending);
        running.push(agent);
        running.push(api);
        api.start();
    }

    /// Returns when the hub answers. Throws with words for the operator when it cannot start; nothing is left running
    /// then.
    public static Hub start(Settings settings) throws IOException, InterruptedException {
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            return new Hub(settings, running);
        } catch (IOException | InterruptedException | RuntimeException | Error failure) {
            stop(running);
            throw failure;
        }
    }

    /// The port that it listens on.
    public int port() {
        return api.port();
    }

    List<Route> routes() {
        return api.routes();
    }

    List<Route> facadeRoutes() {
        return api.facadeRoutes();
    }

    /// The one-time link for the first administrator, while there is none.
    public Optional<String> setupLink() {
        return api.setupLink();
    }

    /// Lets calls under way end, writes down what is open, and stops.
    @Override
    public void close() {
        stop(running);
    }

    private static void stop(Deque<AutoCloseable> running) {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception failure) {
                LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("part", part.getClass().getSimpleName())
                        .log("did not stop");
            }
        }
    }

    private DatabaseAddress address(Settings settings, SecureRandom random) throws IOException, InterruptedException {
        if (settings.database().isPresent()) {
            return settings.database().get();
        }
        LocalPostgres server = LocalPostgres.start(settings.data().resolve("postgresql"), random);
        running.push(server);
        return server.address();
    }

    private static MasterKey masterKey(Settings settings, SecureRandom random) throws IOException {
        Optional<MasterKey> given = settings.masterKey();
        return given.isPresent() ? given.get() : KeyFile.open(settings.data().resolve(RotateKey.FILE), random);
    }

    /// A file that is gone cannot be linked to; the event is delivered all the same.
    private static String mediaLink(Settings settings, Numbers numbers, TenantId tenant, MediaId media) {
        try {
            return settings.publicUrl() + "/v1/media/" + media.text() + "/content?"
                    + numbers.links().sign(tenant, media, MEDIA_LINK).query();
        } catch (Rejection gone) {
            return "";
        }
    }

    private static String hostName() {
        try {
            Path file = Path.of("/proc/sys/kernel/hostname");
            return Files.exists(file) ? Files.readString(file).strip() : "hub";
        } catch (IOException unreadable) {
            return "hub";
        }
    }
}
