package dev.palomar.bench.place;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The built hub as a process of its own, with a PostgreSQL of its own, as an operator starts it.
public final class HubProcess implements AutoCloseable {

    /// What Meta and the hub share, in every measurement.
    public static final String APP_SECRET = "bench-app-secret";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path jar;
    private final Path folder;
    private final int port = freePort();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> flags =
            new ArrayList<>(List.of("-XX:+UseCompactObjectHeaders", "-XX:G1PeriodicGCInterval=15000", "-Xmx1g"));
    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<Process> process = Optional.empty();

    /// `folder` takes data and logs. Nothing is started yet.
    public HubProcess(Path jar, Path folder, String graphUrl) throws IOException {
        this.jar = jar;
        this.folder = Files.createDirectories(folder);
        environment.put("PALOMAR_PORT", Integer.toString(port));
        environment.put("PALOMAR_DATA", folder.resolve("data").toString());
        environment.put("PALOMAR_GRAPH_URL", graphUrl);
        environment.put("PALOMAR_ALLOW_ADDRESSES", "127.0.0.0/8");
        environment.put("PALOMAR_META_APP_SECRET", APP_SECRET);
        environment.put("PALOMAR_META_VERIFY_TOKEN", "bench-verify-token");
    }

    /// A setting of the hub, for the next start.
    public HubProcess with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// As if it had never been set, for the next start.
    public HubProcess without(String name) {
        environment.remove(name);
        return this;
    }

    /// A flag of the Java that runs it, for the next start.
    public HubProcess flag(String flag) {
        flags.add(flag);
        return this;
    }

    /// Returns how long it took until the hub said that it is ready.
    public Duration start() throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PALOMAR_"));
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = Optional.of(started);
        while (!ready()) {
            if (!started.isAlive() || System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IOException("the hub did not start; see " + log());
            }
            Thread.sleep(5);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Whether it says so at `/readyz` now.
    public boolean ready() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/readyz"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// The token of the one-time link that an empty hub prints.
    public String setupToken() throws IOException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            try (Stream<String> lines = Files.lines(log())) {
                Optional<String> token = lines.filter(line -> line.contains("#token="))
                        .map(line -> line.substring(line.indexOf("#token=") + "#token=".length()))
                        .findFirst();
                if (token.isPresent()) {
                    return token.get();
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("no link for the first administrator in " + log());
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public Path log() {
        return folder.resolve("hub.log");
    }

    public Path data() {
        return folder.resolve("data");
    }

    /// The hub's own process.
    public ProcessHandle handle() {
        return process.orElseThrow(() -> new IllegalStateException("not started"))
                .toHandle();
    }

    /// The database's processes, as long as it runs.
    public List<ProcessHandle> database() throws IOException {
        Path note = postgres().resolve("data/postmaster.pid");
        if (Files.notExists(note)) {
            return List.of();
        }
        long pid = Long.parseLong(Files.readAllLines(note).getFirst().strip());
        return ProcessHandle.of(pid).stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                .toList();
    }

    /// Copies its data as an operator does, while it works. Throws [IOException] with what was said when that failed.
    public void backup(Path target) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "backup",
                        target.toString())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PALOMAR_"));
        builder.environment().putAll(environment);
        Process backup = builder.start();
        String said = new String(backup.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (backup.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    /// Loses the database and the files, and puts a backup in their place; the key is the one that was. The hub has to
    /// be dead.
    public void restore(Path backup) throws IOException {
        List<ProcessHandle> servers = database();
        servers.forEach(ProcessHandle::destroyForcibly);
        servers.forEach(server -> server.onExit().join());
        Path lost = folder.resolve("lost");
        Files.move(data(), lost);
        Files.move(backup, data());
        Files.copy(lost.resolve("master.key"), data().resolve("master.key"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /// Where to connect to the database, as its owner.
    public Database databaseAddress() throws IOException {
        String port = Files.readAllLines(postgres().resolve("data/postmaster.pid"))
                .get(3)
                .strip();
        return new Database(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "postgres",
                Files.readString(postgres().resolve("password")).strip());
    }

    /// An address with its name and password.
    public record Database(String url, String user, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }
    }

    private Path postgres() {
        return data().resolve("postgresql");
    }

    /// Ends it at once, as `kill -9` does. The database goes on.
    public void kill() {
        process.orElseThrow().destroyForcibly().onExit().join();
    }

    /// Waits until it has ended by itself. Says whether it did.
    public boolean ended(Duration within) throws InterruptedException {
        return process.orElseThrow().waitFor(within.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    public boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /// Waits until the hub says that it is ready. Says whether it did.
    public boolean awaitReady(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!ready()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /// Ends the database at once, as `kill -9` of all its processes does.
    public void killDatabase() throws IOException {
        database().forEach(ProcessHandle::destroyForcibly);
    }

    /// Stops it as an operator does and waits for it.
    public void stop() {
        process.ifPresent(running -> {
            running.destroy();
            running.onExit().join();
        });
    }

    @Override
    public void close() throws IOException {
        stop();
        for (ProcessHandle left : database()) {
            left.destroy();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }
}
