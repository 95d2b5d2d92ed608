package dev.palomar.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL of the hub's own: a child process on loopback, durable, behind a generated password, its data in a
/// folder of ours. One hub uses a folder at a time. A server that outlived a killed hub is taken over as it runs, and
/// one that ends before it is told to is started again at the same address.
public final class LocalPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("max_connections", "60"),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("min_wal_size", "512MB"),
            Map.entry("max_wal_size", "2GB"),
            // What HotBackup needs.
            Map.entry("wal_level", "replica"),
            Map.entry("max_wal_senders", "0"),
            // A new table is looked at soon after it begins to grow: until then its statements are planned by guess.
            Map.entry("autovacuum_naptime", "15s"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"));

    private final Path home;
    private final Path data;
    private final Path programs;
    private final Unprivileged unprivileged;
    private final String password;
    private final FileLock lock;
    private final Map<String, String> besides;
    private final int port;
    private final Thread watch;
    private volatile @Nullable Process process;
    private volatile boolean closing;

    private LocalPostgres(Path home, RandomGenerator random, Map<String, String> besides)
            throws IOException, InterruptedException {
        this.besides = besides;
        this.home = Files.createDirectories(home).toRealPath();
        this.data = this.home.resolve("data");
        this.lock = lockFolder();
        this.unprivileged = Unprivileged.forAccessTo(this.home);
        this.programs = PostgresBinaries.unpackInto(this.home);
        this.password = password(random);
        if (Files.notExists(data.resolve("PG_VERSION"))) {
            create();
        }
        unprivileged.ownAll(data);
        Optional<Integer> running = runningPort();
        if (running.isPresent()) {
            LOG.atInfo().addKeyValue("port", running.get()).log("took over the database server that was running");
            this.port = running.get();
            this.process = null;
        } else {
            this.port = freePort();
            this.process = launch();
        }
        awaitReady();
        this.watch = Thread.ofVirtual().name("database server").start(this::watch);
    }

    /// Starts or takes over the server in `home`; creates it the first time. Returns when it answers.
    /// Throws [IOException] with words for the operator when that is not possible.
    public static LocalPostgres start(Path home, RandomGenerator random) throws IOException, InterruptedException {
        return new LocalPostgres(home, random, Map.of());
    }

    /// As [#start], with settings that go before the usual ones: for data that may be lost.
    static LocalPostgres start(Path home, RandomGenerator random, Map<String, String> besides)
            throws IOException, InterruptedException {
        return new LocalPostgres(home, random, besides);
    }

    /// Where to connect, as the owner of everything.
    public DatabaseAddress address() {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }

    /// Stops the server: running statements are cancelled, what is committed is on disk.
    @Override
    public void close() {
        stop("fast");
    }

    /// As [#close] without writing anything down: the next start recovers.
    void abandon() {
        stop("immediate");
    }

    private void stop(String how) {
        closing = true;
        watch.interrupt();
        try {
            watch.join();
            run(List.of(program("pg_ctl"), "-D", data.toString(), "-m", how, "-w", "-t", "30", "stop"));
            lock.release();
            lock.channel().close();
        } catch (IOException notStopped) {
            LOG.atWarn().setCause(notStopped).log("the database server did not stop; the next start takes it over");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private FileLock lockFolder() throws IOException {
        FileChannel channel =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock();
        if (taken == null) {
            channel.close();
            throw new IOException("another hub is using the data folder " + home);
        }
        return taken;
    }

    private String password(RandomGenerator random) throws IOException {
        Path file = home.resolve("password");
        if (Files.notExists(file)) {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, onlyOwner);
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    private void create() throws IOException, InterruptedException {
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        unprivileged.own(data);
        Path secret = home.resolve("initdb-password");
        Files.deleteIfExists(secret);
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(secret, password);
            unprivileged.own(secret);
            run(List.of(
                    program("initdb"),
                    "-D",
                    data.toString(),
                    "-U",
                    "postgres",
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + secret,
                    // The password is 24 bytes of chance: to stretch it guards nothing, and costs every connection.
                    "-c",
                    "scram_iterations=1",
                    "-E",
                    "UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--data-checksums",
                    "--no-instructions"));
        } finally {
            Files.delete(secret);
        }
    }

    /// The port of a server that serves this folder now. A leftover note of a dead one is removed.
    private Optional<Integer> runningPort() throws IOException {
        Path note = data.resolve("postmaster.pid");
        if (Files.notExists(note)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(note);
        Optional<ProcessHandle> server = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        // A zombie counts as alive: only a process whose command can be read is a server.
        boolean alive = server.filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().command().or(handle.info()::commandLine))
                .filter(command -> command.contains("postgres"))
                .isPresent();
        if (!alive) {
            Files.delete(note);
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(lines.get(3).strip()));
    }

    /// Connections that were open when the server ended are lost, and so is what they had not committed; whoever asks
    /// again once it answers goes on.
    private void watch() {
        while (!closing) {
            try {
                Thread.sleep(LOOK);
                if (runningPort().isEmpty()) {
                    LOG.atError().log("the database server has ended; starting it again");
                    process = launch();
                    awaitReady();
                    LOG.atInfo().addKeyValue("port", port).log("the database server answers again");
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (IOException | RuntimeException failure) {
                // Parts of a killed server may live for a moment and keep the next one from starting.
                LOG.atWarn().setCause(failure).log("the database server did not start; trying again");
            }
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>();
        // In a session of its own, so that Ctrl-C reaches the hub alone and the hub stops the server last.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        List<String> server = new ArrayList<>(List.of(program("postgres"), "-D", data.toString(), "-p", "" + port));
        SETTINGS.forEach((name, value) -> server.addAll(List.of("-c", name + "=" + besides.getOrDefault(name, value))));
        command.addAll(unprivileged.with(server));
        return new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("postgresql.log").toFile()))
                .start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        DatabaseAddress address = address();
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try (Connection connection = DriverManager.getConnection(address.url(), address.user(), password)) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                Process launched = process;
                if (launched != null && !launched.isAlive()) {
                    throw new IOException("PostgreSQL ended with code " + launched.exitValue() + "; see "
                            + home.resolve("postgresql.log"));
                }
                if (System.nanoTime() > end) {
                    throw new IOException("PostgreSQL does not answer; see " + home.resolve("postgresql.log"), notYet);
                }
                Thread.sleep(20);
            }
        }
    }

    private String program(String name) {
        return programs.resolve(name).toString();
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Process running = new ProcessBuilder(unprivileged.with(command))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int code = running.waitFor();
        if (code != 0) {
            throw new IOException(command.getFirst() + " ended with code " + code + ": " + said);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
