package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.FakeModel;
import dev.palomar.bench.stored.Directory;
import dev.palomar.bench.stored.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A company's day beside the messages themselves: what people search and look at over a large past, templates that are
/// brought over from Meta, and the reply agent. Each beside what the same machine needs at least for it.
public final class DayScenario {

    /// The first of them has two thirds of everything.
    private static final int COMPANIES = 2;

    private static final int TEMPLATES = 6_000;

    private DayScenario() {}

    /// `messages` are stored, each kind of question is asked `each` times. A past that was laid into `folder` before is
    /// asked again.
    public static void run(Path jar, Path folder, Report report, long messages, int each)
            throws IOException, InterruptedException, SQLException {
        Path town = Files.createDirectories(folder).resolve("town.json");
        if (Files.notExists(town)) {
            try (Stage stage = Stage.raise(jar, folder, COMPANIES)) {
                lay(stage, messages);
                stage.town().save(town);
            }
        }
        try (FakeModel model = new FakeModel();
                Stage stage = Stage.reopen(
                        jar,
                        folder,
                        town,
                        Map.of("ANTHROPIC_BASE_URL", model.url(), "ANTHROPIC_API_KEY", "bench-key"))) {
            for (Questions.Took took : new Questions(stage.hub(), stage.town(), each, new int[] {0, 1}).day()) {
                report.add(
                        took.what(),
                        "p50 %s, p99 %s".formatted(at(took, 50), at(took, 99)),
                        took.what().startsWith("floor") ? "" : "p99 ≤ 50 ms",
                        String.format(Locale.ROOT, "%.0f pages read", took.pages()));
            }
            templates(stage, report);
            new AgentScenario(stage).run(report, model, 20, Duration.ofSeconds(30));
        }
    }

    private static String at(Questions.Took took, double percentile) {
        return Report.millis(took.micros().getValueAtPercentile(percentile));
    }

    private static void lay(Stage stage, long messages) throws IOException, InterruptedException, SQLException {
        Past.lay(stage, messages);
        HubProcess hub = stage.hub();
        Directory.write(hub);
        stage.tidy();
        // whoever starts it now stops its database, too
        Duration _ = hub.start();
    }

    /// From the request until it is done, and the same pages asked for by nobody who keeps them.
    private static void templates(Stage stage, Report report) throws InterruptedException {
        stage.graph().templates(TEMPLATES);
        Town.Company company = stage.town().companies().getFirst();
        HubApi program = stage.town().program(company);
        // templates are brought over only from an account of which Meta says that the number is its own
        stage.graph().numbers(List.of(company.phoneNumberId()));
        JsonNode _ = program.post("/v1/devices/" + company.device() + "/test", "{}");
        double first = sync(program);
        double again = sync(program);
        double bare = bare(HubApi.nobody(stage.graph().url()), company);
        report.add(
                "templates, %,d of them brought over".formatted(TEMPLATES),
                "%.1f s; again, nothing new, %.1f s".formatted(first, again),
                "≤ 10 s",
                "%.2f s for the same pages, asked for one after the other and thrown away".formatted(bare));
    }

    private static double sync(HubApi program) throws InterruptedException {
        long began = System.nanoTime();
        JsonNode _ = program.post("/v1/templates/sync", "{}");
        while (true) {
            JsonNode state = program.get("/v1/templates/sync").at("/data/0");
            if (state.path("state").asString("").equals("done")
                    && state.path("found").asInt(0) == TEMPLATES) {
                return (System.nanoTime() - began) / 1e9;
            }
            if (System.nanoTime() - began > Duration.ofMinutes(2).toNanos()) {
                throw new IllegalStateException("templates are not there: " + state);
            }
            Thread.sleep(20);
        }
    }

    private static double bare(HubApi graph, Town.Company company) {
        long began = System.nanoTime();
        int after = 0;
        while (after < TEMPLATES) {
            after = graph.get("/v23.0/" + company.phoneNumberId() + "/message_templates?limit=100&after=" + after)
                    .at("/paging/cursors/after")
                    .asInt();
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
