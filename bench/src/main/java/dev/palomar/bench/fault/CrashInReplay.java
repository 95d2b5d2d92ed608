package dev.palomar.bench.fault;

import dev.palomar.bench.load.MetaWebhook;
import dev.palomar.bench.place.HubApi;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// The hub ends itself while a page of a replay is being parked.
public final class CrashInReplay implements Fault {

    private static final int CHATS = 100;

    /// How many events the hub parks at a time.
    private static final int PAGE = 500;

    @Override
    public String name() {
        return "crash-replay-before-position";
    }

    @Override
    public String title() {
        return "A replay that was interrupted goes on where it was and leaves nothing out";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        CrashAtStep.arm(stage.hub(), "replay-before-position", 2);
        try (Stage.Audience audience = stage.audience(CHATS, CrashAtStep.EVERY_SECOND)) {
            String since = Instant.now().minusSeconds(1).toString();
            List<MetaWebhook.Chat> chats = IntStream.range(0, CHATS)
                    .mapToObj(chat -> stage.town().chat(chat, 0))
                    .toList();
            Traffic traffic = Traffic.in(stage, chats, 400);
            Traffic.flows(audience.tally(), 2L * PAGE);
            BitSet[] acknowledged = traffic.stop();
            Stage.settle(audience.tally(), acknowledged, Duration.ofSeconds(10));
            Tally.Sum first = audience.tally().sum(acknowledged);
            HubApi api = stage.town().program(stage.town().companies().getFirst());
            String endpoint = "/v1/webhook-endpoints/" + audience.endpoints().getFirst();
            String replay = api.post(endpoint + "/replay", "{\"since\":\"%s\",\"only\":\"all\"}".formatted(since))
                    .get("id")
                    .asString();
            boolean died = stage.hub().ended(Duration.ofSeconds(30));
            if (died) {
                stage.hub().start();
            }
            boolean done = awaitDone(api, endpoint + "/replays/" + replay);
            awaitRepeated(audience.tally(), acknowledged, first.arrived());
            Tally.Sum sum = audience.tally().sum(acknowledged);
            return new Finding()
                    .holds("the hub died in the replay", died)
                    .holds("the replay ended", done)
                    .atLeast("acknowledged", Traffic.count(acknowledged), 2L * PAGE)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("out of order", sum.outOfOrder(), 0)
                    .atLeast("delivered again", sum.repeated(), first.arrived())
                    .atMost("more than twice", sum.repeated() - first.arrived(), CHATS);
        }
    }

    private static boolean awaitDone(HubApi api, String replay) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            if (api.get(replay).get("state").asString().equals("done")) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    private static void awaitRepeated(Tally tally, BitSet[] acknowledged, long wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (tally.sum(acknowledged).repeated() < wanted && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }
}
