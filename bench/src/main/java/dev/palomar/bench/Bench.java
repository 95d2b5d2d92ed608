package dev.palomar.bench;

import dev.palomar.bench.fault.Faults;
import dev.palomar.bench.fault.Ground;
import dev.palomar.bench.place.Profiler;
import dev.palomar.bench.place.Statements;
import dev.palomar.bench.receive.FakeModel;
import dev.palomar.bench.scenario.AgentScenario;
import dev.palomar.bench.scenario.CompareScenario;
import dev.palomar.bench.scenario.DayScenario;
import dev.palomar.bench.scenario.InboundScenario;
import dev.palomar.bench.scenario.LimitScenario;
import dev.palomar.bench.scenario.OutboundScenario;
import dev.palomar.bench.scenario.PullScenario;
import dev.palomar.bench.scenario.SoakScenario;
import dev.palomar.bench.scenario.Stage;
import dev.palomar.bench.scenario.StartScenario;
import dev.palomar.bench.scenario.StoredScenario;
import dev.palomar.bench.scenario.TenantsScenario;
import dev.palomar.bench.web.WebScenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `./dev bench [NAME…]`: measures what is named, or everything, and prints one table.
public final class Bench {

    private static final List<String> ALL = List.of("inbound", "outbound");

    private Bench() {}

    /// The hub's jar, a folder to work in, and what to measure.
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
        Report report = new Report();
        for (String name : names.isEmpty() ? ALL : names) {
            System.out.println("== " + name);
            if (name.equals("faults") || name.startsWith("faults:")) {
                faults(jar, folder, name.substring(Math.min(name.length(), "faults:".length())));
                continue;
            }
            switch (name) {
                case "inbound" -> inbound(jar, folder, report);
                case "outbound" -> outbound(jar, folder, report);
                case "stored" ->
                    StoredScenario.run(
                            jar, folder.resolve("stored"), report, (long) setting("BENCH_MESSAGES", 1_000_000), (int)
                                    setting("BENCH_QUESTIONS", 200));
                case "day" ->
                    DayScenario.run(
                            jar, folder.resolve("day"), report, (long) setting("BENCH_MESSAGES", 1_000_000), (int)
                                    setting("BENCH_QUESTIONS", 200));
                case "agent" -> agent(jar, folder, report);
                case "tenants" -> tenants(jar, folder, report);
                case "soak" -> soak(jar, folder, report);
                case "limits" -> limits(jar, folder, report);
                case "web" ->
                    WebScenario.run(
                            jar,
                            Path.of(System.getProperty("palomar.sandbox", "sandbox/target/palomar-sandbox.jar")),
                            folder.resolve("web"),
                            report,
                            (int) setting("BENCH_NUMBERS", 300),
                            (int) setting("BENCH_MESSAGES", 6_000));
                case "steady" -> steady(jar, folder, report);
                case "pull" -> pull(jar, folder, report);
                case "compare-inbound" -> compare(jar, folder, report, false);
                case "compare-outbound" -> compare(jar, folder, report, true);
                case "profile-inbound" -> profile(jar, folder, false);
                case "profile-outbound" -> profile(jar, folder, true);
                default -> {
                    System.err.println(
                            "nothing is called " + name
                                    + "; there are inbound, steady, outbound, agent, day, pull, limits, stored, tenants, soak, web,"
                                    + " compare-inbound, compare-outbound, profile-inbound, profile-outbound, faults and faults:NAME,NAME");
                    System.exit(2);
                }
            }
        }
        report.print();
    }

    private static void faults(Path jar, Path folder, String name) throws Exception {
        try (Ground ground = new Ground(jar, folder.resolve("faults"))) {
            Faults.run(ground, name);
        }
    }

    private static void inbound(Path jar, Path folder, Report report) throws Exception {
        try (Stage stage = Stage.raise(jar, folder.resolve("inbound"), 10)) {
            double most = InboundScenario.run(
                    stage,
                    report,
                    seconds("BENCH_WARM", 120),
                    setting("BENCH_RATE", 12_000),
                    seconds("BENCH_SECONDS", 60));
            LimitScenario.Limits limits = LimitScenario.run(stage, report);
            report.add(
                    "inbound as a share of the limit",
                    "%.0f %%".formatted(100 * most / limits.together()),
                    "50 %",
                    ("of HTTP and rows one after the other; %.0f %% of HTTP alone, %.0f %% of the rows alone,"
                                    + " %.0f %% of the design alone")
                            .formatted(
                                    100 * most / limits.http(),
                                    100 * most / limits.rows(),
                                    100 * most / limits.design()));
            PullScenario.run(stage, report);
            StartScenario.run(stage, report);
        }
    }

    private static void steady(Path jar, Path folder, Report report) throws Exception {
        try (Stage stage = Stage.raise(jar, folder.resolve("steady"), 10)) {
            InboundScenario.steadily(stage, report, seconds("BENCH_WARM", 120));
        }
    }

    private static void agent(Path jar, Path folder, Report report) throws Exception {
        try (FakeModel model = new FakeModel();
                Stage stage = Stage.raise(
                        jar,
                        folder.resolve("agent"),
                        10,
                        Map.of("ANTHROPIC_BASE_URL", model.url(), "ANTHROPIC_API_KEY", "bench-key"))) {
            new AgentScenario(stage).run(report, model, setting("BENCH_RATE", 20), seconds("BENCH_SECONDS", 30));
        }
    }

    private static void tenants(Path jar, Path folder, Report report) throws Exception {
        int companies = (int) setting("BENCH_TENANTS", 1_000);
        try (Stage stage = Stage.raise(jar, folder.resolve("tenants"), companies)) {
            new TenantsScenario(stage).run(report, setting("BENCH_RATE", 500), seconds("BENCH_SECONDS", 60));
        }
    }

    private static void soak(Path jar, Path folder, Report report) throws Exception {
        try (Stage stage = Stage.raise(jar, folder.resolve("soak"), 10)) {
            new SoakScenario(stage).run(report, setting("BENCH_RATE", 1_200), seconds("BENCH_SECONDS", 20 * 60));
        }
    }

    private static void limits(Path jar, Path folder, Report report) throws Exception {
        try (Stage stage = Stage.raise(jar, folder.resolve("limits"), 10)) {
            InboundScenario.warm(stage, Duration.ofSeconds(5));
            LimitScenario.Limits _ = LimitScenario.run(stage, report);
        }
    }

    /// Pulling alone, with where the time goes in hub and database.
    private static void pull(Path jar, Path folder, Report report) throws Exception {
        try (Stage stage = Stage.raise(jar, folder.resolve("pull"), 10)) {
            stage.hub().stop();
            Statements.watch(stage.hub());
            stage.hub().start();
            InboundScenario.flood(stage, setting("BENCH_RATE", 4_000), seconds("BENCH_SECONDS", 60));
            stage.tidy();
            Statements.reset(stage.hub());
            Profiler profiler = Profiler.start(stage.hub(), folder);
            PullScenario.run(stage, report);
            profiler.stop(folder.resolve("hub.collapsed"));
            System.out.println(Statements.report(stage.hub(), 6));
            System.out.println("stacks: " + folder.resolve("hub.collapsed"));
        }
    }

    private static void outbound(Path jar, Path folder, Report report) throws Exception {
        try (Stage stage = Stage.raise(jar, folder.resolve("outbound"), 10)) {
            new OutboundScenario(stage)
                    .run(
                            report,
                            seconds("BENCH_WARM", 120),
                            setting("BENCH_RATE", 6_000),
                            seconds("BENCH_SECONDS", 30));
        }
    }

    /// Where processor time goes in the hub and in the database, under as much as there can be.
    private static void profile(Path jar, Path folder, boolean outbound) throws Exception {
        try (Stage stage = Stage.raise(jar, folder.resolve("profile"), 10)) {
            stage.hub().stop();
            Statements.watch(stage.hub());
            stage.hub().start();
            Duration warm = seconds("BENCH_WARM", 60);
            Duration time = seconds("BENCH_SECONDS", 20);
            double rate = setting("BENCH_RATE", 20_000);
            Flood flood = outbound
                    ? new OutboundScenario(stage)::flood
                    : (perSecond, during) -> InboundScenario.flood(stage, perSecond, during);
            for (int round = 0; round < 8; round++) {
                flood.run(4_000, warm.dividedBy(8));
            }
            stage.tidy();
            Statements.reset(stage.hub());
            Profiler profiler = Profiler.start(stage.hub(), folder);
            flood.run(rate, time);
            profiler.stop(folder.resolve("hub.collapsed"));
            System.out.println(Statements.report(stage.hub(), 14));
            System.out.println("stacks: " + folder.resolve("hub.collapsed"));
        }
    }

    /// The built jar beside the one that `BENCH_OTHER` names, or beside itself with the flags of `BENCH_OTHER_FLAGS`.
    private static void compare(Path jar, Path folder, Report report, boolean outbound) throws Exception {
        CompareScenario.Other other = new CompareScenario.Other(
                Optional.ofNullable(System.getenv("BENCH_OTHER")).map(Path::of).orElse(jar),
                Optional.ofNullable(System.getenv("BENCH_OTHER_FLAGS")).stream()
                        .flatMap(flags -> Arrays.stream(flags.split(" ", -1)))
                        .filter(flag -> !flag.isEmpty())
                        .toList());
        CompareScenario.run(
                jar,
                other,
                folder.resolve("compare"),
                report,
                new CompareScenario.Plan(
                        outbound,
                        setting("BENCH_RATE", outbound ? 6_000 : 12_000),
                        (int) setting("BENCH_TURNS", 20),
                        seconds("BENCH_SECONDS", 5),
                        seconds("BENCH_WARM", 60)));
    }

    private interface Flood {
        void run(double perSecond, Duration time) throws Exception;
    }

    private static double setting(String name, double usual) {
        String given = System.getenv(name);
        return given == null ? usual : Double.parseDouble(given);
    }

    private static Duration seconds(String name, int usual) {
        return Duration.ofSeconds((long) setting(name, usual));
    }
}
