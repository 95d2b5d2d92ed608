package dev.palomar.transport.web.engine;

import dev.palomar.model.Json;
import dev.palomar.transport.web.WebSettings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Keeps as many engine processes as there are lines for ([Staffing]), started before they are needed.
public final class EngineHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineHost.class);

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofMinutes(2);

    /// Where a line may sit.
    public sealed interface Place {

        record Found(Seat seat) implements Place {}

        /// Trying again later helps.
        record NotNow(Duration retryIn, String why) implements Place {}

        /// A person must do something.
        record Never(String what) implements Place {}
    }

    /// How the processes fare, for those who watch.
    ///
    /// @param lagMillis  the longest delay among them
    /// @param rssBytes   memory of all together
    public record Health(int processes, int lines, long lagMillis, long rssBytes) {}

    private final WebSettings settings;
    private final Staffing staffing;
    private final RandomGenerator random;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<EngineProcess> processes = new ArrayList<>();
    private EngineProcess.@Nullable Home home;
    private @Nullable ServerSocketChannel server;
    private @Nullable Program program;
    private int started;
    private int failures;
    private long notBefore = System.nanoTime();
    private long missingUntil = System.nanoTime();
    private int idleBeats;
    private volatile Ear ear = (_, _, _, _) -> {};
    private volatile boolean closed;

    public EngineHost(WebSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.staffing = new Staffing(settings.perProcess());
        this.random = random;
    }

    /// `listening` hears of what is asked of lines that are opened from now on.
    public void listen(Ear listening) {
        this.ear = listening;
    }

    /// The folder through which files travel between hub and engines.
    public Path spool() {
        return settings.data().resolve("spool");
    }

    /// Begins to listen. What a hub that was killed left behind is ended first.
    public void start() throws IOException {
        Path folder = onlyOurs(settings.data());
        Path pids = onlyOurs(folder.resolve("processes"));
        Path spool = onlyOurs(spool());
        Leftovers.end(pids);
        Leftovers.empty(spool);
        // A path of a socket has at most about a hundred characters, so it cannot be below just any folder.
        Path private0 = Files.createTempDirectory("palomar-engine");
        Path socket = private0.resolve("hub.sock");
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        lock.lock();
        try {
            home = new EngineProcess.Home(socket, spool, pids);
            server = listening;
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("engines-accept").start(() -> accept(listening));
        Thread.ofVirtual().name("engines-watch").start(this::watch);
    }

    /// A place for the line in a process with room, which is started if need be. Waits until the process is up.
    public Place seat(String session, long epoch, Mailbox mailbox) {
        EngineProcess process;
        lock.lock();
        try {
            Optional<EngineProcess> room = withRoom();
            if (room.isPresent()) {
                process = room.get();
            } else {
                long pause = notBefore - System.nanoTime();
                if (closed || pause > 0) {
                    return new Place.NotNow(
                            Duration.ofNanos(Math.max(pause, 1_000_000_000L)), "the engine is being started again");
                }
                switch (begin()) {
                    case Begun.Running begun -> process = begun.process();
                    case Begun.Not(Place not) -> {
                        return not;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        Optional<Link> link = process.link();
        if (link.isEmpty()) {
            return new Place.NotNow(Duration.ofSeconds(2), "the engine ended while it was being started");
        }
        link.get().listen(session, mailbox);
        Thread.ofVirtual().start(this::hireAhead);
        if (!process.isUsable()) {
            link.get().forget(session);
            return new Place.NotNow(Duration.ofSeconds(1), "the engine is ending");
        }
        return new Place.Found(new Seat(link.get(), session, epoch, ear));
    }

    public Health health() {
        lock.lock();
        try {
            return new Health(
                    processes.size(),
                    processes.stream().mapToInt(EngineProcess::sessions).sum(),
                    processes.stream()
                            .mapToLong(process -> process.health().lagMillis())
                            .max()
                            .orElse(0),
                    processes.stream()
                            .mapToLong(process -> process.health().rssBytes())
                            .sum());
        } finally {
            lock.unlock();
        }
    }

    /// Lets all engines finish what they are doing, and waits until they are gone.
    @Override
    public void close() {
        closed = true;
        List<EngineProcess> all;
        lock.lock();
        try {
            all = List.copyOf(processes);
        } finally {
            lock.unlock();
        }
        List<Thread> draining = all.stream()
                .map(process -> Thread.ofVirtual().start(process::drain))
                .toList();
        for (Thread thread : draining) {
            try {
                thread.join(Duration.ofSeconds(30));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        EngineProcess.Home place = home;
        try {
            if (server != null) {
                server.close();
            }
            if (place != null) {
                Files.deleteIfExists(place.socket());
                Files.deleteIfExists(
                        java.util.Objects.requireNonNull(place.socket().getParent()));
            }
        } catch (IOException left) {
            LOG.atDebug().setCause(left).log("the engines' socket is still there");
        }
    }

    private sealed interface Begun {
        record Running(EngineProcess process) implements Begun {}

        record Not(Place place) implements Begun {}
    }

    private Optional<EngineProcess> withRoom() {
        return usable().stream()
                .min(Comparator.comparingInt(EngineProcess::sessions))
                .filter(process -> process.sessions() < settings.perProcess());
    }

    private List<EngineProcess> usable() {
        return processes.stream().filter(EngineProcess::isUsable).toList();
    }

    /// Starts the process that will be needed next, unless one has just failed.
    private void hireAhead() {
        lock.lock();
        try {
            long now = System.nanoTime();
            List<Integer> lines = usable().stream().map(EngineProcess::sessions).toList();
            if (!closed && lines.size() < staffing.wanted(lines) && Math.min(now - notBefore, now - missingUntil) > 0) {
                switch (begin()) {
                    case Begun.Running _ -> {}
                    // Whoever wants a line is told why; until then it is looked for now and then.
                    case Begun.Not _ -> missingUntil = now + LONGEST_PAUSE.toNanos();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private Begun begin() {
        EngineProcess.Home place = home;
        if (place == null) {
            return new Begun.Not(new Place.NotNow(Duration.ofSeconds(1), "the hub is starting"));
        }
        if (!(program instanceof Program.Here)) {
            program = Program.find(settings);
        }
        switch (java.util.Objects.requireNonNull(program)) {
            case Program.Missing(String what) -> {
                return new Begun.Not(new Place.Never(what));
            }
            case Program.Here here -> {
                byte[] token = new byte[32];
                random.nextBytes(token);
                try {
                    EngineProcess process = EngineProcess.start(
                            here, settings, place, ++started, HexFormat.of().formatHex(token));
                    processes.add(process);
                    var _ = process.gone().thenAccept(this::ended);
                    LOG.atInfo().addKeyValue("engine", process.number()).log("an engine was started");
                    return new Begun.Running(process);
                } catch (IOException failure) {
                    program = null;
                    LOG.atError().setCause(failure).log("the engine could not be started");
                    return new Begun.Not(new Place.Never("The engine could not be started: " + failure.getMessage()));
                }
            }
        }
    }

    private void ended(EngineProcess process) {
        lock.lock();
        try {
            processes.remove(process);
            if (closed) {
                return;
            }
            failures = process.age().compareTo(STEADY) > 0 ? 0 : failures + 1;
            if (failures > 0) {
                long most = Math.min(LONGEST_PAUSE.toMillis(), 500L << Math.min(failures, 10));
                notBefore = System.nanoTime()
                        + Duration.ofMillis(random.nextLong(most / 2, most)).toNanos();
            }
        } finally {
            lock.unlock();
        }
        LOG.atWarn().addKeyValue("engine", process.number()).log("an engine ended");
    }

    private void accept(ServerSocketChannel listening) {
        while (!closed) {
            try {
                SocketChannel socket = listening.accept();
                Thread.ofVirtual().name("engine-link").start(() -> greet(new Frames(socket)));
            } catch (IOException failure) {
                if (!closed) {
                    LOG.atError().setCause(failure).log("engines cannot connect");
                }
                return;
            }
        }
    }

    private void greet(Frames frames) {
        try {
            Optional<ObjectNode> hello = frames.read()
                    .filter(frame -> frame.path("type").asString("").equals("hello"));
            Optional<EngineProcess> process = hello.flatMap(this::byToken);
            if (process.isEmpty()) {
                LOG.atWarn().log("somebody who is not one of our engines connected");
                frames.close();
                return;
            }
            Link link = new Link(frames, process.get()::heartbeat);
            frames.write(Json.object().put("v", 1).put("type", "welcome"));
            LOG.atInfo()
                    .addKeyValue("engine", process.get().number())
                    .addKeyValue("program", Json.string(hello.get(), "engine").orElse(""))
                    .log("an engine is ready");
            process.get().connected(link);
            link.run();
            process.get().disconnected();
        } catch (IOException broken) {
            LOG.atWarn().setCause(broken).log("an engine could not be greeted");
            frames.close();
        }
    }

    /// A token is good for one hello.
    private Optional<EngineProcess> byToken(ObjectNode hello) {
        String token = hello.path("token").asString("");
        lock.lock();
        try {
            return processes.stream()
                    .filter(process -> java.security.MessageDigest.isEqual(
                            process.token().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            token.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .filter(EngineProcess::greetedFirst)
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        while (!closed) {
            try {
                Thread.sleep(BEAT);
            } catch (InterruptedException stopping) {
                return;
            }
            hireAhead();
            lock.lock();
            try {
                processes.forEach(EngineProcess::watch);
                boolean idle = processes.stream().allMatch(process -> process.sessions() == 0);
                idleBeats = idle && processes.size() > 1 ? idleBeats + 1 : 0;
                if (BEAT.multipliedBy(idleBeats).compareTo(IDLE) > 0) {
                    idleBeats = 0;
                    processes.stream()
                            .skip(1)
                            .forEach(process -> Thread.ofVirtual().start(process::drain));
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private static Path onlyOurs(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
}
