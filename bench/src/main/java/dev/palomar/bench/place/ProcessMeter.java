package dev.palomar.bench.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What a process and its children take, as Linux counts it in `/proc`.
///
/// @param cpu      processor time so far
/// @param memory   bytes resident; memory that several share is counted once (PSS)
/// @param files    open files
/// @param threads  threads of the operating system
public record ProcessMeter(Duration cpu, long memory, int files, int threads) {

    private static final long TICKS = 100;

    public static ProcessMeter of(List<ProcessHandle> processes) {
        Duration cpu = Duration.ZERO;
        long memory = 0;
        int files = 0;
        int threads = 0;
        for (ProcessHandle process : processes) {
            Path folder = Path.of("/proc", Long.toString(process.pid()));
            try {
                String stat = Files.readString(folder.resolve("stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                cpu = cpu.plusMillis(ticks * 1_000 / TICKS);
                threads += Integer.parseInt(fields[17]);
                memory += kilobytes(folder.resolve("smaps_rollup"), "Pss:") << 10;
                files += count(folder.resolve("fd"));
            } catch (IOException gone) {
                // ended meanwhile
            }
        }
        return new ProcessMeter(cpu, memory, files, threads);
    }

    /// Which share of one core was used since `before`, `time` ago.
    public double coresSince(ProcessMeter before, Duration time) {
        return (double) cpu.minus(before.cpu).toNanos() / time.toNanos();
    }

    private static long kilobytes(Path file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static int count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.count();
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }
}
