package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.load.MetaWebhook;
import dev.palomar.bench.load.MetaWebhook.Chat;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.Weight;
import dev.palomar.bench.receive.Marker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// From Meta's POST to the verified webhook: 10 companies, 500 chats, each message about 1.2 KB on the wire.
public final class InboundScenario {

    static final int CHATS = 500;
    private static final int WARM_ROUNDS = 12;

    private InboundScenario() {}

    /// Warms up for `warm`. `asked` is the rate that is held for `time`; more than the machine can do shows what it
    /// can. Returns how many messages a second arrived.
    public static double run(Stage stage, Report report, Duration warm, double asked, Duration time)
            throws IOException, InterruptedException, SQLException {
        steadily(stage, report, warm);
        double most;
        Weight before = Weight.of(stage.hub());
        try (Stage.Audience audience = stage.audience(CHATS)) {
            Stage.Run run = stage.people(audience, CHATS, asked, time);
            most = run.arrivedPerSecond();
            report.add(
                    "inbound, " + time.toSeconds() + " s at " + Report.perSecond(asked) + " asked",
                    Report.perSecond(run.arrivedPerSecond()) + " arrived, " + run.arrived(),
                    "10,000/s; nothing lost, repeated or out of order",
                    "acknowledged " + Report.perSecond(run.sent().perSecond()) + "; hub / database / load: "
                            + run.use());
            report.add(
                    "storage of a message that came in",
                    Weight.of(stage.hub()).since(before).each(run.arrived().arrived()),
                    "",
                    "event, webhook attempt and log of calls included; no checkpoint between is forced, so whole pages"
                            + " after one count as they fall");
        }
        batches(stage, report);
        return most;
    }

    /// Warms up for `warm`, then measures times at rates that leave the machine room.
    public static void steadily(Stage stage, Report report, Duration warm) throws IOException, InterruptedException {
        warm(stage, warm);
        steady(stage, report, 200, Duration.ofSeconds(20));
        steady(stage, report, 2_000, Duration.ofSeconds(20));
    }

    /// Puts a hub that has just begun into the state of one that has run for days. What Java compiles while it warms
    /// up is not what runs afterwards, and it compiles again when something comes that it had not seen. So in each
    /// of several rounds receivers are put up and taken down, and the rate is another.
    public static void warm(Stage stage, Duration time) throws IOException, InterruptedException {
        double[] rates = {4_000, 2_000, 6_000, 500};
        for (int round = 0; round < WARM_ROUNDS; round++) {
            try (Stage.Audience audience = stage.audience(CHATS)) {
                Stage.Run _ = stage.people(audience, CHATS, rates[round % rates.length], time.dividedBy(WARM_ROUNDS));
            }
        }
        stage.tidy();
    }

    /// More than the hub can take, to see what it does then.
    public static void flood(Stage stage, double rate, Duration time) throws IOException, InterruptedException {
        try (Stage.Audience audience = stage.audience(CHATS)) {
            Stage.Run run = stage.people(audience, CHATS, rate, time);
            System.out.println("arrived " + Report.perSecond(run.arrivedPerSecond()) + ", " + run.arrived()
                    + "; hub / database / load: " + run.use());
        }
    }

    private static void steady(Stage stage, Report report, double rate, Duration time)
            throws IOException, InterruptedException {
        try (Stage.Audience audience = stage.audience(CHATS)) {
            Stage.Run run = stage.people(audience, CHATS, rate, time);
            report.add(
                    "inbound at " + Report.perSecond(rate),
                    Report.times(
                            audience.tally().micros(50),
                            audience.tally().micros(99),
                            audience.tally().micros(99.9)),
                    rate <= 200 ? "p50 ≤ 2 ms, p99 ≤ 8 ms" : "p50 ≤ 3 ms, p99 ≤ 20 ms",
                    "acknowledged p50 " + Report.millis(run.sent().took().getValueAtPercentile(50)) + ", p99 "
                            + Report.millis(run.sent().took().getValueAtPercentile(99)) + "; " + run.arrived()
                            + "; load itself late p99 "
                            + Report.millis(run.sent().lateness().getValueAtPercentile(99))
                            + "; hub / database / load: " + run.use());
        }
    }

    private static void batches(Stage stage, Report report) throws IOException, InterruptedException {
        MetaWebhook webhook = new MetaWebhook(HubProcess.APP_SECRET, stage.nextRun(), "");
        Chat chat = stage.town().chats(1).getFirst();
        Histogram took = new Histogram(3);
        HttpClient http = HttpClient.newHttpClient();
        for (int batch = 0; batch < 12; batch++) {
            List<Marker> thousand = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                thousand.add(new Marker(0, batch * 1_000 + i, System.nanoTime()));
            }
            String body = webhook.body(chat, thousand);
            long began = System.nanoTime();
            HttpResponse<Void> answer = http.send(
                    HttpRequest.newBuilder(URI.create(stage.hub().url() + "/webhooks/meta/whatsapp"))
                            .header("content-type", "application/json")
                            .header("x-hub-signature-256", "sha256=" + webhook.signature(body))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() != 200) {
                throw new IOException("a body of 1,000 updates was answered with " + answer.statusCode());
            }
            if (batch >= 2) {
                took.recordValue((System.nanoTime() - began) / 1_000);
            }
        }
        report.add(
                "a body of 1,000 updates, acknowledged",
                "median " + Report.millis(took.getValueAtPercentile(50)) + ", worst "
                        + Report.millis(took.getMaxValue()),
                "≤ 250 ms",
                "10 bodies after 2 to warm up, one chat");
    }
}
