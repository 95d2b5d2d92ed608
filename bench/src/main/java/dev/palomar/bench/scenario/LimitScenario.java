package dev.palomar.bench.scenario;

import dev.palomar.bench.Report;
import dev.palomar.bench.limit.Relay;
import dev.palomar.bench.limit.Rows;
import dev.palomar.bench.load.MetaWebhook;
import dev.palomar.bench.load.OpenLoop;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.receive.Marker;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// What this machine can do at all, in this very run: HTTP in and out without a database, and the database without
/// HTTP.
public final class LimitScenario {

    private static final int CHATS = 500;
    private static final String SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private LimitScenario() {}

    /// @param http  exchanges a second, in and out
    /// @param rows  messages a second that the database alone takes
    public record Limits(double http, double rows) {

        /// Both on the same cores, one after the other.
        public double together() {
            return 1 / (1 / http + 1 / rows);
        }
    }

    public static Limits run(Stage stage, Report report) throws IOException, InterruptedException, SQLException {
        double rows = Rows.perSecond(stage.hub(), 64, Duration.ofSeconds(15));
        double http = http(stage);
        Limits limits = new Limits(http, rows);
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
        return limits;
    }

    private static double http(Stage stage) throws IOException, InterruptedException {
        Tally tally = new Tally(CHATS);
        try (WebhookReceiver receiver = new WebhookReceiver(tally)) {
            receiver.secret("relay", SECRET);
            int port = freePort();
            Process relay = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseCompactObjectHeaders",
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Relay.class.getName(),
                            Integer.toString(port),
                            receiver.url("relay"),
                            HubProcess.APP_SECRET,
                            SECRET)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                awaitPort(port);
                load(stage, port, Duration.ofSeconds(20));
                return load(stage, port, Duration.ofSeconds(15)).perSecond();
            } finally {
                relay.destroyForcibly().waitFor();
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
        return new OpenLoop(port, 128, source).run(200_000, time);
    }

    private static void awaitPort(int port) throws IOException, InterruptedException {
        for (int i = 0; i < 400; i++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(25);
            }
        }
        throw new IOException("the relay did not start");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
