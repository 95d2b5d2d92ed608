package dev.palomar.transport.web;

import static org.awaitility.Awaitility.await;

import dev.palomar.cluster.Node;
import dev.palomar.conversation.Locator;
import dev.palomar.conversation.consent.OptOuts;
import dev.palomar.database.TestDatabase;
import dev.palomar.intake.Intake;
import dev.palomar.intake.Recorder;
import dev.palomar.journal.Journal;
import dev.palomar.journal.Partitions;
import dev.palomar.model.DeviceState;
import dev.palomar.model.Json;
import dev.palomar.model.MediaKind;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.IdSource;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.sandbox.Sandbox;
import dev.palomar.sandbox.SandboxSettings;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.privacy.PrivacyRules;
import dev.palomar.testing.Calm;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import dev.palomar.transport.web.engine.EngineHost;
import dev.palomar.transport.web.line.Ground;
import dev.palomar.transport.web.line.LineBook;
import dev.palomar.transport.web.line.Myself;
import dev.palomar.transport.web.line.Pairing;
import dev.palomar.transport.web.line.Switchboard;
import dev.palomar.transport.web.store.CallRows;
import dev.palomar.transport.web.store.KeyStore;
import dev.palomar.transport.web.store.LineRows;
import dev.palomar.transport.web.store.Sayings;
import dev.palomar.transport.web.words.InboundWords;
import dev.palomar.vault.MasterKey;
import dev.palomar.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A line to WhatsApp Web with the real engine and the sandbox, and of the hub no more than it stands on.
final class LinkedWorld implements AutoCloseable {

    static final String ANA = "+5491155550100";
    static final String BUSINESS = "+5491155550999";

    final LineId line = new LineId(new TenantId(new UUID(1, 1)), new DeviceId(new UUID(2, 1)));
    final Sandbox sandbox = Sandbox.start(SandboxSettings.anyPort());
    final TestDatabase test = TestDatabase.fresh();
    final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    final List<DeviceState> states = new CopyOnWriteArrayList<>();
    final Switchboard switchboard;
    final WebTransport transport;
    final KeyStore keys;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Node node;
    private final EngineHost host;
    private final Intake intake;
    private final Map<MediaId, Path> files = new ConcurrentHashMap<>();

    /// `data` is a folder of its own. Returns when the line is online.
    LinkedWorld(Path data) {
        InstantSource clock = InstantSource.system();
        Random random = new Random();
        IdSource ids = new IdSource(clock, random);
        Vault vault =
                new Vault(test.database(), MasterKey.parse(Base64.getEncoder().encodeToString(new byte[32])), clock);
        Journal journal = new Journal(clock, ids);
        new Partitions(test.database(), clock, Duration.ofDays(7), Duration.ofDays(30)).maintain();
        OptOuts optOuts =
                new OptOuts(new PrivacyRules(test.database(), new Audit(test.database(), clock, ids), clock), ids);
        intake =
                new Intake(test.database(), new Recorder(journal, new Locator(ids), (_, _) -> {}, optOuts, clock, ids));
        node = new Node(test.database(), ids.get(), "test", Calm.RHYTHM);
        host = new EngineHost(settings(data), random);
        keys = new KeyStore(test.database(), vault, clock);
        Sayings sayings = new Sayings(test.database());
        switchboard = new Switchboard(new Ground(
                node,
                new LineRows(test.database()),
                keys,
                new CallRows(test.database(), vault),
                sayings,
                host,
                new Book(),
                (lane, arrived, alongside) -> {
                    intake.accept(lane, arrived, alongside);
                    arrivals.addAll(arrived);
                },
                event -> InboundWords.read(event, Instant.EPOCH).signals(),
                Duration.ofSeconds(25),
                Optional.empty(),
                clock,
                random));
        transport = new WebTransport(switchboard, sayings, new Drawer(), new Spool(host.spool(), ids));
        control("POST", "phones", Json.object().put("phone", BUSINESS).put("name", "Ventas"));
        control("POST", "phones", Json.object().put("phone", ANA).put("name", "Ana"));
        insert();
        try {
            host.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        node.join(true);
        switchboard.start();
        until(() -> switchboard.pairing(line).isPresent());
        Pairing.Scan scan = (Pairing.Scan) switchboard.pairing(line).orElseThrow();
        control("POST", "phones/" + BUSINESS + "/scan", Json.object().put("qr", scan.qr()));
        online();
    }

    private WebSettings settings(Path data) {
        ObjectNode place = control("GET", "web", null);
        Path authority = data.resolve("authority.pem");
        try {
            Files.writeString(authority, place.path("caCertificate").asString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new WebSettings(
                Optional.of(Path.of("..", "engine").toAbsolutePath().normalize()),
                "node",
                data.resolve("web"),
                Optional.of(URI.create(place.path("url").asString())),
                Optional.empty(),
                Optional.of(authority),
                Optional.of(place.path("rootPublicKey").asString()),
                75,
                Duration.ofSeconds(25),
                Optional.empty());
    }

    private void insert() {
        test.database().worker(tx -> {
            tx.update("INSERT INTO tenant (id, slug, name, created_at) VALUES (:id, 'ana', 'Ana SA', now())")
                    .bind("id", line.tenant())
                    .execute();
            tx.update("""
                INSERT INTO device (tenant_id, id, name, transport, state, state_since, created_at)
                VALUES (:tenant, :id, 'Ventas', 'WEB', 'CREATED', now(), now())
                """)
                    .bind("tenant", line.tenant())
                    .bind("id", line.device())
                    .execute();
            LineRows.insert(tx, line);
            return tx;
        });
    }

    static void until(java.util.concurrent.Callable<Boolean> seen) {
        await().pollInterval(Duration.ofMillis(30))
                .atMost(Duration.ofMinutes(5))
                .until(seen);
    }

    /// Waits until the line is online.
    void online() {
        until(() -> switchboard.here(line.device()).isPresent());
    }

    ObjectNode control(String method, String path, JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/sandbox/" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + answer.body());
            }
            return Json.readObject(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    void fault(String kind) {
        control(
                "POST",
                "faults",
                Json.object().put("kind", kind).put("on", BUSINESS).put("count", 1));
    }

    /// What Ana has received, oldest first.
    List<ObjectNode> received() {
        List<ObjectNode> received = new ArrayList<>();
        for (JsonNode message :
                control("GET", "phones/" + ANA + "/messages", null).path("data")) {
            if (message.path("direction").asString("").equals("received")) {
                received.add((ObjectNode) message);
            }
        }
        return received;
    }

    /// Ana writes; what became of it here.
    List<Signal> anaWrites(String text) {
        ObjectNode message = Json.object().put("to", BUSINESS).put("type", "text");
        message.putObject("text").put("body", text);
        String id = control("POST", "phones/" + ANA + "/messages", message)
                .path("id")
                .asString();
        until(() -> arrivals.stream().anyMatch(arrival -> isSaid(arrival, id)));
        return arrivals.stream()
                .filter(arrival -> isSaid(arrival, id))
                .map(Arrival::signal)
                .toList();
    }

    private static boolean isSaid(Arrival arrival, String id) {
        return arrival.signal() instanceof Signal.Message message
                && message.id().value().equals(id);
    }

    /// A file of the hub that may be sent as `kind`.
    MediaId file(MediaKind kind) {
        MediaId id = new MediaId(new UUID(5, kind.ordinal()));
        files.put(id, Path.of("..", "sandbox", "web-tests", "tests", "picture.png"));
        return id;
    }

    @Override
    public void close() {
        switchboard.close();
        host.close();
        intake.close();
        node.close();
        test.close();
        http.close();
        sandbox.close();
    }

    private final class Drawer implements Shelf {

        @Override
        public Optional<Item> find(TenantId tenant, MediaId id) {
            return Optional.ofNullable(files.get(id)).map(path -> new OnDisk(path, type(id)));
        }

        private static String type(MediaId id) {
            return switch (MediaKind.values()[(int) id.value().getLeastSignificantBits()]) {
                case IMAGE -> "image/png";
                case VIDEO -> "video/mp4";
                case AUDIO -> "audio/mpeg";
                case DOCUMENT -> "application/pdf";
                case STICKER -> "image/webp";
            };
        }

        @Override
        public Item fetch(URI link, MediaKind kind) throws IOException {
            throw new IOException("there is no such link");
        }
    }

    private record OnDisk(Path path, String mimeType) implements Shelf.Item {

        @Override
        public String filename() {
            return "archivo";
        }

        @Override
        public long bytes() {
            return path.toFile().length();
        }

        @Override
        public InputStream open() throws IOException {
            return new ByteArrayInputStream(Files.readAllBytes(path));
        }
    }

    /// Keeps the states, and whose phone it is.
    private final class Book implements LineBook {

        @Override
        public void stands(LineId id, long epoch, DeviceState state) {
            states.add(state);
        }

        @Override
        public void stopped(LineId id, long epoch, DeviceState state) {
            states.add(state);
            test.database().worker(tx -> {
                LineRows.want(tx, id, false);
                return id;
            });
        }

        @Override
        public void unlinked(LineId id, long epoch, DeviceState state) {
            states.add(state);
            test.database().worker(tx -> {
                LineRows.unlinked(tx, id);
                return id;
            });
        }

        @Override
        public Linking linked(LineId id, long epoch, Myself me) {
            test.database().worker(tx -> {
                LineRows.linked(tx, id, me.phone(), me.lid(), me.program());
                return id;
            });
            return new Linking.Done();
        }

        @Override
        public void restricted(LineId id, long epoch, Optional<Instant> until) {}

        @Override
        public void shows(LineId id, long epoch, String qr, Instant expiresAt) {}
    }
}
