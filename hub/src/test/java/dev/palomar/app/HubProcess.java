package dev.palomar.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The hub in a process of its own, so that it can be killed.
final class HubProcess implements AutoCloseable {

    private static final Pattern SETUP = Pattern.compile("first administrator: (\\S+)");

    private final Process process;
    private final Path log;

    private HubProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Returns when it is ready.
    static HubProcess start(Map<String, String> environment, Path folder) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "hub", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.palomar.app.Main")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
        builder.environment().putAll(environment);
        builder.environment().put("PALOMAR_LOG", "text");
        HubProcess started = new HubProcess(builder.start(), log);
        for (int i = 0; i < 6_000 && started.process.isAlive(); i++) {
            if (Files.readString(log).contains("the hub is ready")) {
                return started;
            }
            Thread.sleep(100);
        }
        started.kill();
        throw new IllegalStateException("the hub did not start:\n" + Files.readString(log));
    }

    /// The one-time link, once it is printed.
    String setupLink() {
        Optional<String> link = Optional.empty();
        for (int i = 0; i < 2_400 && link.isEmpty(); i++) {
            try {
                link = SETUP.matcher(Files.readString(log))
                        .results()
                        .map(found -> found.group(1))
                        .findFirst();
                Thread.sleep(50);
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return link.orElseThrow();
    }

    /// As `kill -9`. Its engines are not killed: they have to notice.
    void kill() {
        process.destroyForcibly();
        waitUntilGone();
    }

    /// Sends it `STOP` or `CONT`.
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends it after five minutes at most.
    void waitUntilGone() {
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        waitUntilGone();
    }
}
