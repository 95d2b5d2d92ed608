package dev.palomar.bench.fault;

import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.receive.Marker;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The hub ends itself between two steps that belong together, is started again, and has to have everything.
public final class CrashAtStep implements Fault {

    private static final int CHATS = 100;
    private static final double RATE = 300;
    /// Messages that were claimed and perhaps sent: as many as one number may have under way.
    private static final int IN_FLIGHT = 128;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Retries a second apart: longer than any trial.
    static final String EVERY_SECOND = "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1";

    /// The steps at which something may be done twice or left out; at the others nothing is done yet.
    private static final Set<String> IN_EVERY_BUILD = Set.of(
            "intake-after-commit",
            "delivery-before-note",
            "park-before-cursor",
            "retry-before-commit",
            "submit-after-commit",
            "send-after-call");

    private enum Way {
        IN,
        IN_WITH_REFUSALS,
        OUT
    }

    private final String step;
    private final int time;
    private final Way way;
    private final String title;

    private CrashAtStep(String step, int time, Way way, String title) {
        this.step = step;
        this.time = time;
        this.way = way;
        this.title = title;
    }

    /// Every step there is, but for the one in a replay, which is [CrashInReplay].
    static List<Fault> all() {
        return List.of(
                new CrashAtStep(
                        "intake-before-commit",
                        40,
                        Way.IN,
                        "What was not committed is not acknowledged, and Meta brings it again"),
                new CrashAtStep(
                        "intake-after-commit",
                        40,
                        Way.IN,
                        "What was committed and not acknowledged comes again and is recorded once"),
                new CrashAtStep(
                        "delivery-before-note",
                        600,
                        Way.IN,
                        "What a receiver took and nobody noted is delivered again, and nothing is lost"),
                new CrashAtStep(
                        "park-before-cursor",
                        30,
                        Way.IN_WITH_REFUSALS,
                        "What was parked before the cursor moved is neither lost nor overtaken"),
                new CrashAtStep(
                        "retry-before-commit",
                        30,
                        Way.IN_WITH_REFUSALS,
                        "A retry that was delivered and not written down is made again in its order"),
                new CrashAtStep(
                        "unpark-before-memory",
                        30,
                        Way.IN_WITH_REFUSALS,
                        "A lane that was just emptied in the table goes on after a restart"),
                new CrashAtStep(
                        "submit-before-commit",
                        40,
                        Way.OUT,
                        "What was not committed is not accepted, and its caller asks again"),
                new CrashAtStep(
                        "submit-after-commit",
                        40,
                        Way.OUT,
                        "What was kept and not answered is asked for again, and sent once or said to be unknown"),
                new CrashAtStep(
                        "send-before-call",
                        200,
                        Way.OUT,
                        "What was about to be sent is said to be unknown and is not sent twice"),
                new CrashAtStep(
                        "send-after-call",
                        200,
                        Way.OUT,
                        "What WhatsApp took and nobody noted is said to be unknown and is not sent twice"));
    }

    @Override
    public String name() {
        return "crash-" + step;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean quick() {
        return IN_EVERY_BUILD.contains(step);
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        arm(stage.hub(), step, time);
        return way == Way.OUT ? out(stage) : in(stage);
    }

    /// Starts the hub anew, so that it ends when it passes `step` for the `time`th time, and only then.
    static void arm(HubProcess hub, String step, int time) throws IOException, InterruptedException {
        hub.kill();
        hub.with("PALOMAR_CRASH_AT", step + ":" + time).with("PALOMAR_CRASH_ON_PURPOSE", "true");
        hub.start();
        hub.without("PALOMAR_CRASH_AT").without("PALOMAR_CRASH_ON_PURPOSE");
    }

    private Finding in(Stage stage) throws Exception {
        try (Stage.Audience audience = stage.audience(CHATS, EVERY_SECOND)) {
            if (way == Way.IN_WITH_REFUSALS) {
                Set<Marker> once = ConcurrentHashMap.newKeySet();
                audience.receiver().refuse(marker -> marker.number() % 5 == 3 && once.add(marker));
            }
            Traffic traffic = Traffic.in(stage, CHATS, RATE);
            boolean died = stage.hub().ended(Duration.ofSeconds(90));
            if (died) {
                stage.hub().start();
            }
            Traffic.flows(audience.tally(), 300);
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(audience.tally(), acknowledged, PATIENCE);
            Tally.Sum sum = audience.tally().sum(acknowledged);
            return new Finding()
                    .holds("the hub died at " + step, died)
                    .atLeast("acknowledged", Traffic.count(acknowledged), 100)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    .atMost("repeated", sum.repeated(), CHATS + (long) RATE / 2)
                    .exactly("forged", audience.receiver().forged(), 0);
        }
    }

    private Finding out(Stage stage) throws Exception {
        Books books = new Books(stage.hub());
        Tally tally = new Tally(CHATS * 10);
        stage.graph().count(tally);
        long unknownBefore = books.sending("unknown");
        Traffic traffic = Traffic.out(stage, CHATS * 10, RATE);
        boolean died = stage.hub().ended(Duration.ofSeconds(90));
        if (died) {
            stage.hub().start();
        }
        Traffic.flows(tally, 300);
        BitSet[] accepted = traffic.stop();
        long unknown = books.awaitSent(tally, accepted, unknownBefore);
        Tally.Sum sum = tally.sum(accepted);
        return new Finding()
                .holds("the hub died at " + step, died)
                .atLeast("accepted", Traffic.count(accepted), 100)
                .exactly("sent twice", sum.repeated(), 0)
                .exactly("out of order", sum.outOfOrder(), 0)
                .atMost("not sent", sum.lost(), unknown)
                .atMost("said to be unknown", unknown, IN_FLIGHT);
    }
}
