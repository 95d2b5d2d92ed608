package dev.palomar.transport.web.engine;

import dev.palomar.model.Json;
import dev.palomar.transport.web.WebSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// One engine process. Its lines hear that it is gone only when it really is: two processes with the same line would
/// throw each other out at WhatsApp.
final class EngineProcess {

    private static final Logger LOG = LoggerFactory.getLogger("dev.palomar.engine");

    private static final Duration HELLO = Duration.ofSeconds(60);
    private static final Duration DRAINING = Duration.ofSeconds(12);
    private static final Duration ENDING = Duration.ofSeconds(5);

    /// So many heartbeats may be missed.
    private static final int PATIENCE = 4;

    /// What it said of itself last.
    record Health(long lagMillis, long rssBytes) {}

    private final int number;
    private final String token;
    private final Process process;
    private final Path pidFile;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<Link> link = new CompletableFuture<>();
    private final CompletableFuture<EngineProcess> gone = new CompletableFuture<>();
    private final AtomicInteger missed = new AtomicInteger();
    private volatile Health health = new Health(0, 0);
    private final AtomicBoolean greeted = new AtomicBoolean();
    private volatile boolean leaving;

    private EngineProcess(int number, String token, Process process, Path pidFile) {
        this.number = number;
        this.token = token;
        this.process = process;
        this.pidFile = pidFile;
    }

    /// Where the processes of one hub find it and keep their things.
    record Home(Path socket, Path spool, Path pids) {}

    static EngineProcess start(Program.Here program, WebSettings settings, Home home, int number, String token)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        program.node(), "--max-old-space-size=512", "--max-semi-space-size=2", Program.MAIN)
                .directory(program.folder().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        environment(builder.environment(), settings, home, number, token);
        Process process = builder.start();
        process.getOutputStream().close();
        Path pidFile = home.pids().resolve(Long.toString(process.pid()));
        Files.writeString(pidFile, program.folder().toString());
        EngineProcess started = new EngineProcess(number, token, process, pidFile);
        Thread.ofVirtual().name("engine-" + number + "-log").start(started::readLog);
        var _ = process.onExit().thenAccept(_ -> started.ended());
        return started;
    }

    /// Nothing of the hub's own settings reaches it: they hold secrets that it has no use for.
    private static void environment(
            Map<String, String> environment, WebSettings settings, Home home, int number, String token) {
        environment.keySet().retainAll(java.util.Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR"));
        environment.put("PALOMAR_ENGINE_SOCKET", home.socket().toString());
        environment.put("PALOMAR_ENGINE_TOKEN", token);
        environment.put("PALOMAR_ENGINE_SHARD", Integer.toString(number));
        environment.put("PALOMAR_ENGINE_SPOOL", home.spool().toString());
        settings.url().ifPresent(url -> environment.put("PALOMAR_ENGINE_URL", url.toString()));
        settings.version().ifPresent(version -> environment.put("PALOMAR_ENGINE_VERSION", version));
        settings.authority().ifPresent(file -> environment.put("NODE_EXTRA_CA_CERTS", file.toString()));
        settings.sandbox().ifPresent(key -> {
            environment.put("PALOMAR_ENGINE_SANDBOX", "true");
            environment.put("PALOMAR_ENGINE_ROOT_KEY", key);
        });
    }

    int number() {
        return number;
    }

    String token() {
        return token;
    }

    /// Whether nobody has said hello with its token yet.
    boolean greetedFirst() {
        return greeted.compareAndSet(false, true);
    }

    /// It said hello over this connection.
    void connected(Link connection) {
        link.complete(connection);
    }

    /// Waits until it has said hello. Empty when it did not, and ends it then.
    Optional<Link> link() {
        try {
            return Optional.of(link.get(HELLO.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            LOG.atWarn().addKeyValue("engine", number).log("an engine did not say hello");
            kill();
            return Optional.empty();
        } catch (ExecutionException endedBefore) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    int sessions() {
        return link.isDone() && !link.isCompletedExceptionally() ? link.join().sessions() : 0;
    }

    boolean isUsable() {
        return !leaving && process.isAlive() && !link.isCompletedExceptionally();
    }

    Health health() {
        return health;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /// Completes once the process is really gone, and its lines know it.
    CompletableFuture<EngineProcess> gone() {
        return gone;
    }

    void heartbeat(ObjectNode beat) {
        missed.set(0);
        health = new Health(beat.path("lag").asLong(0), beat.path("rss").asLong(0));
    }

    /// To be called once a heartbeat's time: ends the process when too many did not come.
    void watch() {
        if (link.isDone() && missed.incrementAndGet() > PATIENCE && process.isAlive()) {
            LOG.atError().addKeyValue("engine", number).log("an engine gives no sign of life and is ended");
            kill();
        }
    }

    /// The connection ended: so must the process.
    void disconnected() {
        leaving = true;
        try {
            if (!process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException stopping) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    void kill() {
        leaving = true;
        process.destroyForcibly();
    }

    /// Lets it finish what it is doing, and waits until it is gone.
    void drain() {
        leaving = true;
        if (link.isDone() && !link.isCompletedExceptionally()) {
            link.join().ask("drain", Json.object(), DRAINING);
        } else {
            process.destroy();
        }
        disconnected();
        try {
            gone.get(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            LOG.atWarn().addKeyValue("engine", number).log("an engine does not end");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended() {
        leaving = true;
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException left) {
            LOG.atDebug().setCause(left).log("the file of a process that is gone is still there");
        }
        link.completeExceptionally(new IOException("the process ended"));
        if (!link.isCompletedExceptionally()) {
            link.join().close();
            link.join().gone("the engine ended (" + process.exitValue() + ")");
        }
        gone.complete(this);
    }

    /// Its log is the hub's: JSON lines with `level` and `msg`, anything else as it is.
    private void readLog() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log(line);
            }
        } catch (IOException closed) {
            LOG.atDebug().setCause(closed).log("an engine's log ended");
        }
    }

    private void log(String line) {
        ObjectNode said;
        try {
            said = Json.read(line) instanceof ObjectNode object
                    ? object
                    : Json.object().put("msg", line);
        } catch (JacksonException plain) {
            said = Json.object().put("msg", line);
        }
        String level = said.path("level").asString("warn");
        Level at = switch (level) {
            case "trace", "debug", "10", "20" -> Level.DEBUG;
            case "info", "30" -> Level.INFO;
            case "error", "fatal", "50", "60" -> Level.ERROR;
            default -> Level.WARN;
        };
        var entry = LOG.atLevel(at).addKeyValue("engine", number);
        for (var member : said.properties()) {
            if (!java.util.Set.of("level", "msg", "time", "pid", "hostname", "shard")
                    .contains(member.getKey())) {
                entry = entry.addKeyValue(member.getKey(), member.getValue().toString());
            }
        }
        entry.log(said.path("msg").asString(""));
    }
}
