package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.stored.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Lists, threads and searches over a past of so many messages and over one ten times as large, side by side.
public final class StoredScenario {

    private static final int COMPANIES = 10;

    private StoredScenario() {}

    /// `messages` are in the larger one; each kind of question is asked `each` times.
    public static void run(Path jar, Path folder, Report report, long messages, int each)
            throws IOException, InterruptedException, SQLException {
        List<Questions.Took> small = over(jar, folder.resolve("small"), messages / 10, each);
        List<Questions.Took> large = over(jar, folder.resolve("large"), messages, each);
        for (int i = 0; i < large.size(); i++) {
            Histogram before = small.get(i).micros();
            Histogram after = large.get(i).micros();
            report.add(
                    large.get(i).what(),
                    "p99 %s → %s".formatted(at(before, 99), at(after, 99)),
                    large.get(i).what().startsWith("figures") ? "≤ 50 ms" : "≤ 30 ms",
                    String.format(
                            Locale.ROOT,
                            "p50 %s → %s; %.0f → %.0f pages read, ×%.2f",
                            at(before, 50),
                            at(after, 50),
                            small.get(i).pages(),
                            large.get(i).pages(),
                            large.get(i).pages() / small.get(i).pages()));
        }
    }

    private static String at(Histogram micros, double percentile) {
        return Report.millis(micros.getValueAtPercentile(percentile));
    }

    private static List<Questions.Took> over(Path jar, Path folder, long messages, int each)
            throws IOException, InterruptedException, SQLException {
        System.out.printf("-- %,d messages%n", messages);
        // What is kept (`BENCH_KEEP`) is asked again next time.
        Path town = folder.resolve("town.json");
        boolean laid = Files.exists(town);
        try (Stage stage = laid ? Stage.reopen(jar, folder, town, Map.of()) : Stage.raise(jar, folder, COMPANIES)) {
            if (!laid) {
                Past.lay(stage, messages);
                stage.tidy();
                Duration _ = stage.hub().start();
                stage.town().save(town);
            }
            return new Questions(stage.hub(), stage.town(), each, new int[] {0, 4}).ask();
        } finally {
            if (System.getenv("BENCH_KEEP") == null) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
