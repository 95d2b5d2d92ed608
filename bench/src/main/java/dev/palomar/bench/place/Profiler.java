package dev.palomar.bench.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Where a running hub spends its processor time: async-profiler, loaded into it while it works.
public final class Profiler {

    private final long pid;
    private final Path library;

    private Profiler(long pid, Path library) {
        this.pid = pid;
        this.library = library;
    }

    /// Begins to sample every millisecond of processor time.
    public static Profiler start(HubProcess hub, Path folder) throws IOException {
        String place = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
        Path library = folder.resolve("libasyncProfiler.so");
        try (InputStream packed = Profiler.class.getResourceAsStream("/" + place + "/libasyncProfiler.so")) {
            if (packed == null) {
                throw new IOException("async-profiler has no library for " + place);
            }
            Files.copy(packed, library, StandardCopyOption.REPLACE_EXISTING);
        }
        Profiler profiler = new Profiler(hub.handle().pid(), library);
        profiler.command("start,event=cpu,interval=1ms,threads");
        return profiler;
    }

    /// Ends it; `file` gets one line a stack, outermost first, with its number of samples.
    public void stop(Path file) {
        command("stop,file=" + file.toAbsolutePath() + ",collapsed,threads");
    }

    private void command(String words) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "JVMTI.agent_load",
                            library.toString(),
                            "\"" + words + "\"")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (jcmd.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("jcmd: " + said);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
