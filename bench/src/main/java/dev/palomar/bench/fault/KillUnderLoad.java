package dev.palomar.bench.fault;

import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/// `kill -9` while messages come in and go out: of the hub, of its database, of both at once.
public final class KillUnderLoad implements Fault {

    private static final int CHATS = 100;
    private static final int PEOPLE = 1_000;
    private static final double IN = 300;
    private static final double OUT = 100;

    /// One of each chat, and what came in half a second: deliveries that were made and not yet noted.
    private static final long REPEATED = CHATS + (long) IN / 2;

    /// Messages that were claimed and perhaps sent: as many as one number may have under way.
    private static final long UNKNOWN = 128;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private enum Whom {
        HUB("hub", "the hub"),
        DATABASE("database", "its database"),
        BOTH("both", "the hub and its database");

        private final String word;
        private final String said;

        Whom(String word, String said) {
            this.word = word;
            this.said = said;
        }
    }

    private final Whom whom;
    private final int times;

    private KillUnderLoad(Whom whom, int times) {
        this.whom = whom;
        this.times = times;
    }

    static List<Fault> once() {
        return List.of(
                new KillUnderLoad(Whom.HUB, 1), new KillUnderLoad(Whom.DATABASE, 1), new KillUnderLoad(Whom.BOTH, 1));
    }

    static List<Fault> often() {
        return List.of(
                new KillUnderLoad(Whom.HUB, 5), new KillUnderLoad(Whom.DATABASE, 5), new KillUnderLoad(Whom.BOTH, 5));
    }

    @Override
    public String name() {
        return "kill-" + whom.word + (times > 1 ? "-often" : "");
    }

    @Override
    public String title() {
        return "Killing " + whom.said + " under load" + (times > 1 ? ", " + times + " times," : "")
                + " loses nothing and sends nothing twice";
    }

    @Override
    public boolean quick() {
        return times == 1 && whom == Whom.BOTH;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        HubProcess hub = stage.hub();
        Books books = new Books(hub);
        long unknownBefore = books.sending("unknown");
        Tally sent = new Tally(PEOPLE);
        stage.graph().count(sent);
        try (Stage.Audience audience = stage.audience(CHATS, CrashAtStep.EVERY_SECOND)) {
            Traffic in = Traffic.in(stage, CHATS, IN);
            Traffic out = Traffic.out(stage, PEOPLE, OUT);
            Duration longest = Duration.ZERO;
            for (int i = 0; i < times; i++) {
                Traffic.flows(audience.tally(), 600);
                Duration away = kill(hub);
                longest = away.compareTo(longest) > 0 ? away : longest;
            }
            Traffic.flows(audience.tally(), 300);
            BitSet[] acknowledged = in.stop();
            BitSet[] accepted = out.stop();
            Stage.settle(audience.tally(), acknowledged, PATIENCE);
            long unknown = books.awaitSent(sent, accepted, unknownBefore);
            Tally.Sum came = audience.tally().sum(acknowledged);
            Tally.Sum went = sent.sum(accepted);
            return new Finding()
                    .note("longest away", longest.toMillis() + " ms")
                    .atLeast("acknowledged", Traffic.count(acknowledged), 600)
                    .exactly("lost", came.lost(), 0)
                    .exactly("out of order", came.outOfOrder(), 0)
                    .atMost("repeated", came.repeated(), times * REPEATED)
                    .atLeast("accepted", Traffic.count(accepted), (long) OUT)
                    .exactly("sent twice", went.repeated(), 0)
                    .exactly("sent out of order", went.outOfOrder(), 0)
                    .atMost("not sent", went.lost(), unknown)
                    .atMost("said to be unknown", unknown, UNKNOWN * times);
        }
    }

    /// Answers how long it took until the hub was ready again.
    private Duration kill(HubProcess hub) throws IOException, InterruptedException {
        long began = System.nanoTime();
        switch (whom) {
            case HUB -> {
                hub.kill();
                Duration _ = hub.start();
            }
            case DATABASE -> {
                hub.killDatabase();
                // Until the hub has seen it, it may still say that it is ready.
                Thread.sleep(300);
                if (!hub.awaitReady(Duration.ofSeconds(60))) {
                    throw new IOException("the database did not come back; see " + hub.log());
                }
            }
            case BOTH -> {
                hub.killDatabase();
                hub.kill();
                Duration _ = hub.start();
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
