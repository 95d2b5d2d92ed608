package dev.palomar.app;

import dev.palomar.cluster.Node;
import dev.palomar.conversation.picture.Pictures;
import dev.palomar.database.Database;
import dev.palomar.device.Devices;
import dev.palomar.device.PairingLinks;
import dev.palomar.device.WebBook;
import dev.palomar.device.WebFileAccess;
import dev.palomar.device.WebNumbers;
import dev.palomar.device.WebShelf;
import dev.palomar.intake.Intake;
import dev.palomar.journal.Journal;
import dev.palomar.media.Media;
import dev.palomar.media.MediaFetcher;
import dev.palomar.transport.Transport;
import dev.palomar.transport.web.LineId;
import dev.palomar.transport.web.Spool;
import dev.palomar.transport.web.WebSettings;
import dev.palomar.transport.web.WebTransport;
import dev.palomar.transport.web.engine.EngineHost;
import dev.palomar.transport.web.line.Ground;
import dev.palomar.transport.web.line.Switchboard;
import dev.palomar.transport.web.store.CallRows;
import dev.palomar.transport.web.store.KeyStore;
import dev.palomar.transport.web.store.LineRows;
import dev.palomar.transport.web.store.Sayings;
import dev.palomar.transport.web.words.InboundWords;
import dev.palomar.vault.Vault;
import dev.palomar.webhook.AddressGuard;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// Numbers over WhatsApp Web: engines, lines, and what is sent and received over them.
final class Web implements AutoCloseable {

    private final EngineHost host;
    private final Switchboard switchboard;
    private final Sayings sayings;
    private final Spool spool;
    private final Database database;
    private final Hub.Sources sources;
    private final Node node;
    private final Pictures pictures;
    private final AtomicReference<Intake> intake = new AtomicReference<>();

    Web(WebSettings settings, Database database, Vault vault, Node node, Journal journal, Hub.Sources sources) {
        this.database = database;
        this.node = node;
        this.sources = sources;
        this.host = new EngineHost(settings, sources.random());
        this.sayings = new Sayings(database);
        this.spool = new Spool(host.spool(), sources.ids());
        this.switchboard = new Switchboard(new Ground(
                node,
                new LineRows(database),
                new KeyStore(database, vault, sources.clock()),
                new CallRows(database, vault),
                sayings,
                host,
                new WebBook(database, journal, sources.clock()),
                (lane, arrivals, alongside) ->
                        Objects.requireNonNull(intake.get(), "not started").accept(lane, arrivals, alongside),
                event -> InboundWords.read(event, sources.clock().instant().minus(InboundWords.STILL_NEW))
                        .signals(),
                settings.silence(),
                settings.code(),
                sources.clock(),
                sources.random()));
        this.pictures = new Pictures(database, new LinkedPictures(switchboard, spool), sources.clock());
        journal.listen(entries -> entries.stream()
                .filter(entry -> !entry.backfilled()
                        && entry.device().filter(switchboard::holds).isPresent())
                .forEach(entry -> entry.conversation().ifPresent(chat -> pictures.stirs(entry.tenant(), chat))));
    }

    /// The pictures of those whom linked numbers write with.
    Pictures pictures() {
        return pictures;
    }

    Transport transport(Media media, AddressGuard guard) {
        LinkedFiles links = new LinkedFiles(guard);
        return new WebTransport(switchboard, sayings, new WebShelf(media, links::fetch), spool);
    }

    /// Brings the files that come in.
    MediaFetcher files() {
        return new WebFileAccess(switchboard, spool);
    }

    WebNumbers numbers(Devices devices) {
        devices.listen((tenant, device) -> switchboard.changed(new LineId(tenant, device)));
        return new WebNumbers(devices, switchboard, new PairingLinks(database, sources.clock(), sources.random()));
    }

    EngineHost host() {
        return host;
    }

    /// Opens the lines that are this node's. What comes in goes to `reception`.
    void start(Intake reception) throws IOException {
        intake.set(reception);
        host.start();
        switchboard.start();
        pictures.start(node::owns);
    }

    /// Closes the lines and waits until the engines are gone.
    @Override
    public void close() {
        pictures.close();
        switchboard.close();
        host.close();
    }
}
