package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.load.EventReader;
import dev.palomar.bench.load.Inbound;
import dev.palomar.bench.load.OpenLoop;
import dev.palomar.bench.load.Outbound;
import dev.palomar.bench.load.StreamReader;
import dev.palomar.bench.place.Heap;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.ProcessMeter;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Tally;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;

/// Messages in and out for a long time, with webhooks, a reader that pulls and one that listens to the stream. What the
/// hub holds on to must not grow: memory, files, threads. The first third is left out, because Java still compiles then
/// and pools fill.
public final class SoakScenario {

    private static final int CHATS = 500;
    private static final int PEOPLE = 20_000;
    private static final int CONNECTIONS = 64;
    private static final int LOOKS = 30;

    /// What is measured at one look.
    private record Look(Duration after, long events, long resident, long heap, int files, int threads, long database) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "   %4d s %,9d events, hub %d MB, heap %.1f MB, %d files, %d threads; database %d MB",
                    after.toSeconds(),
                    events,
                    resident >> 20,
                    heap / 1_048_576.0,
                    files,
                    threads,
                    database >> 20);
        }
    }

    private final Stage stage;
    private final List<Look> looks = new ArrayList<>();

    public SoakScenario(Stage stage) {
        this.stage = stage;
    }

    /// `rate` messages a second come in, and a fifth as many go out. Throws when something grew or was lost.
    public void run(Report report, double rate, Duration time) throws IOException, InterruptedException, SQLException {
        List<Town.Sender> senders = stage.town().numbers(10);
        Town.Company company = stage.town().companies().getFirst();
        Tally sent = new Tally(PEOPLE);
        stage.graph().count(sent);
        HubProcess hub = stage.hub();
        try (Stage.Audience audience = stage.audience(CHATS, "1,2,5,30");
                EventReader puller = new EventReader(stage.town().program(company));
                StreamReader listener = new StreamReader(hub.url(), company.key())) {
            Inbound in = new Inbound(hub, stage.nextRun(), stage.town().chats(CHATS), CONNECTIONS);
            Outbound out = new Outbound(senders, PEOPLE, CONNECTIONS, "127.0.0.1:" + hub.port());
            CompletableFuture<OpenLoop.Sum> came = start(in, rate, time);
            CompletableFuture<OpenLoop.Sum> went = start(out, rate / 5, time);
            long began = System.nanoTime();
            for (int look = 1; look <= LOOKS; look++) {
                long due = began + time.toNanos() * look / (LOOKS + 1);
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                looks.add(look(hub, Duration.ofNanos(System.nanoTime() - began)));
                System.out.println(looks.getLast());
            }
            OpenLoop.Sum inSum = came.join();
            OpenLoop.Sum outSum = went.join();
            Stage.settle(audience.tally(), in.acknowledged(), Duration.ofSeconds(30));
            Stage.settle(sent, out.accepted(), Duration.ofSeconds(30));
            Tally.Sum arrived = audience.tally().sum(in.acknowledged());
            Tally.Sum left = sent.sum(out.accepted());
            List<String> grown = new ArrayList<>();
            String memory = growth("resident memory", Look::resident, 0.08, 16 << 20, grown);
            String heap = growth("heap", Look::heap, 0.10, 8 << 20, grown);
            String files = growth("files", Look::files, 0.05, 16, grown);
            String threads = growth("threads", Look::threads, 0.05, 8, grown);
            report.add(
                    String.format(
                            Locale.ROOT,
                            "%d minutes of messages in and out, %,d events",
                            time.toMinutes(),
                            looks.getLast().events()),
                    grown.isEmpty() ? "nothing grew" : "grew: " + String.join(", ", grown),
                    "flat",
                    "hub " + memory + " MB resident, " + heap + " MB of heap after collecting, " + files + " files, "
                            + threads + " threads (second third and last); in " + Report.perSecond(inSum.perSecond())
                            + " (" + arrived + "), out " + Report.perSecond(outSum.perSecond()) + " (" + left
                            + "); pulled " + puller.events() + ", hints " + listener.hints() + ", stream broken "
                            + listener.comebacks());
            if (!grown.isEmpty() || arrived.lost() + arrived.outOfOrder() + left.lost() + left.repeated() > 0) {
                throw new IllegalStateException("grown " + grown + "; in: " + arrived + "; out: " + left);
            }
        }
    }

    private CompletableFuture<OpenLoop.Sum> start(OpenLoop.Source source, double rate, Duration time) {
        CompletableFuture<OpenLoop.Sum> sum = new CompletableFuture<>();
        OpenLoop loop = new OpenLoop(stage.hub().port(), CONNECTIONS, source);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                sum.complete(loop.run(rate, time));
            } catch (IOException | RuntimeException failure) {
                sum.completeExceptionally(failure);
            }
        });
        return sum;
    }

    private static Look look(HubProcess hub, Duration after) throws IOException, SQLException {
        long heap = Heap.held(hub);
        ProcessMeter meter = ProcessMeter.of(List.of(hub.handle()));
        return new Look(
                after,
                events(hub),
                meter.memory(),
                heap,
                meter.files(),
                meter.threads(),
                ProcessMeter.of(hub.database()).memory());
    }

    private static long events(HubProcess hub) throws IOException, SQLException {
        HubProcess.Database database = hub.databaseAddress();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum(next_seq - 1) FROM slot_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The means of the second and the last third, in megabytes or pieces. Notes in `grown` when the last is larger by
    /// more than a share and a bit.
    private String growth(String what, ToLongFunction<Look> value, double share, long bit, List<String> grown) {
        int third = looks.size() / 3;
        double second = mean(looks.subList(third, 2 * third), value);
        double last = mean(looks.subList(2 * third, looks.size()), value);
        if (last > second * (1 + share) + bit) {
            grown.add(what);
        }
        double unit = bit >= 1 << 20 ? 1 << 20 : 1;
        return String.format(Locale.ROOT, "%.0f → %.0f", second / unit, last / unit);
    }

    private static double mean(List<Look> looks, ToLongFunction<Look> value) {
        return looks.stream().mapToLong(value).average().orElse(0);
    }
}
