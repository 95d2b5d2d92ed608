package dev.palomar.bench.fault;

import dev.palomar.bench.place.Cable;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.BitSet;

/// The line between hub and database is slow, silent and cut, in turn, while messages come and go.
public final class DatabasePartition implements Fault {

    private static final int CHATS = 100;
    private static final int PEOPLE = 600;
    private static final Duration BACK = Duration.ofSeconds(90);

    private enum Way {
        DELAY("partition-database-slow", "slow", Duration.ofSeconds(5)),
        CUT("partition-database-cut", "cut", Duration.ofSeconds(4)),
        SILENCE("partition-database-silent", "silent", Duration.ofSeconds(4)),
        /// Longer than leases hold.
        LONG_SILENCE("partition-database-silent-long", "silent for longer than leases hold", Duration.ofSeconds(14)),
        /// What was silent is reset: one end never learns what became of its last statement.
        HALF_OPEN("partition-database-half-open", "silent and then reset", Duration.ofSeconds(4));

        private final String word;
        private final String said;
        private final Duration lasts;

        Way(String word, String said, Duration lasts) {
            this.word = word;
            this.said = said;
            this.lasts = lasts;
        }
    }

    private final Way way;

    private DatabasePartition(Way way) {
        this.way = way;
    }

    static java.util.List<Fault> all() {
        return java.util.Arrays.stream(Way.values())
                .<Fault>map(DatabasePartition::new)
                .toList();
    }

    @Override
    public String name() {
        return way.word;
    }

    @Override
    public String title() {
        return "A line to the database that is " + way.said + " loses nothing and sends nothing twice";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        HubProcess hub = stage.hub();
        hub.kill();
        HubProcess.Database database = hub.databaseAddress();
        try (Cable cable =
                new Cable(URI.create(database.url().substring("jdbc:".length())).getPort())) {
            hub.with(
                            "PALOMAR_DATABASE_URL",
                            "postgresql://" + database.user() + ":" + database.password() + "@127.0.0.1:" + cable.port()
                                    + "/postgres")
                    .with(
                            "PALOMAR_MASTER_KEY_FILE",
                            hub.data().resolve("master.key").toString());
            hub.start();
            return run(stage, cable);
        } finally {
            hub.kill();
            hub.without("PALOMAR_DATABASE_URL").without("PALOMAR_MASTER_KEY_FILE");
        }
    }

    private Finding run(Stage stage, Cable cable) throws Exception {
        Books books = new Books(stage.hub());
        long unknownBefore = books.sending("unknown");
        Tally sent = new Tally(PEOPLE);
        stage.graph().count(sent);
        try (Stage.Audience audience = stage.audience(CHATS, CrashAtStep.EVERY_SECOND)) {
            Traffic in = Traffic.in(stage, CHATS, 200);
            Traffic out = Traffic.out(stage, PEOPLE, 60);
            Traffic.flows(audience.tally(), 400);
            disturb(cable);
            Duration back = awaitBack(stage, audience.tally());
            BitSet[] acknowledged = in.stop();
            BitSet[] accepted = out.stop();
            Stage.settle(audience.tally(), acknowledged, Duration.ofSeconds(30));
            long unknown = books.awaitSent(sent, accepted, unknownBefore);
            Tally.Sum came = audience.tally().sum(acknowledged);
            Tally.Sum went = sent.sum(accepted);
            return new Finding()
                    .note("flows again after", back.toMillis() + " ms")
                    .atLeast("acknowledged", Traffic.count(acknowledged), 600)
                    .exactly("lost", came.lost(), 0)
                    .exactly("out of order", came.outOfOrder(), 0)
                    .atMost("repeated", came.repeated(), 2L * CHATS)
                    .atLeast("accepted", Traffic.count(accepted), 50)
                    .exactly("sent twice", went.repeated(), 0)
                    .exactly("sent out of order", went.outOfOrder(), 0)
                    .atMost("not sent", went.lost(), unknown)
                    .atMost("said to be unknown", unknown, 128);
        }
    }

    private void disturb(Cable cable) throws InterruptedException {
        switch (way) {
            case DELAY -> cable.delay(Duration.ofMillis(20));
            case CUT -> cable.cut();
            case SILENCE, LONG_SILENCE, HALF_OPEN -> cable.silence();
        }
        Thread.sleep(way.lasts);
        if (way == Way.HALF_OPEN) {
            cable.cut();
            Thread.sleep(200);
        }
        cable.mend();
    }

    private static Duration awaitBack(Stage stage, Tally tally) throws IOException, InterruptedException {
        long began = System.nanoTime();
        if (!stage.hub().awaitReady(BACK)) {
            throw new IOException(
                    "the hub did not become ready again; see " + stage.hub().log());
        }
        Traffic.flows(tally, 200);
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
