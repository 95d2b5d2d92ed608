package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.ProcessMeter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A hub that is started again on the data it has, and then has nothing to do.
public final class StartScenario {

    private static final Duration REST = Duration.ofSeconds(20);

    private StartScenario() {}

    public static void run(Stage stage, Report report) throws IOException, InterruptedException {
        HubProcess hub = stage.hub();
        Duration best = Duration.ofDays(1);
        // As the operator's guide says: Java keeps what it loaded for the next start, and writes that when it stops.
        hub.flag("-XX:+AutoCreateSharedArchive")
                .flag("-XX:SharedArchiveFile=" + hub.data().resolve("palomar.jsa"));
        hub.stop();
        Duration _ = hub.start();
        for (int i = 0; i < 3; i++) {
            hub.stop();
            Duration took = hub.start();
            best = took.compareTo(best) < 0 ? took : best;
        }
        ProcessMeter before = ProcessMeter.of(List.of(hub.handle()));
        Thread.sleep(REST);
        ProcessMeter after = ProcessMeter.of(List.of(hub.handle()));
        report.add(
                "ready on an existing data folder",
                "%.1f s".formatted(best.toMillis() / 1_000.0),
                "≤ 2.5 s",
                "from the start of Java to 200 at /readyz, database included; the best of three");
        report.add(
                "idle",
                "%d MB resident, %.3f cores".formatted(after.memory() >> 20, after.coresSince(before, REST)),
                "≤ 250 MB",
                "hub alone, twenty seconds after the start; %d threads, %d files"
                        .formatted(after.threads(), after.files()));
    }
}
