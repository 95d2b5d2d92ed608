package dev.palomar.bench.scenario;

import dev.palomar.bench.load.Inbound;
import dev.palomar.bench.load.OpenLoop;
import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.place.ProcessMeter;
import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.FakeGraph;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.receive.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// A hub with companies in it, Meta beside it, and receivers that can be put up and taken down again.
public final class Stage implements AutoCloseable {

    private static final int CONNECTIONS = 500;

    private final FakeGraph graph;
    private final HubProcess hub;
    private final Town town;
    private int runs;

    private Stage(FakeGraph graph, HubProcess hub, Town town) {
        this.graph = graph;
        this.hub = hub;
        this.town = town;
    }

    /// Starts an empty hub in `folder` and makes `companies` in it.
    public static Stage raise(Path jar, Path folder, int companies) throws IOException, InterruptedException {
        return raise(jar, folder, companies, Map.of());
    }

    /// As above, with more of the hub's settings.
    public static Stage raise(Path jar, Path folder, int companies, Map<String, String> settings)
            throws IOException, InterruptedException {
        return start(jar, folder, settings, hub -> Town.found(hub, companies));
    }

    /// Starts the hub that was left in `folder`, with the companies that `town` names.
    public static Stage reopen(Path jar, Path folder, Path town, Map<String, String> settings)
            throws IOException, InterruptedException {
        return start(jar, folder, settings, hub -> Town.reopen(hub, town));
    }

    private interface Companies {
        Town of(HubProcess hub) throws IOException, InterruptedException;
    }

    private static Stage start(Path jar, Path folder, Map<String, String> settings, Companies companies)
            throws IOException, InterruptedException {
        FakeGraph graph = new FakeGraph();
        HubProcess hub = new HubProcess(jar, folder, graph.url());
        settings.forEach(hub::with);
        try {
            hub.start();
            return new Stage(graph, hub, companies.of(hub));
        } catch (IOException | InterruptedException | RuntimeException failure) {
            hub.close();
            graph.close();
            throw failure;
        }
    }

    public HubProcess hub() {
        return hub;
    }

    public Town town() {
        return town;
    }

    public FakeGraph graph() {
        return graph;
    }

    /// A word that no other run on this stage has.
    public String nextRun() {
        return "r" + runs++ + "x" + hub.port();
    }

    /// One receiver for all companies, with an endpoint each.
    public final class Audience implements AutoCloseable {

        private final Tally tally;
        private final WebhookReceiver receiver;
        private final List<String> endpoints = new ArrayList<>();

        private Audience(int chats, String schedule) throws IOException {
            this.tally = new Tally(chats);
            this.receiver = new WebhookReceiver(tally);
            for (Town.Company company : town.companies()) {
                Town.Endpoint endpoint = schedule.isEmpty()
                        ? town.subscribe(company, receiver.url(company.name()))
                        : town.subscribe(company, receiver.url(company.name()), "message.received", schedule);
                receiver.secret(company.name(), endpoint.secret());
                endpoints.add(endpoint.id());
            }
        }

        public Tally tally() {
            return tally;
        }

        public WebhookReceiver receiver() {
            return receiver;
        }

        /// The endpoint of each company.
        public List<String> endpoints() {
            return endpoints;
        }

        @Override
        public void close() throws IOException {
            try (receiver) {
                for (int i = 0; i < endpoints.size(); i++) {
                    HubApi api = town.program(town.companies().get(i));
                    api.call("DELETE", "/v1/webhook-endpoints/" + endpoints.get(i), "");
                }
            }
        }
    }

    /// Receivers for `chats` numbered chats.
    public Audience audience(int chats) throws IOException {
        return new Audience(chats, "");
    }

    /// As above, for what comes in only; what they do not take is tried again after so many seconds each time, as in
    /// `1,2,5`.
    public Audience audience(int chats, String schedule) throws IOException {
        return new Audience(chats, schedule);
    }

    /// What a run gave.
    ///
    /// @param atEnd  how many had arrived when the load ended
    public record Run(OpenLoop.Sum sent, Tally.Sum arrived, long atEnd, Use use) {

        public double arrivedPerSecond() {
            return atEnd * 1e9 / sent.time().toNanos();
        }

        public boolean clean() {
            return sent.failed() == 0 && arrived.lost() == 0 && arrived.repeated() == 0 && arrived.outOfOrder() == 0;
        }
    }

    /// Cores and memory that each took.
    public record Use(double hub, double database, double load, long hubBytes, long databaseBytes) {

        @Override
        public String toString() {
            return "%.2f / %.2f / %.2f cores, %d / %d MB"
                    .formatted(hub, database, load, hubBytes >> 20, databaseBytes >> 20);
        }
    }

    /// People write at `perSecond` for `time`; waits until everything that was acknowledged has arrived.
    public Run people(Audience audience, int chats, double perSecond, Duration time)
            throws IOException, InterruptedException {
        Inbound inbound = new Inbound(hub, nextRun(), town.chats(chats), Math.min(CONNECTIONS, chats));
        return people(
                audience, inbound, new OpenLoop(hub.port(), Math.min(CONNECTIONS, chats), inbound), perSecond, time);
    }

    private Run people(Audience audience, Inbound inbound, OpenLoop loop, double perSecond, Duration time)
            throws IOException, InterruptedException {
        Meters before = Meters.read(hub);
        OpenLoop.Sum sent = loop.run(perSecond, time);
        long atEnd = audience.tally().count();
        Use use = Meters.read(hub).since(before, sent.time());
        settle(audience.tally(), inbound.acknowledged(), Duration.ofSeconds(20));
        return new Run(sent, audience.tally().sum(inbound.acknowledged()), atEnd, use);
    }

    /// Waits until all that was acknowledged has arrived; gives up when nothing came for `patience`.
    public static void settle(Tally tally, BitSet[] acknowledged, Duration patience) throws InterruptedException {
        long before = -1;
        long since = System.nanoTime();
        while (tally.sum(acknowledged).lost() > 0 && System.nanoTime() - since < patience.toNanos()) {
            long now = tally.count();
            if (now != before) {
                before = now;
                since = System.nanoTime();
            }
            Thread.sleep(20);
        }
    }

    /// Waits until whatever follows the log has seen all of it, at most two minutes, and says so when it has
    /// not: the words for searching are written after a flood.
    private void followed() throws IOException, InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (behind() && System.nanoTime() < until) {
            Thread.sleep(500);
        }
        if (behind()) {
            System.out.println("the log has not been followed to its end; what is measured now has that beside it");
        }
    }

    private boolean behind() throws IOException {
        return database(statement -> {
            try (ResultSet row = statement.executeQuery("""
                    SELECT EXISTS (SELECT FROM slot_cursor c JOIN slot_head h USING (slot) WHERE c.seq < h.next_seq - 1)
                    """)) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    /// What is left to do in the minutes after a load: the hub writes words for searching that had waited,
    /// PostgreSQL cleans and looks at tables that grew, and writes what is in memory to its files. Measurements
    /// neither wait for it nor have it beside them.
    public void tidy() throws IOException, InterruptedException {
        followed();
        boolean _ = database(statement -> {
            statement.execute("VACUUM (ANALYZE)");
            return statement.execute("CHECKPOINT");
        });
    }

    private interface Question {
        boolean ask(Statement statement) throws SQLException;
    }

    private boolean database(Question question) throws IOException {
        HubProcess.Database database = hub.databaseAddress();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }

    /// Does `work`, and tells what it took of the machine.
    public Use using(Load work) throws IOException, InterruptedException {
        Meters before = Meters.read(hub);
        long from = System.nanoTime();
        work.run();
        return Meters.read(hub).since(before, Duration.ofNanos(System.nanoTime() - from));
    }

    /// Something that makes a hub work.
    @FunctionalInterface
    public interface Load {
        void run() throws IOException, InterruptedException;
    }

    private record Meters(ProcessMeter hub, ProcessMeter database, ProcessMeter load) {

        static Meters read(HubProcess hub) throws IOException {
            return new Meters(
                    ProcessMeter.of(List.of(hub.handle())),
                    ProcessMeter.of(hub.database()),
                    ProcessMeter.of(List.of(ProcessHandle.current())));
        }

        Use since(Meters before, Duration time) {
            return new Use(
                    hub.coresSince(before.hub, time),
                    database.coresSince(before.database, time),
                    load.coresSince(before.load, time),
                    hub.memory(),
                    database.memory());
        }
    }

    @Override
    public void close() throws IOException {
        hub.close();
        graph.close();
    }
}
