package dev.palomar.transport.web.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a hub that was killed left behind.
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    /// Engines of a hub that was killed end by themselves when its socket does; this waits for them, and helps.
    static void end(Path pids) throws IOException {
        try (var files = Files.list(pids)) {
            for (Path file : files.toList()) {
                String folder = Files.readString(file).strip();
                Optional<ProcessHandle> left = ProcessHandle.of(
                                Long.parseLong(file.getFileName().toString()))
                        .filter(handle -> isEngine(handle, folder));
                left.ifPresent(handle -> {
                    LOG.atWarn().addKeyValue("pid", handle.pid()).log("an engine was left behind and is ended");
                    handle.destroyForcibly();
                    handle.onExit()
                            .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                            .handle((_, _) -> handle)
                            .join();
                });
                Files.delete(file);
            }
        }
    }

    private static boolean isEngine(ProcessHandle handle, String folder) {
        try {
            Path cwd = Path.of("/proc", Long.toString(handle.pid()), "cwd");
            boolean there = !Files.exists(cwd)
                    || Files.readSymbolicLink(cwd).equals(Path.of(folder).toRealPath());
            String[] arguments = handle.info().arguments().orElse(new String[0]);
            return there && List.of(arguments).contains(Program.MAIN);
        } catch (IOException gone) {
            return false;
        }
    }

    static void empty(Path spool) throws IOException {
        try (var files = Files.list(spool)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
