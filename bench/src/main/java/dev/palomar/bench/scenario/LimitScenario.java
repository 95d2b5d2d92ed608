package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.limit.Bare;
import dev.palomar.bench.limit.BenchSchema;
import dev.palomar.bench.limit.Ledger;
import dev.palomar.bench.limit.Program;
import dev.palomar.bench.limit.Relay;
import dev.palomar.bench.limit.Rows;
import dev.palomar.bench.load.Inbound;
import dev.palomar.bench.load.MetaWebhook;
import dev.palomar.bench.load.OpenLoop;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.receive.Marker;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// What this machine can do at all, in this very run: HTTP in and out without a database, the database
/// without HTTP, and the hub's design without all that makes it a product.
public final class LimitScenario {

    private static final int CHATS = 500;
    private static final String SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    /// More than anything here can take.
    private static final double FLOOD = 200_000;

    private LimitScenario() {}

    /// @param http   exchanges a second, in and out
    /// @param rows   messages a second that the database alone takes
    /// @param design messages a second by a program of the hub's design, kept and delivered
    public record Limits(double http, double rows, double design) {

        /// HTTP and rows on the same cores, one after the other.
        public double together() {
            return 1 / (1 / http + 1 / rows);
        }
    }

    public static Limits run(Stage stage, Report report) throws IOException, InterruptedException, SQLException {
        double rows = Rows.perSecond(stage.hub(), 64, Duration.ofSeconds(15));
        double http = http(stage);
        Design design = design(stage);
        Limits limits = new Limits(http, rows, design.perSecond());
        report.add(
                "limit: HTTP in and out, no database",
                Report.perSecond(http),
                "",
                "takes the POST, checks and signs, posts on, keeps nothing");
        report.add(
                "limit: the same rows into PostgreSQL, no HTTP",
                Report.perSecond(rows),
                "",
                "message, event, attempt, words, conversation; batches of 64; one after the other on the same cores: "
                        + Report.perSecond(limits.together()));
        report.add(
                "limit: the design alone, an event and a delivery",
                Report.perSecond(design.perSecond()),
                "",
                "at 200/s p50 " + Report.millis(design.p50()) + ", p99 " + Report.millis(design.p99())
                        + "; no messages, conversations, searching, retries");
        return limits;
    }

    private static double http(Stage stage) throws IOException, InterruptedException {
        Tally tally = new Tally(CHATS);
        try (WebhookReceiver receiver = new WebhookReceiver(tally)) {
            receiver.secret("relay", SECRET);
            try (Program relay = Program.start(
                    Relay.class, log(stage, "relay"), receiver.url("relay"), HubProcess.APP_SECRET, SECRET)) {
                load(stage, relay.port(), Duration.ofSeconds(20));
                return load(stage, relay.port(), Duration.ofSeconds(15)).perSecond();
            }
        }
    }

    private static OpenLoop.Sum load(Stage stage, int port, Duration time) throws IOException {
        List<MetaWebhook.Chat> chats = stage.town().chats(CHATS);
        MetaWebhook webhook = new MetaWebhook(HubProcess.APP_SECRET, stage.nextRun(), "127.0.0.1");
        int[] number = new int[1];
        OpenLoop.Source source = new OpenLoop.Source() {
            @Override
            public byte[] next(int connection, long due) {
                return webhook.request(chats.get(connection % CHATS), new Marker(connection % CHATS, number[0]++, due));
            }

            @Override
            public void answered(int connection, int status) {
                // counted by the load itself
            }

            @Override
            public void broken(int connection) {
                // counted by the load itself
            }
        };
        return new OpenLoop(port, 128, source).run(FLOOD, time);
    }

    /// @param p50 at 200 a second, from when a message was due until it was delivered, in microseconds
    private record Design(double perSecond, long p50, long p99) {}

    /// Throws [IOException] when the program does not keep what the design promises: then it shows no
    /// limit.
    private static Design design(Stage stage) throws IOException, InterruptedException, SQLException {
        HubProcess.Database database = stage.hub().databaseAddress();
        Tally tally = new Tally(CHATS);
        try (WebhookReceiver receiver = new WebhookReceiver(tally);
                BenchSchema tables = Ledger.tables(database)) {
            receiver.secret("bare", SECRET);
            try (Program bare = Program.start(
                    Bare.class,
                    log(stage, "bare"),
                    receiver.url("bare"),
                    HubProcess.APP_SECRET,
                    SECRET,
                    database.url(),
                    database.user(),
                    database.password())) {
                Inbound people =
                        new Inbound(stage.hub(), stage.nextRun(), stage.town().chats(CHATS), CHATS);
                double _ = deliveredPerSecond(bare, people, tally, FLOOD, Duration.ofSeconds(20));
                stage.tidy();
                double most = deliveredPerSecond(bare, people, tally, FLOOD, Duration.ofSeconds(15));
                stage.tidy();
                tally.forgetTimes();
                double _ = deliveredPerSecond(bare, people, tally, 200, Duration.ofSeconds(10));
                Design design = new Design(most, tally.micros(50), tally.micros(99));
                proveKept(bare, people, tally, tables);
                return design;
            }
        }
    }

    /// Each chat has a connection of its own, so that its order is kept on the way in.
    private static double deliveredPerSecond(Program bare, Inbound people, Tally tally, double perSecond, Duration time)
            throws IOException, InterruptedException {
        long before = tally.count();
        OpenLoop.Sum sent = new OpenLoop(bare.port(), CHATS, people).run(perSecond, time);
        long delivered = tally.count() - before;
        Stage.settle(tally, people.acknowledged(), Duration.ofSeconds(20));
        Tally.Sum sum = tally.sum(people.acknowledged());
        if (sent.failed() > 0 || sum.lost() > 0 || sum.repeated() > 0 || sum.outOfOrder() > 0) {
            throw new IOException("the design alone: not answered " + sent.failed() + ", " + sum);
        }
        return delivered * 1e9 / sent.time().toNanos();
    }

    /// While the row of an event cannot be written nobody may hear that it is kept; and all that was
    /// acknowledged and delivered before has its row. Takes ten seconds, because that is how long the load
    /// waits for answers.
    private static void proveKept(Program bare, Inbound people, Tally tally, BenchSchema tables)
            throws IOException, SQLException {
        try (Connection _ = tables.locked("event")) {
            long early = new OpenLoop(bare.port(), CHATS, people)
                    .run(CHATS, Duration.ofMillis(500))
                    .sent();
            long acknowledged = Arrays.stream(people.acknowledged())
                    .mapToLong(BitSet::cardinality)
                    .sum();
            long events = tables.count("event");
            long deliveries = tables.count("delivery");
            if (early > 0 || events < acknowledged || deliveries < tally.count()) {
                throw new IOException("the design alone: acknowledged before the commit " + early + "; acknowledged "
                        + acknowledged + ", kept " + events + "; delivered " + tally.count() + ", kept " + deliveries);
            }
        }
    }

    private static Path log(Stage stage, String program) {
        return stage.hub().log().resolveSibling(program + ".log");
    }
}
