package dev.palomar.app;

import dev.palomar.database.Database;
import dev.palomar.device.CloudChecks;
import dev.palomar.device.CloudFileAccess;
import dev.palomar.device.CloudNumbers;
import dev.palomar.device.CloudRoutes;
import dev.palomar.device.CloudShelf;
import dev.palomar.device.Devices;
import dev.palomar.device.WebhookGate;
import dev.palomar.journal.Journal;
import dev.palomar.media.BucketStore;
import dev.palomar.media.FolderStore;
import dev.palomar.media.Media;
import dev.palomar.media.MediaFetching;
import dev.palomar.media.MediaLinks;
import dev.palomar.media.MediaStore;
import dev.palomar.model.event.SendError;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Transport;
import dev.palomar.transport.cloud.CloudCheck;
import dev.palomar.transport.cloud.CloudFiles;
import dev.palomar.transport.cloud.CloudTransport;
import dev.palomar.transport.cloud.GraphClient;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;

/// The numbers, their way to Meta, and their files.
final class Numbers implements AutoCloseable {

    private final CloudChecks checks;
    private final MediaFetching fetching;
    private final Devices devices;
    private final WebhookGate gate;
    private final Transport transport;
    private final Media media;
    private final MediaLinks links;

    Numbers(
            Settings settings,
            Database database,
            Vault vault,
            Journal journal,
            Hub.Sources sources,
            MasterKey masterKey)
            throws IOException {
        GraphClient graph = new GraphClient(settings.graph());
        CloudNumbers numbers = new CloudNumbers(database, vault);
        CloudRoutes routes = new CloudRoutes(database, numbers);
        CloudCheck check = new CloudCheck(graph, settings.metaApp());
        this.checks =
                new CloudChecks(database, numbers, journal, check::check, routes, settings.metaApp(), sources.clock());
        this.devices = new Devices(database, numbers, journal, checks, routes, sources.clock(), sources.ids());
        this.gate = new WebhookGate(database, routes, numbers, settings.metaApp(), sources.clock());
        MediaStore store = store(settings);
        this.fetching = new MediaFetching(
                database,
                store,
                new CloudFileAccess(numbers, new CloudFiles(graph, settings.metaApp())),
                sources.clock());
        this.media = new Media(database, store, fetching, settings.mediaQuotaBytes(), sources.clock(), sources.ids());
        this.links = new MediaLinks(masterKey, sources.clock());
        this.transport = new CloudTransport(graph, numbers, new CloudShelf(media), settings.metaApp());
    }

    private static MediaStore store(Settings settings) throws IOException {
        Path folder = settings.data().resolve("media");
        return settings.bucket().isPresent()
                ? new BucketStore(settings.bucket().get(), folder.resolve("sending"))
                : new FolderStore(folder);
    }

    void start() {
        checks.start();
        fetching.start();
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

    /// Sending showed that nothing goes over the number until somebody acts.
    void trouble(TenantId tenant, DeviceId device, SendError error, String problem) {
        devices.trouble(tenant, device, error.code(), error.code().equals("368"), problem);
    }

    @Override
    public void close() {
        checks.close();
        fetching.close();
    }
}
