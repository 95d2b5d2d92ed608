package dev.palomar.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palomar.database.Database;
import dev.palomar.device.CloudChecks;
import dev.palomar.device.CloudFileAccess;
import dev.palomar.device.CloudNumbers;
import dev.palomar.device.CloudRoutes;
import dev.palomar.device.CloudShelf;
import dev.palomar.device.Device;
import dev.palomar.device.Devices;
import dev.palomar.device.FileAccess;
import dev.palomar.device.WebhookGate;
import dev.palomar.journal.Entry;
import dev.palomar.journal.Journal;
import dev.palomar.media.BucketStore;
import dev.palomar.media.FolderStore;
import dev.palomar.media.Media;
import dev.palomar.media.MediaFetcher;
import dev.palomar.media.MediaFetching;
import dev.palomar.media.MediaLinks;
import dev.palomar.media.MediaStore;
import dev.palomar.model.Rejection;
import dev.palomar.model.event.EventType;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Transport;
import dev.palomar.transport.cloud.CloudCheck;
import dev.palomar.transport.cloud.CloudFiles;
import dev.palomar.transport.cloud.CloudTransport;
import dev.palomar.transport.cloud.GraphClient;
import dev.palomar.transport.cloud.MediaShelf;
import dev.palomar.transport.cloud.MetaCodes;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Vault;
import dev.palomar.webhook.meta.Station;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;

/// The numbers, their way to Meta, and their files.
final class Numbers implements AutoCloseable {

    private final CloudChecks checks;
    private final MediaFetching fetching;
    private final Devices devices;
    private final WebhookGate gate;
    private final Transport transport;
    private final Media media;
    private final MediaLinks links;
    private final GraphClient graph;
    private final CloudNumbers credentials;
    private final MediaShelf shelf;
    private final MediaStore store;
    private final Cache<Account, Station> stations = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private record Account(TenantId tenant, DeviceId device) {}

    Numbers(
            Settings settings,
            Database database,
            Vault vault,
            Journal journal,
            Hub.Sources sources,
            MasterKey masterKey,
            MediaFetcher webFiles)
            throws IOException {
        this.graph = new GraphClient(settings.graph());
        CloudNumbers numbers = new CloudNumbers(database, vault);
        this.credentials = numbers;
        CloudRoutes routes = new CloudRoutes(database, numbers);
        CloudCheck check = new CloudCheck(graph, settings.metaApp(), settings.publicUrl());
        this.checks =
                new CloudChecks(database, numbers, journal, check::check, routes, settings.metaApp(), sources.clock());
        this.devices = new Devices(database, numbers, journal, checks, routes, sources.clock(), sources.ids());
        this.gate = new WebhookGate(database, routes, numbers, settings.metaApp(), sources.clock());
        this.store = store(settings);
        this.fetching = new MediaFetching(
                database,
                store,
                new FileAccess(new CloudFileAccess(numbers, new CloudFiles(graph, settings.metaApp())), webFiles),
                sources.clock());
        this.media = new Media(database, store, fetching, settings.mediaQuotaBytes(), sources.clock(), sources.ids());
        this.links = new MediaLinks(masterKey, sources.clock());
        this.shelf = new CloudShelf(media);
        this.transport = new CloudTransport(graph, numbers, shelf, settings.metaApp());
    }

    private static MediaStore store(Settings settings) throws IOException {
        Path folder = settings.data().resolve("media");
        return settings.bucket().isPresent()
                ? new BucketStore(settings.bucket().get(), folder.resolve("sending"))
                : new FolderStore(folder);
    }

    /// `ours` are the slots of this node.
    void start(IntPredicate ours) {
        checks.start();
        fetching.start(ours);
    }

    GraphClient graph() {
        return graph;
    }

    CloudNumbers credentials() {
        return credentials;
    }

    MediaStore store() {
        return store;
    }

    MediaShelf shelf() {
        return shelf;
    }

    /// `observer` hears of every call to Meta.
    void observe(GraphClient.Observer observer) {
        graph.observe(observer);
    }

    Devices devices() {
        return devices;
    }

    WebhookGate gate() {
        return gate;
    }

    Transport transport() {
        return transport;
    }

    Media media() {
        return media;
    }

    MediaLinks links() {
        return links;
    }

    /// By which ids a device is known in Meta's language; empty texts when it is gone.
    Station station(TenantId tenant, DeviceId device) {
        return stations.get(new Account(tenant, device), of -> {
            try {
                Device.Names names = devices.get(of.tenant(), of.device()).names();
                return new Station(names.phoneNumberId(), names.businessAccountId());
            } catch (Rejection.NotFound gone) {
                return new Station("", "");
            }
        });
    }

    /// Something was appended: what WhatsApp says about a number is a reason to ask Meta about it.
    void appended(List<Entry> entries) {
        for (Entry entry : entries) {
            boolean aboutTheNumber = entry.type() == EventType.DEVICE_LIMIT || entry.type() == EventType.ACCOUNT_UPDATE;
            if (aboutTheNumber && entry.device().isPresent()) {
                DeviceId device = entry.device().get();
                Thread.startVirtualThread(() -> devices.checkSoon(entry.tenant(), device));
            }
        }
    }

    /// Sending showed that nothing goes over the number until somebody acts.
    void trouble(TenantId tenant, DeviceId device, SendError error, String problem) {
        boolean byWhatsApp = MetaCodes.get()
                .find(error.code())
                .filter(code -> code.then() == MetaCodes.Then.RESTRICTED)
                .isPresent();
        devices.trouble(tenant, device, error.code(), byWhatsApp, problem);
    }

    @Override
    public void close() {
        checks.close();
        fetching.close();
        graph.close();
        if (store instanceof BucketStore bucket) {
            bucket.close();
        }
    }
}
